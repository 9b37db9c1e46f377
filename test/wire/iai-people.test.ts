import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../support/code-of.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { told, toldEngine, toldFailing } from '../support/told-faces.ts';

let server: TestServer;
const value = 'InvalidParameterValue';

beforeAll(async () => {
  server = await startLethe({ engine: toldEngine() });
  const { iai } = server.clients;
  await iai.CreateGroup({ GroupId: 'a', GroupName: 'a', GroupExDescriptions: ['number', 'desk'] });
  await iai.CreateGroup({ GroupId: 'b', GroupName: 'b' });
});
afterAll(() => server[Symbol.asyncDispose]());

const iai = () => server.clients.iai;
const billed = async (item: string) =>
  (await server.app.vault.find('face.running-log', {})).filter(
    ({ record }) => record.billed && record.requestInterface === item,
  ).length;

const create = (PersonId: string, change: object = {}) =>
  iai().CreatePerson({
    GroupId: 'a',
    PersonId,
    PersonName: 'Søren O’Brien',
    Image: told({ who: PersonId, height: 90 }, { who: 'passer-by', height: 50 }),
    ...change,
  });

describe('people', () => {
  it('are filed by the largest face of a picture', async () => {
    const made = await create('p1', {
      Gender: 1,
      PersonExDescriptionInfos: [{ PersonExDescriptionIndex: 1, PersonExDescription: 'by the window' }],
    });
    expect(made).toMatchObject({
      FaceId: expect.stringMatching(/^\d{18,19}$/),
      FaceRect: { X: 10, Y: 20, Width: 90, Height: 90 },
      SimilarPersonId: '',
      FaceModelVersion: '3.0',
    });
    expect(await iai().GetPersonBaseInfo({ PersonId: 'p1' })).toMatchObject({
      PersonName: 'Søren O’Brien',
      Gender: 1,
      FaceIds: [made.FaceId],
    });
    const listed = await iai().GetPersonList({ GroupId: 'a' });
    expect(listed).toMatchObject({ PersonNum: 1, FaceNum: 1, FaceModelVersion: '3.0' });
    expect(listed.PersonInfos?.[0]).toMatchObject({
      PersonId: 'p1',
      PersonExDescriptions: ['', 'by the window'],
      FaceIds: [made.FaceId],
    });
  });

  it('are listed by pages, counted, and come into more groups', async () => {
    for (const id of ['p2', 'p3']) await create(id);
    const { PersonInfos } = await iai().GetPersonList({ GroupId: 'a', Offset: 1, Limit: 1 });
    expect(PersonInfos?.map(({ PersonId }) => PersonId)).toEqual(['p2']);
    const copied = await iai().CopyPerson({ PersonId: 'p2', GroupIds: ['a', 'b', 'nowhere'] });
    expect(copied).toMatchObject({ SucGroupNum: 1, SucGroupIds: ['b'] });
    expect(await iai().GetPersonListNum({ GroupId: 'b' })).toMatchObject({ PersonNum: 1, FaceNum: 1 });
    const { GroupNum, PersonGroupInfos } = await iai().GetPersonGroupInfo({ PersonId: 'p2', Offset: 1 });
    expect(GroupNum).toBe(2);
    expect(PersonGroupInfos).toEqual([{ GroupId: 'b', PersonExDescriptions: [] }]);
    const copy = (GroupIds: string[]) => codeOf(iai().CopyPerson({ PersonId: 'p2', GroupIds }));
    expect(await copy(['b'])).toBe('FailedOperation.GroupPersonMapExist');
    expect(await copy(['nowhere'])).toBe(`${value}.GroupIdNotExist`);
    expect(await copy([])).toBe('MissingParameter.ErrorParameterEmpty');
    expect(await copy(Array.from({ length: 101 }, (_, i) => `g${i}`))).toBe(`${value}.GroupIdsExceed`);
  });

  it('are changed', async () => {
    await iai().ModifyPersonBaseInfo({ PersonId: 'p3', PersonName: 'Kim', Gender: 2 });
    await iai().ModifyPersonGroupInfo({
      GroupId: 'a',
      PersonId: 'p3',
      PersonExDescriptionInfos: [{ PersonExDescriptionIndex: 0, PersonExDescription: '+49 (0)30 1' }],
    });
    const { PersonInfos } = await iai().GetPersonList({ GroupId: 'a' });
    expect(PersonInfos?.find(({ PersonId }) => PersonId === 'p3')).toMatchObject({
      PersonName: 'Kim',
      Gender: 2,
      PersonExDescriptions: ['+49 (0)30 1', ''],
    });
    const change = (fields: object) => codeOf(iai().ModifyPersonBaseInfo({ PersonId: 'p3', ...fields }));
    expect(await change({ Gender: 3 })).toBe(`${value}.PersonGenderIllegal`);
    expect(await change({ PersonName: '' })).toBe('MissingParameter.ErrorParameterEmpty');
    expect(await change({ PersonId: 'nobody' })).toBe(`${value}.PersonIdNotExist`);
  });

  it('go from a group, and for good', async () => {
    await iai().DeletePersonFromGroup({ PersonId: 'p2', GroupId: 'a' });
    expect((await iai().GetPersonGroupInfo({ PersonId: 'p2' })).GroupNum).toBe(1);
    expect(await codeOf(iai().DeletePersonFromGroup({ PersonId: 'p2', GroupId: 'a' }))).toBe(
      'FailedOperation.GroupPersonMapNotExist',
    );
    await iai().DeletePersonFromGroup({ PersonId: 'p2', GroupId: 'b' });
    await iai().DeletePerson({ PersonId: 'p3' });
    for (const PersonId of ['p2', 'p3'])
      for (const call of [iai().GetPersonBaseInfo({ PersonId }), iai().DeletePerson({ PersonId })])
        expect(await codeOf(call)).toBe(`${value}.PersonIdNotExist`);
  });
});

describe('what is wrong with a person', () => {
  it.each([
    [{ PersonId: 'p1' }, `${value}.PersonIdAlreadyExist`],
    [{ PersonId: 'ü' }, `${value}.PersonIdIllegal`],
    [{ PersonId: 'x'.repeat(65) }, `${value}.PersonIdTooLong`],
    [{ PersonName: 'a\u0007' }, `${value}.PersonNameIllegal`],
    [{ PersonName: 'x'.repeat(61) }, `${value}.PersonNameTooLong`],
    [{ Gender: 3 }, `${value}.PersonGenderIllegal`],
    [{ GroupId: 'nowhere' }, `${value}.GroupIdNotExist`],
    [{ UniquePersonControl: 5 }, `${value}.UniquePersonControlIllegal`],
    [{ QualityControl: 5 }, `${value}.QualityControlIllegal`],
    [{ Image: told() }, `${value}.NoFaceInPhoto`],
    [
      { Image: told({ who: 'x', quality: 10 }), QualityControl: 1 },
      'FailedOperation.FaceQualityNotQualified',
    ],
    [{ Image: toldFailing('image-too-large') }, 'FailedOperation.ImageResolutionExceed'],
    [{ Image: '' }, `${value}.ImageEmpty`],
    [{ Image: 'AAAA' }, 'FailedOperation.ImageDecodeFailed'],
  ])('%o answers %s', async (change, code) => {
    expect(await codeOf(create('x', change))).toBe(code);
  });

  const described = (...infos: readonly (readonly [number, string])[]) =>
    codeOf(
      create('x', {
        PersonExDescriptionInfos: infos.map(([PersonExDescriptionIndex, PersonExDescription]) => ({
          PersonExDescriptionIndex,
          PersonExDescription,
        })),
      }),
    );

  it('is said of descriptions', async () => {
    expect(await described([2, 'a'])).toBe(`${value}.PersonExDescriptionInfosExceed`);
    expect(await described([-1, 'a'])).toBe(`${value}.PersonExDescriptionInfosExceed`);
    expect(await described([0, 'a'], [0, 'b'])).toBe(`${value}.PersonExDescriptionsNameIdentical`);
    expect(await described([0, 'a\r'])).toBe(`${value}.PersonExDescriptionsNameIllegal`);
    expect(await described([0, 'x'.repeat(61)])).toBe(`${value}.PersonExDescriptionsNameTooLong`);
  });
});

describe('UniquePersonControl', () => {
  it('files nobody who is there already, says who it is, and bills nothing', async () => {
    await create('original', { Image: told({ who: 'twin' }) });
    const before = await billed('CreatePerson');
    const again = { Image: told({ who: 'twin', strange: 0.8 }), UniquePersonControl: 4 };
    expect(await create('copy', again)).toMatchObject({ FaceId: '', SimilarPersonId: 'original' });
    expect(await codeOf(iai().GetPersonBaseInfo({ PersonId: 'copy' }))).toBe(`${value}.PersonIdNotExist`);
    expect(await billed('CreatePerson')).toBe(before);
  });

  it('files who is alike when it is not asked for, or when nobody is so alike', async () => {
    const stranger = { Image: told({ who: 'stranger' }), UniquePersonControl: 1 };
    expect((await create('stranger', stranger)).SimilarPersonId).toBe('');
    const twin = await create('copy', { Image: told({ who: 'twin', strange: 0.8 }) });
    expect(twin.FaceId).not.toBe('');
    const inAnother = { GroupId: 'b', Image: told({ who: 'twin' }), UniquePersonControl: 4 };
    expect((await create('in-b', inAnother)).FaceId).not.toBe('');
  });

  it('two at once of one id: one is filed', async () => {
    const codes = await Promise.all(
      [1, 2].map(() => codeOf(create('race', { Image: told({ who: 'race' }) }))),
    );
    expect(codes.sort()).toEqual([`${value}.PersonIdAlreadyExist`, 'no error']);
  });

  it('two at once who are alike: one is filed, and the other told who that is', async () => {
    const answers = await Promise.all(
      ['twin-1', 'twin-2'].map((id) => create(id, { Image: told({ who: 'pair' }), UniquePersonControl: 4 })),
    );
    const filed = answers.findIndex(({ FaceId }) => FaceId !== '');
    expect(answers.filter(({ FaceId }) => FaceId !== '')).toHaveLength(1);
    expect(answers[1 - filed]?.SimilarPersonId).toBe(`twin-${filed + 1}`);
  });
});
