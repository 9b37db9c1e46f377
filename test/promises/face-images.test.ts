import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faceActions } from '../../src/features/iai/face-actions.ts';
import { createLogger } from '../../src/lib/logger.ts';
import { scanFolder } from '../../src/records/scan/forensic-scan.ts';
import { codeOf } from '../support/code-of.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { told, toldEmbedding, toldEngine, toldFailing } from '../support/told-faces.ts';

/** Written into the bytes of every picture that is sent. */
const WHO = 'Xanthippe-Quillfeather';
const TEXTS = {
  'name of a person': 'Ottoline Marchbanks',
  'another name': 'Philippa Grimsdyke',
  'description of a person': 'sits by the aspidistra',
  'name of a group': 'Visitors of Wolverley',
  'remark on a group': 'behind the orangery',
  'description field': 'number of the locker',
  'id of a group': 'group-zwieback-4711',
  'id of a person': 'person-marzipan-0815',
};

let server: TestServer;
let folder: string;
const lines: string[] = [];
const called = new Set<string>();
const before = process.env['TMPDIR'];

const GroupId = TEXTS['id of a group'];
const PersonId = TEXTS['id of a person'];
const Image = told({ who: WHO });
const other = told({ who: `${WHO} strange`, strange: 1 });

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Calls an action through the SDK's generic client. @returns the code, or `no error` */
const call = (name: string, parameters: object): Promise<string> => {
  called.add(name);
  return codeOf(server.clients.iai.request(name, parameters));
};

const pair = { ImageA: Image, ImageB: other };
const person = { GroupId, PersonId, PersonName: TEXTS['name of a person'], Gender: 1, Image };
const search = { GroupIds: [GroupId], Image, NeedPersonInfo: 1 };
const description = [{ PersonExDescriptionIndex: 0, PersonExDescription: TEXTS['description of a person'] }];

/** Every action, in an order in which each succeeds. What deletes comes with the test that looks at what is left. */
const CALLS: readonly (readonly [name: string, parameters: object])[] = [
  ['DetectFace', { Image, NeedFaceAttributes: 1, NeedQualityDetection: 1 }],
  ['DetectFaceAttributes', { Image, FaceAttributesType: 'Headpose' }],
  ['AnalyzeFace', { Image }],
  ['AnalyzeDenseLandmarks', { Image }],
  ['CompareFace', pair],
  ['CompareMaskFace', pair],
  ['DetectFaceSimilarity', pair],
  ['DetectLiveFace', { Image }],
  ['DetectLiveFaceAccurate', { Image }],
  [
    'CreateGroup',
    {
      GroupId,
      GroupName: TEXTS['name of a group'],
      Tag: TEXTS['remark on a group'],
      GroupExDescriptions: [TEXTS['description field']],
    },
  ],
  ['CreateGroup', { GroupId: 'two', GroupName: 'two' }],
  ['ModifyGroup', { GroupId: 'two', GroupName: 'second' }],
  ['GetGroupInfo', { GroupId }],
  ['GetGroupList', {}],
  ['CreatePerson', { ...person, PersonExDescriptionInfos: description, UniquePersonControl: 1 }],
  ['CreatePerson', { ...person, PersonId: 'double', UniquePersonControl: 1 }],
  ['CreateFace', { PersonId, Images: [Image, other, told()], FaceMatchThreshold: 0 }],
  ['CopyPerson', { PersonId, GroupIds: ['two'] }],
  ['ModifyPersonBaseInfo', { PersonId, PersonName: TEXTS['another name'] }],
  ['ModifyPersonGroupInfo', { PersonId, GroupId, PersonExDescriptionInfos: description }],
  ['GetPersonBaseInfo', { PersonId }],
  ['GetPersonGroupInfo', { PersonId }],
  ['GetPersonList', { GroupId }],
  ['GetPersonListNum', { GroupId }],
  ['VerifyFace', { PersonId, Image }],
  ['VerifyPerson', { PersonId, Image: told({ who: `${WHO} of another kind` }) }],
  ['SearchFaces', search],
  ['SearchPersons', search],
  ['SearchFacesReturnsByGroup', search],
  ['SearchPersonsReturnsByGroup', search],
  ['GetUpgradeGroupFaceModelVersionJobList', {}],
];

/** What goes wrong, with pictures of the person in it. */
const ERRORS: typeof CALLS = [
  ['UpgradeGroupFaceModelVersion', { GroupId, FaceModelVersion: '3.0' }],
  ['GetUpgradeGroupFaceModelVersionResult', { JobId: PersonId }],
  ['RevertGroupFaceModelVersion', { JobId: PersonId }],
  ['CreateGroup', { GroupId, GroupName: TEXTS['name of a group'] }],
  ['CreatePerson', person],
  ['CreatePerson', { ...person, PersonId: `${PersonId}\n` }],
  ['CreateFace', { PersonId, Images: [Image, Image, Image, Image, Image] }],
  ['VerifyFace', { PersonId, Image: Image.slice(0, 40) }],
  ['VerifyFace', { PersonId, Image, QualityControl: 9 }],
  ['VerifyPerson', { PersonId, Image: toldFailing('worker-died') }],
  ['SearchFaces', { ...search, GroupIds: ['nowhere'] }],
  ['SearchPersons', { ...search, [PersonId]: Image }],
  ['DetectFace', { Image: [Image] }],
  ['CompareFace', { ImageA: Image }],
];

const LAST: typeof CALLS = [
  ['DeletePersonFromGroup', { PersonId, GroupId: 'two' }],
  ['DeletePerson', { PersonId }],
  ['DeleteGroup', { GroupId }],
];

const canaries = (): Record<string, string | Uint8Array> => ({
  ...TEXTS,
  'what a picture holds': WHO,
  'a picture as it was sent': Image.slice(20, 60),
  'an embedding': bytesOf(toldEmbedding({ who: WHO })).subarray(400, 432),
  'another embedding': bytesOf(toldEmbedding({ who: `${WHO} strange`, strange: 1 })).subarray(400, 432),
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-faces-'));
  // The data folder and every temporary file are in the one folder that is looked through.
  process.env['TMPDIR'] = folder;
  const logger = createLogger('debug', { write: (line) => void lines.push(line) });
  server = await startLethe({ engine: toldEngine(), logger });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  await rm(folder, { recursive: true, force: true });
});

const found = async (): Promise<unknown> => [
  ...(await scanFolder(folder, canaries())),
  ...Object.entries(canaries())
    .filter(([, canary]) => typeof canary === 'string' && lines.join('').includes(canary))
    .map(([what]) => `log: ${what}`),
];

describe('what all actions on faces leave', () => {
  it('is no picture, no embedding and no word about anybody that could be read', async () => {
    for (const [name, parameters] of CALLS) expect(await call(name, parameters), name).toBe('no error');
    expect(await found()).toEqual([]);
  });

  it('is nothing of it after errors either', async () => {
    for (const [name, parameters] of ERRORS) expect(await call(name, parameters), name).not.toBe('no error');
    expect(await found()).toEqual([]);
    const ring = await server.app.vault.find('face.error-log', {});
    expect(ring.length).toBeGreaterThanOrEqual(ERRORS.length);
    const kept = JSON.stringify(ring.map(({ record }) => record));
    for (const part of [WHO, Image.slice(20, 60), TEXTS['name of a person']])
      expect(kept).not.toContain(part);
  });

  it('is templates while they are wanted, and receipts afterwards', async () => {
    const { vault } = server.app;
    expect((await vault.find('face.features', {})).length).toBeGreaterThan(0);
    const { FaceIds = [] } = await server.clients.iai.GetPersonBaseInfo({ PersonId });
    expect(await call('DeleteFace', { PersonId, FaceIds: FaceIds.slice(0, 1) })).toBe('no error');
    for (const [name, parameters] of LAST) expect(await call(name, parameters), name).toBe('no error');
    for (const category of ['face.features', 'face.person-id', 'base.face-person'] as const)
      expect(await vault.find(category, {}), category).toEqual([]);
    // One for each of the four calls that erased something at least.
    expect((await vault.receipts({ appId: server.appId })).length).toBeGreaterThanOrEqual(4);
    expect(await found()).toEqual([]);
  });

  it('was looked for after every action that there is', () => {
    expect([...called].sort()).toEqual(Object.keys(faceActions).sort());
  });
});
