import { CommonClient } from 'tencentcloud-sdk-nodejs/tencentcloud/common/common_client.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../support/code-of.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { clientSettings, mainlandClients } from '../support/sdk.ts';
import { told, toldEngine } from '../support/told-faces.ts';

const value = 'InvalidParameterValue';
const Image = told({ who: 'anna' });
const search = { GroupIds: ['staff'], Image, NeedPersonInfo: 1 };

type Iai = TestServer['clients']['iai'];

let server: TestServer;
let iai: Iai;
let strangers: Iai;

const file = async (client: Iai, who: string): Promise<void> => {
  await client.CreateGroup({ GroupId: 'staff', GroupName: 'staff', GroupExDescriptions: ['desk'] });
  await client.CreateGroup({ GroupId: 'guests', GroupName: 'guests' });
  for (const PersonId of ['anna', 'bert'])
    await client.CreatePerson({
      ...{ GroupId: 'staff', PersonId, PersonName: `${PersonId} of ${who}` },
      Image: told({ who: PersonId }),
    });
};

beforeAll(async () => {
  server = await startLethe({ engine: toldEngine() });
  iai = server.clients.iai;
  const { secretId, secretKey } = await server.app.accounts.create({ name: 'strangers' });
  strangers = mainlandClients({ port: server.target.port, secretId, secretKey }).iai;
  await file(iai, 'ours');
});
afterAll(() => server[Symbol.asyncDispose]());

const found = async (client: Iai, who = 'anna') =>
  (await client.SearchFaces({ ...search, Image: told({ who }) })).Results?.[0]?.Candidates?.map(
    ({ PersonName }) => PersonName,
  );

describe('people and groups of another account', () => {
  it('are not there, whatever is asked about them', async () => {
    const { FaceIds = [] } = await iai.GetPersonBaseInfo({ PersonId: 'anna' });
    const [PersonId, GroupId] = ['anna', 'staff'];
    const noPerson = `${value}.PersonIdNotExist`;
    const noGroup = `${value}.GroupIdNotExist`;
    const calls: readonly (readonly [name: string, parameters: object, code: string])[] = [
      ['GetPersonBaseInfo', { PersonId }, noPerson],
      ['GetPersonGroupInfo', { PersonId }, noPerson],
      ['ModifyPersonBaseInfo', { PersonId, PersonName: 'x' }, noPerson],
      ['ModifyPersonGroupInfo', { PersonId, GroupId, PersonExDescriptionInfos: [] }, noPerson],
      ['CreateFace', { PersonId, Images: [Image] }, noPerson],
      ['DeleteFace', { PersonId, FaceIds }, noPerson],
      ['CopyPerson', { PersonId, GroupIds: ['guests'] }, noPerson],
      ['DeletePerson', { PersonId }, noPerson],
      ['DeletePersonFromGroup', { PersonId, GroupId }, noPerson],
      ['VerifyFace', { PersonId, Image }, noPerson],
      ['VerifyPerson', { PersonId, Image }, noPerson],
      ['GetGroupInfo', { GroupId }, noGroup],
      ['ModifyGroup', { GroupId, GroupName: 'x' }, noGroup],
      ['DeleteGroup', { GroupId }, noGroup],
      ['GetPersonList', { GroupId }, noGroup],
      ['GetPersonListNum', { GroupId }, noGroup],
      ['CreatePerson', { GroupId, PersonId, PersonName: 'x', Image }, noGroup],
      ['SearchFaces', search, noGroup],
      ['SearchPersons', search, noGroup],
      ['SearchFacesReturnsByGroup', search, noGroup],
      ['SearchPersonsReturnsByGroup', search, noGroup],
    ];
    for (const [name, parameters, code] of calls)
      expect(await codeOf(strangers.request(name, parameters)), name).toBe(code);
    expect(await strangers.GetGroupList({})).toMatchObject({ GroupInfos: [], GroupNum: 0 });
    expect(await found(iai)).toEqual(['anna of ours']);
  });

  it('may have the same ids, and stay when those of the other go', async () => {
    await file(strangers, 'theirs');
    expect(await found(strangers)).toEqual(['anna of theirs']);
    const { FaceIds = [] } = await iai.GetPersonBaseInfo({ PersonId: 'anna' });
    expect(await strangers.DeleteFace({ PersonId: 'anna', FaceIds })).toMatchObject({ SucDeletedNum: 0 });
    await strangers.DeletePerson({ PersonId: 'anna' });
    await strangers.DeleteGroup({ GroupId: 'staff' });
    expect(await found(iai)).toEqual(['anna of ours']);
    expect(await iai.VerifyFace({ PersonId: 'anna', Image })).toMatchObject({ IsMatch: true });
    expect(await iai.GetPersonListNum({ GroupId: 'staff' })).toMatchObject({ PersonNum: 2, FaceNum: 2 });
  });
});

describe('what a data subject asks to be erased', () => {
  const erase = (Kind: string, Value: string) =>
    new CommonClient('privacy', '2026-11-01', clientSettings(server.target)).request('CreateErasureRequest', {
      ...{ Subject: { Kind, Value }, Identity: 'Verified' },
    });

  it('is a group by its own id, and by nothing that is ours', async () => {
    for (const ours of [' all', 'in staff', ' named staff'])
      expect(await codeOf(erase('group', ours)), ours).toMatch(/^InvalidParameter/);
    expect(await found(iai)).toEqual(['anna of ours']);
  });

  it('is in no answer from then on: a face, a person, a group', async () => {
    await iai.CreateFace({ PersonId: 'anna', Images: [told({ who: 'anna', strange: 0.1 })] });
    const { FaceIds = [] } = await iai.GetPersonBaseInfo({ PersonId: 'anna' });
    expect(FaceIds).toHaveLength(2);
    await erase('face', FaceIds[0] ?? '');
    expect((await iai.GetPersonBaseInfo({ PersonId: 'anna' })).FaceIds).toEqual(FaceIds.slice(1));
    const [hit] = (await iai.SearchFaces(search)).Results?.[0]?.Candidates ?? [];
    expect(hit?.FaceId).toBe(FaceIds[1]);

    await erase('person', 'anna');
    expect(await found(iai)).toEqual([]);
    expect(await codeOf(iai.VerifyFace({ PersonId: 'anna', Image }))).toBe(`${value}.PersonIdNotExist`);
    expect(await codeOf(iai.GetPersonBaseInfo({ PersonId: 'anna' }))).toBe(`${value}.PersonIdNotExist`);
    const { PersonInfos = [], PersonNum, FaceNum } = await iai.GetPersonList({ GroupId: 'staff' });
    expect([PersonInfos.map(({ PersonId }) => PersonId), PersonNum, FaceNum]).toEqual([['bert'], 1, 1]);

    await iai.CopyPerson({ PersonId: 'bert', GroupIds: ['guests'] });
    await erase('group', 'staff');
    expect(await codeOf(found(iai, 'bert'))).toBe(`${value}.GroupIdNotExist`);
    expect(await iai.GetPersonGroupInfo({ PersonId: 'bert' })).toMatchObject({
      PersonGroupInfos: [{ GroupId: 'guests' }],
    });
    await erase('group', 'guests');
    for (const category of [
      'base.face-group',
      'base.face-person',
      'face.person-id',
      'face.features',
    ] as const)
      expect(await server.app.vault.count(category, { appId: server.appId }), category).toBe(0);
  });
});
