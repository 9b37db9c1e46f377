import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../support/code-of.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { mainlandClients } from '../support/sdk.ts';
import { told, toldEngine } from '../support/told-faces.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startLethe({ engine: toldEngine() });
});
afterAll(() => server[Symbol.asyncDispose]());

const iai = () => server.clients.iai;

describe('groups', () => {
  it('are made, shown and changed', async () => {
    const made = await iai().CreateGroup({
      GroupId: 'staff-%@#&_1',
      GroupName: 'Staff, Zürich 员工',
      Tag: 'third floor',
      GroupExDescriptions: ['number', 'desk'],
    });
    expect(made.FaceModelVersion).toBe('3.0');
    const before = await iai().GetGroupInfo({ GroupId: 'staff-%@#&_1' });
    expect(before).toMatchObject({
      GroupName: 'Staff, Zürich 员工',
      Tag: 'third floor',
      GroupExDescriptions: ['number', 'desk'],
      FaceModelVersion: '3.0',
    });
    expect(Math.abs(Date.now() - (before.CreationTimestamp ?? 0))).toBeLessThan(60_000);
    await iai().ModifyGroup({
      GroupId: 'staff-%@#&_1',
      GroupName: 'Personal',
      Tag: '',
      GroupExDescriptionInfos: [{ GroupExDescriptionIndex: 1, GroupExDescription: 'room' }],
    });
    expect(await iai().GetGroupInfo({ GroupId: 'staff-%@#&_1' })).toMatchObject({
      GroupName: 'Personal',
      Tag: '',
      GroupExDescriptions: ['number', 'room'],
    });
  });

  it('are listed by pages, oldest first', async () => {
    for (const n of [1, 2, 3]) await iai().CreateGroup({ GroupId: `page${n}`, GroupName: `page ${n}` });
    const { GroupInfos, GroupNum } = await iai().GetGroupList({ Offset: 1, Limit: 2 });
    expect(GroupNum).toBe(4);
    expect(GroupInfos?.map(({ GroupId }) => GroupId)).toEqual(['page1', 'page2']);
    expect((await iai().GetGroupList({ Offset: 4 })).GroupInfos).toEqual([]);
    expect(await codeOf(iai().GetGroupList({ Offset: 5 }))).toBe('InvalidParameterValue.OffsetExceed');
    expect(await codeOf(iai().GetGroupList({ Limit: 1001 }))).toBe('InvalidParameterValue.LimitExceed');
    expect(await codeOf(iai().GetGroupList({ Limit: -1 }))).toBe('InvalidParameterValue');
  });

  it('are of one account alone', async () => {
    const key = await server.app.accounts.create({ name: 'other' });
    const other = mainlandClients({ ...server.target, secretId: key.secretId, secretKey: key.secretKey }).iai;
    expect((await other.GetGroupList({})).GroupNum).toBe(0);
    expect(await codeOf(other.DeleteGroup({ GroupId: 'page1' }))).toBe(
      'InvalidParameterValue.GroupIdNotExist',
    );
    await other.CreateGroup({ GroupId: 'page1', GroupName: 'page 1' });
    expect((await iai().GetGroupList({})).GroupNum).toBe(4);
  });

  it('go, and take those with them who are in no other', async () => {
    await iai().CreateGroup({ GroupId: 'gone', GroupName: 'gone' });
    const person = { PersonName: 'Ann', Image: told({ who: 'ann' }) };
    await iai().CreatePerson({ GroupId: 'gone', PersonId: 'only-here', ...person });
    await iai().CreatePerson({ GroupId: 'gone', PersonId: 'elsewhere', ...person });
    await iai().CopyPerson({ PersonId: 'elsewhere', GroupIds: ['page1'] });
    await iai().DeleteGroup({ GroupId: 'gone' });
    expect(await codeOf(iai().GetGroupInfo({ GroupId: 'gone' }))).toBe(
      'InvalidParameterValue.GroupIdNotExist',
    );
    expect(await codeOf(iai().GetPersonBaseInfo({ PersonId: 'only-here' }))).toBe(
      'InvalidParameterValue.PersonIdNotExist',
    );
    const { PersonGroupInfos } = await iai().GetPersonGroupInfo({ PersonId: 'elsewhere' });
    expect(PersonGroupInfos?.map(({ GroupId }) => GroupId)).toEqual(['page1']);
  });
});

describe('what is wrong with a group', () => {
  const make = (change: object) => codeOf(iai().CreateGroup({ GroupId: 'x', GroupName: 'x', ...change }));
  const value = 'InvalidParameterValue';

  it.each([
    [{ GroupId: 'page1' }, `${value}.GroupIdAlreadyExist`],
    [{ GroupName: 'page 1' }, `${value}.GroupNameAlreadyExist`],
    [{ GroupId: 'a b' }, `${value}.GroupIdIllegal`],
    [{ GroupId: 'x'.repeat(65) }, `${value}.GroupIdTooLong`],
    [{ GroupId: '' }, 'MissingParameter.ErrorParameterEmpty'],
    [{ GroupName: 'a\u0000' }, `${value}.GroupNameIllegal`],
    [{ GroupName: '长'.repeat(61) }, `${value}.GroupNameTooLong`],
    [{ Tag: 'a\nb' }, `${value}.GroupTagIllegal`],
    [{ Tag: 'x'.repeat(41) }, `${value}.GroupTagTooLong`],
    [{ GroupExDescriptions: ['1', '2', '3', '4', '5', '6'] }, `${value}.GroupExDescriptionsExceed`],
    [{ GroupExDescriptions: ['a', 'a'] }, `${value}.GroupExDescriptionsNameIdentical`],
    [{ GroupExDescriptions: ['a\t'] }, `${value}.GroupExDescriptionsNameIllegal`],
    [{ GroupExDescriptions: ['x'.repeat(31)] }, `${value}.GroupExDescriptionsNameTooLong`],
    [{ FaceModelVersion: '2.0' }, `${value}.FaceModelVersionIllegal`],
  ])('%o answers %s', async (change, code) => {
    expect(await make(change)).toBe(code);
  });

  it('is said when it is changed, too', async () => {
    const change = (fields: { GroupName?: string; index?: number; field?: string }, GroupId = 'page1') =>
      codeOf(
        iai().ModifyGroup({
          GroupId,
          ...(fields.GroupName === undefined ? {} : { GroupName: fields.GroupName }),
          ...(fields.index === undefined
            ? {}
            : {
                GroupExDescriptionInfos: [
                  { GroupExDescriptionIndex: fields.index, GroupExDescription: fields.field ?? '' },
                ],
              }),
        }),
      );
    expect(await change({ GroupName: 'page 2' })).toBe(`${value}.GroupNameAlreadyExist`);
    expect(await change({ index: 0, field: 'a' })).toBe(`${value}.GroupExDescriptionsExceed`);
    expect(await change({ index: 0, field: 'room' }, 'staff-%@#&_1')).toBe(
      'FailedOperation.DuplicatedGroupDescription',
    );
    expect(await change({}, 'nowhere')).toBe(`${value}.GroupIdNotExist`);
  });
});

describe('versions of the face model', () => {
  it('there is one, so that nothing can be upgraded or taken back', async () => {
    const client = iai();
    const upgrade = (GroupId: string, FaceModelVersion: string) =>
      codeOf(client.UpgradeGroupFaceModelVersion({ GroupId, FaceModelVersion }));
    expect(await upgrade('page1', '3.0')).toBe('FailedOperation.GroupCannotUpgrade');
    expect(await upgrade('page1', '4.0')).toBe('InvalidParameterValue.FaceModelVersionIllegal');
    expect(await upgrade('nowhere', '3.0')).toBe('InvalidParameterValue.GroupIdNotExist');
    expect(await client.GetUpgradeGroupFaceModelVersionJobList({})).toMatchObject({
      JobInfos: [],
      JobNum: 0,
    });
    const JobId = '1';
    for (const call of [
      client.GetUpgradeGroupFaceModelVersionResult({ JobId }),
      client.RevertGroupFaceModelVersion({ JobId }),
    ])
      expect(await codeOf(call)).toBe('FailedOperation.UpgradeJobIdNotExist');
  });
});
