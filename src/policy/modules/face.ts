import { bytes, flag, instant, json, text, type PolicyModule } from '../types.ts';

/** The error log's ring: 2 GB, as published (decimal gigabytes: the earlier bound). */
export const ERROR_LOG_RING_BYTES = 2_000_000_000;

const API_INFORMATION = 'API information (AppID, UIN, SubUIN, Region, input parameters, return code)';

/** Facial Recognition: privacy module of 2023-12-27, and the published processing module. */
export const face = {
  feature: 'face',
  title: 'Facial Recognition',
  updated: { privacy: '2023-12-27' },
  availability: 'Available globally.',
  conditions: [
    'Data is shared also with a named affiliate sub-processor.',
    'The caller warrants every consent that the processing needs, and that end users are of the age of consent of their jurisdiction, or that parental consent was obtained.',
  ],
  subProcessors: [{ name: 'A named affiliate of the operator', purpose: 'facial recognition' }],
  categories: {
    'face.error-log': {
      id: 'face.error-log',
      name: 'Error log',
      role: 'controller',
      fields: {
        upstreamState: text('upstream and downstream states'),
        downstreamState: text('upstream and downstream states'),
        input: json('user input and output'),
        output: json('user input and output'),
        succeeded: flag('whether the request succeeded'),
        appId: text(API_INFORMATION),
        uin: text(API_INFORMATION),
        subUin: text(API_INFORMATION, { optional: true }),
        region: text(API_INFORMATION),
        parameters: json(API_INFORMATION),
        returnCode: text(API_INFORMATION),
        algorithmOutput: json('algorithm output'),
      },
      uses: ['make the service function', 'analyse errors', 'troubleshoot'],
      basis: 'contract',
      keptIn: 'local ring',
      backedUp: false,
      medium: 'ring',
      retention: { ringBytes: ERROR_LOG_RING_BYTES },
      // "User input and output" is promised here, and "face images are not stored" there: both hold only without them.
      excludes: ['face.images', 'face.features'],
      retentionText: 'deleted automatically once storage reaches 2 GB (in practice several days)',
    },
    'face.running-log': {
      id: 'face.running-log',
      name: 'Running log',
      role: 'controller',
      fields: {
        userIp: text('user request IP'),
        userAccount: text('user account'),
        requestTimestamp: instant('request timestamp'),
        requestInterface: text('request interface'),
        billed: flag('billed or unbilled'),
        personId: text('PersonID', { optional: true }),
        accessTime: instant('access time'),
        recognitionResults: json('recognition results'),
      },
      uses: ['billing'],
      basis: 'contract',
      keptIn: 'not stated',
      backedUp: false,
      medium: 'relational',
      retention: { serviceLifetime: true, onRequest: 'immediately' },
      retentionText: 'lifetime of the service or until a deletion request',
    },
    'face.features': {
      id: 'face.features',
      name: 'Face features',
      role: 'controller',
      fields: {
        template: bytes(
          "a set of binary strings made from the end user's face images by algorithm/model transcoding, with no actual content and irreversible",
        ),
      },
      uses: ['make the service function'],
      basis: 'contract',
      keptIn: 'not stated',
      backedUp: false,
      medium: 'relational',
      retention: { serviceLifetime: true, onRequest: 'immediately' },
      retentionText: 'lifetime of the service or until a deletion request',
    },
    'face.images': {
      id: 'face.images',
      name: 'Face images',
      role: 'processor',
      fields: { image: bytes('face images of end users') },
      uses: ['features are extracted from them'],
      basis: "caller's instruction",
      keptIn: 'nowhere: not stored',
      backedUp: false,
      medium: 'none',
      retention: { neverStored: true },
      retentionText: 'none',
    },
    'face.person-id': {
      id: 'face.person-id',
      name: 'PersonID',
      role: 'processor',
      fields: { personId: text('identifier the caller gives each end user') },
      uses: ['only to provide the feature'],
      basis: "caller's instruction",
      keptIn: 'relational',
      backedUp: false,
      medium: 'relational',
      retention: { serviceLifetime: true, onRequest: 'immediately' },
      retentionText: 'lifetime of the service or until deleted',
    },
  },
} as const satisfies PolicyModule;
