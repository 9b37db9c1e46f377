import type { CategoryId } from '../catalogue.ts';
import { phrase, type Saying } from '../i18n/saying.ts';

/** Whom the data of a category is about (GDPR art. 28(3), 30(1)(c)). */
const SUBJECTS = {
  endUsers: 'end users of the caller',
  shown: 'persons whom the documents name or show',
  heard: 'persons who speak in the recordings, or are spoken of',
  staff: 'the caller’s staff who make or pay for calls',
} as const;

/** The modules do not say it, so it is said here, of every category: a new one does not compile without. */
const subjectsOf: Record<CategoryId, readonly (keyof typeof SUBJECTS)[]> = {
  'base.account': ['staff'],
  'base.transaction': ['staff'],
  'base.consent': ['endUsers'],
  'base.dataset-export': ['endUsers', 'staff'],
  'base.subject-request': ['endUsers', 'staff'],
  'base.legal-hold': ['endUsers', 'staff'],
  'base.vocabulary': ['heard'],
  'base.face-group': ['endUsers'],
  'base.face-person': ['endUsers'],
  'ocr.monitoring': ['staff'],
  'ocr.operation-log': ['staff'],
  'ocr.identification': ['endUsers'],
  'ocr.images-and-results': ['endUsers', 'shown'],
  'ekyc.monitoring': ['staff', 'endUsers'],
  'ekyc.operation-log': ['staff'],
  'ekyc.identification': ['endUsers'],
  'ekyc.images-videos-results': ['endUsers'],
  'asr.monitoring': ['staff'],
  'asr.operation-log': ['staff'],
  'asr.audio': ['endUsers', 'heard'],
  'asr.results': ['endUsers', 'heard'],
  'face.error-log': ['staff', 'endUsers'],
  'face.running-log': ['staff', 'endUsers'],
  'face.features': ['endUsers'],
  'face.images': ['endUsers'],
  'face.person-id': ['endUsers'],
};

/** Categories that are, or hold, biometric data by which somebody may be identified (GDPR art. 9). */
const BIOMETRIC: readonly CategoryId[] = [
  'ocr.identification',
  'ekyc.identification',
  'ekyc.images-videos-results',
  'face.features',
  'face.images',
];

export const dataSubjects = (id: CategoryId): readonly Saying[] =>
  subjectsOf[id].map((subject) => phrase(SUBJECTS[subject]));

export const isBiometric = (id: CategoryId): boolean => BIOMETRIC.includes(id);
