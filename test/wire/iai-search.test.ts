import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../support/code-of.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { told, toldEngine, type ToldFace } from '../support/told-faces.ts';

let server: TestServer;
const faceIds = new Map<string, string>();

const value = 'InvalidParameterValue';
const iai = () => server.clients.iai;

/** Two groups: ann, bob and cy are in the one, cy and dee in the other. */
beforeAll(async () => {
  server = await startLethe({ engine: toldEngine() });
  for (const GroupId of ['one', 'two', 'empty']) await iai().CreateGroup({ GroupId, GroupName: GroupId });
  for (const [PersonId, GroupId] of [
    ['ann', 'one'],
    ['bob', 'one'],
    ['cy', 'one'],
    ['dee', 'two'],
  ] as const) {
    const person = { PersonId, GroupId, PersonName: `name of ${PersonId}`, Gender: 2 };
    const { FaceId = '' } = await iai().CreatePerson({ ...person, Image: told({ who: PersonId }) });
    faceIds.set(PersonId, FaceId);
  }
  await iai().CopyPerson({ PersonId: 'cy', GroupIds: ['two'] });
  // A second face of ann, and somebody who looks rather like her.
  const second = told({ who: 'ann', strange: 0.5 });
  const { SucFaceIds } = await iai().CreateFace({ PersonId: 'ann', Images: [second] });
  faceIds.set('ann again', SucFaceIds?.[0] ?? '');
  const double = { PersonId: 'anna', GroupId: 'one', PersonName: 'double', Gender: 0 };
  await iai().CreatePerson({ ...double, Image: told({ who: 'ann', strange: 1 }) });
});
afterAll(() => server[Symbol.asyncDispose]());

const request = (faces: readonly ToldFace[], change: object = {}) => ({
  GroupIds: ['one', 'two'],
  Image: told(...faces),
  ...change,
});

const namesOf = (candidates: readonly { PersonId?: string }[] = []) =>
  candidates.map(({ PersonId }) => PersonId);

describe('SearchFaces and SearchPersons', () => {
  it.each(['SearchFaces', 'SearchPersons'] as const)('%s names people by their best face', async (name) => {
    const found = await iai()[name](request([{ who: 'ann', strange: 0.5 }]));
    const [result] = found.Results ?? [];
    expect(result).toMatchObject({ RetCode: 0, FaceRect: { Width: 120 } });
    expect(namesOf(result?.Candidates)).toEqual(['ann', 'anna']);
    expect(result?.Candidates?.[0]).toMatchObject({ Score: 100 });
    expect(result?.Candidates?.[0]?.PersonName).toBeUndefined();
    expect(result?.Candidates?.[0]?.FaceId).toBe(
      name === 'SearchFaces' ? faceIds.get('ann again') : undefined,
    );
    expect(found.FaceModelVersion).toBe('3.0');
  });

  it('count what they looked through', async () => {
    expect((await iai().SearchFaces(request([{ who: 'bob' }]))).FaceNum).toBe(7);
    expect((await iai().SearchPersons(request([{ who: 'bob' }]))).PersonNum).toBe(6);
  });

  it('tell of people when it is asked for', async () => {
    const { Results } = await iai().SearchPersons(request([{ who: 'cy' }], { NeedPersonInfo: 1 }));
    expect(Results?.[0]?.Candidates).toMatchObject([
      {
        PersonId: 'cy',
        PersonName: 'name of cy',
        Gender: 2,
        PersonGroupInfos: [{ GroupId: 'one' }, { GroupId: 'two' }],
      },
    ]);
  });

  it('keep to the threshold, the number asked for and the floor', async () => {
    const ann = { who: 'ann' };
    const search = async (change: object) =>
      namesOf((await iai().SearchPersons(request([ann], change))).Results?.[0]?.Candidates);
    expect(await search({ MaxPersonNum: 1 })).toEqual(['ann']);
    expect(await search({ FaceMatchThreshold: 95 })).toEqual(['ann']);
    const stranger = await iai().SearchFaces(request([{ who: 'nobody we know' }], { FaceMatchThreshold: 0 }));
    expect(stranger.Results).toMatchObject([{ Candidates: [], RetCode: -1604 }]);
  });

  it('look for several faces, largest first', async () => {
    const faces = [
      { who: 'bob', height: 80 },
      { who: 'dee', height: 100 },
      { who: 'ann', height: 60, quality: 5 },
    ];
    const { Results } = await iai().SearchFaces(request(faces, { MaxFaceNum: 3, QualityControl: 1 }));
    expect(Results?.map(({ RetCode }) => RetCode)).toEqual([0, 0, -1601]);
    expect(Results?.map(({ Candidates }) => namesOf(Candidates))).toEqual([['dee'], ['bob'], []]);
    const one = await iai().SearchFaces(request(faces));
    expect(one.Results).toHaveLength(1);
    const unfit = [{ who: 'ann', quality: 5 }];
    expect((await iai().SearchFaces(request(unfit, { QualityControl: 1 }))).FaceNum).toBe(0);
  });

  it('do not find who is gone', async () => {
    const add = { GroupId: 'one', PersonId: 'eve', PersonName: 'e', Image: told({ who: 'eve' }) };
    await iai().CreatePerson(add);
    const search = async () =>
      namesOf((await iai().SearchPersons(request([{ who: 'eve' }]))).Results?.[0]?.Candidates);
    expect(await search()).toEqual(['eve']);
    await iai().DeletePerson({ PersonId: 'eve' });
    expect(await search()).toEqual([]);
  });
});

describe('...ReturnsByGroup', () => {
  it('answer for each group', async () => {
    const faces = await iai().SearchFacesReturnsByGroup(request([{ who: 'cy' }]));
    expect(faces.FaceNum).toBe(7);
    const [result] = faces.ResultsReturnsByGroup ?? [];
    expect(result?.RetCode).toBe(0);
    const cy = { PersonId: 'cy', FaceId: faceIds.get('cy') };
    expect(result?.GroupCandidates).toMatchObject([
      { GroupId: 'one', Candidates: [{ ...cy, Score: 100 }] },
      { GroupId: 'two', Candidates: [cy] },
    ]);
    const persons = await iai().SearchPersonsReturnsByGroup(request([{ who: 'bob' }]));
    expect(persons.PersonNum).toBe(6);
    expect(persons.ResultsReturnsByGroup?.[0]?.GroupCandidates).toMatchObject([
      { GroupId: 'one', Candidates: [{ PersonId: 'bob', Score: 100 }] },
      { GroupId: 'two', Candidates: [] },
    ]);
  });
});

describe('limits of searches', () => {
  const groups = (n: number) => Array.from({ length: n }, (_, i) => `g${i}`);
  const calls = {
    SearchFaces: { person: 'MaxPersonNum', most: 100, groups: 100 },
    SearchPersons: { person: 'MaxPersonNum', most: 100, groups: 100 },
    SearchFacesReturnsByGroup: { person: 'MaxPersonNumPerGroup', most: 10, groups: 60 },
    SearchPersonsReturnsByGroup: { person: 'MaxPersonNumPerGroup', most: 10, groups: 60 },
  } as const;

  it.each(Object.keys(calls) as (keyof typeof calls)[])('%s answers the documented codes', async (name) => {
    const { person, most, groups: mostGroups } = calls[name];
    const code = (change: object) => codeOf(iai()[name](request([{ who: 'ann' }], change)));
    expect(await code({ [person]: most + 1 })).toBe(`${value}.SearchPersonsExceed`);
    expect(await code({ MaxFaceNum: 11 })).toBe('FailedOperation.SearchFacesExceed');
    expect(await code({ GroupIds: groups(mostGroups + 1) })).toBe(`${value}.GroupIdsExceed`);
    expect(await code({ GroupIds: [] })).toBe('MissingParameter.ErrorParameterEmpty');
    expect(await code({ GroupIds: ['nowhere'] })).toBe(`${value}.GroupIdNotExist`);
    expect(await code({ GroupIds: ['empty'] })).toBe(`${value}.NoFaceInGroups`);
    expect(await code({ FaceMatchThreshold: -1 })).toBe(`${value}.FaceMatchThresholdIllegal`);
    expect(await code({ QualityControl: 5 })).toBe(`${value}.QualityControlIllegal`);
    expect(await code({ MinFaceSize: 121 })).toBe('FailedOperation.FaceSizeTooSmall');
    expect(await code({ Image: told() })).toBe(`${value}.NoFaceInPhoto`);
  });
});
