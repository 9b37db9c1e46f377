import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PeopleRefusal, type PeopleRefusalReason } from '../../../src/registry/people/types.ts';
import { APP, START } from '../../records/vault-on-disk.ts';
import { faceOf, owner, PeopleOnDisk, recast } from './people-on-disk.ts';

const OTHER = '1250000002';
let on: PeopleOnDisk;
beforeEach(async () => {
  on = await PeopleOnDisk.open();
});
afterEach(() => on[Symbol.asyncDispose]());

const refusal = async (work: Promise<unknown>): Promise<PeopleRefusalReason | null> => {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof PeopleRefusal) return error.reason;
    throw error;
  }
};

describe('groups', () => {
  it('are filed, found by their account alone, and changed', async () => {
    await on.group('g1', ['office', 'badge']);
    on.disk.clock.set(START + 1000);
    await on.group('g2');
    expect(await on.people.group(APP, 'g1')).toEqual({
      ...{ groupId: 'g1', name: 'name of g1', tag: '', modelVersion: '3.0' },
      ...{ descriptionFields: ['office', 'badge'], createdAt: START, updatedAt: START },
    });
    await on.people.changeGroup(APP, 'g1', {
      name: 'new',
      tag: 'note',
      descriptionFields: new Map([[1, 'desk']]),
    });
    const list = await on.people.groups(APP, { offset: 0, limit: 10 });
    expect(list.total).toBe(2);
    expect(list.groups).toMatchObject([
      { name: 'new', tag: 'note', descriptionFields: ['office', 'desk'], updatedAt: START + 1000 },
      { groupId: 'g2' },
    ]);
    expect(await on.people.groups(APP, { offset: 1, limit: 10 })).toMatchObject({
      groups: [{ groupId: 'g2' }],
    });
    expect(await refusal(on.people.group(OTHER, 'g1'))).toBe('group-missing');
    expect(await on.people.groups(OTHER, { offset: 0, limit: 10 })).toEqual({ groups: [], total: 0 });
  });

  it('have ids and names of their own', async () => {
    await on.group('g1');
    const again = { groupId: 'g1', name: 'other', tag: '', descriptionFields: [], modelVersion: '3.0' };
    expect(await refusal(on.people.createGroup(owner, again))).toBe('group-exists');
    const named = { ...again, groupId: 'g2', name: 'name of g1' };
    expect(await refusal(on.people.createGroup(owner, named))).toBe('group-name-exists');
    await on.people.createGroup(owner, { ...again, groupId: 'g2' });
    expect(await refusal(on.people.changeGroup(APP, 'g2', { name: 'name of g1' }))).toBe('group-name-exists');
    const index = { descriptionFields: new Map([[0, 'x']]) };
    expect(await refusal(on.people.changeGroup(APP, 'g2', index))).toBe('description-index');
    const races = [1, 2, 3].map(() =>
      refusal(on.people.createGroup(owner, { ...again, groupId: 'g3', name: 'n3' })),
    );
    expect((await Promise.all(races)).sort()).toEqual([null, 'group-exists', 'group-exists'].sort());
  });
});

describe('people', () => {
  it('are filed with a face, described, changed and listed, oldest first', async () => {
    await on.group('g1', ['office']);
    const given = {
      personId: 'p1',
      name: 'Ann',
      gender: 2,
      groupId: 'g1',
      descriptions: new Map([[0, 'north']]),
    } as const;
    const { faceId } = await on.people.createPerson(owner, given, faceOf('p1'));
    expect(faceId).toMatch(/^\d{18,19}$/);
    expect(await on.people.person(APP, 'p1')).toEqual({
      ...{ personId: 'p1', name: 'Ann', gender: 2, createdAt: START, updatedAt: START },
      faces: [{ faceId, createdAt: START }],
      groups: [{ groupId: 'g1', descriptions: ['north'] }],
    });
    await on.person('g1', 'p2');
    await on.people.changePerson(APP, 'p1', { name: 'Anna' });
    await on.people.describePerson(APP, 'p1', 'g1', new Map([[0, 'south']]));
    const { people, total } = await on.people.people(APP, 'g1', { offset: 0, limit: 10 });
    expect(total).toBe(2);
    expect(people).toMatchObject([
      { personId: 'p1', name: 'Anna', gender: 2, groups: [{ descriptions: ['south'] }] },
      { personId: 'p2' },
    ]);
    expect((await on.people.people(APP, 'g1', { offset: 1, limit: 1 })).people).toMatchObject([
      { personId: 'p2' },
    ]);
    expect(await on.people.counts(APP, 'g1')).toMatchObject({ people: 2, faces: 2 });
    expect(await refusal(on.people.describePerson(APP, 'p1', 'g1', new Map([[1, 'x']])))).toBe(
      'description-index',
    );
    expect(await refusal(on.people.person(OTHER, 'p1'))).toBe('person-missing');
  });

  it('have one id in an account: of several at once, one wins', async () => {
    await on.group('g1');
    await on.group('g2');
    const races = ['g1', 'g2', 'g1', 'g2'].map((groupId) => refusal(on.person(groupId, 'p1')));
    expect((await Promise.all(races)).filter((reason) => reason === null)).toHaveLength(1);
    expect(await refusal(on.person('g1', 'p1'))).toBe('person-exists');
    expect(await refusal(on.person('nowhere', 'p2'))).toBe('group-missing');
    const there = [...(await on.found('p1', 'g1')), ...(await on.found('p1', 'g2'))];
    expect(there).toEqual(['p1']);
  });

  it('have at most five faces, and one at the least', async () => {
    await on.group('g1');
    const first = await on.person('g1', 'p1');
    const added = await on.people.addFaces(APP, 'p1', ['a', 'b', 'c', 'd', 'e'].map(faceOf));
    expect(added.map((id) => id !== null)).toEqual([true, true, true, true, false]);
    expect(await refusal(on.people.addFaces(APP, 'p1', [faceOf('f')]))).toBe('too-many-faces');
    expect(await on.people.counts(APP, 'g1')).toMatchObject({ people: 1, faces: 5 });
    expect(await on.found('c', 'g1')).toEqual(['p1']);
    expect(await on.found('e', 'g1')).toEqual([]);
    expect(await on.people.removeFaces(APP, 'p1', [added[2] ?? '', 'nobody'])).toBe(1);
    expect(await on.found('c', 'g1')).toEqual([]);
    expect(await on.people.counts(APP, 'g1')).toMatchObject({ people: 1, faces: 4 });
    const all = (await on.people.person(APP, 'p1')).faces.map(({ faceId }) => faceId);
    expect(all).toEqual([first, added[0], added[1], added[3]]);
    expect(await refusal(on.people.removeFaces(APP, 'p1', all))).toBe('last-face');
    expect(await on.people.facesOf(APP, 'p1')).toHaveLength(4);
  });

  it('come into more groups with all their faces, each with a template of its own', async () => {
    await on.group('g1');
    await on.group('g2', ['office']);
    await on.person('g1', 'p1');
    await on.people.addFaces(APP, 'p1', [faceOf('b')]);
    await on.people.copyPerson(APP, 'p1', ['g2'], recast);
    expect(await on.found('b', 'g1', 'g2')).toEqual(['p1', 'p1']);
    expect((await on.people.person(APP, 'p1')).groups).toEqual([
      { groupId: 'g1', descriptions: [] },
      { groupId: 'g2', descriptions: [''] },
    ]);
    const templates = await on.disk.vault.find('face.features', { appId: APP });
    expect(new Set(templates.map(({ record }) => Buffer.from(record.template).toString('hex'))).size).toBe(4);
    expect(await refusal(on.people.copyPerson(APP, 'p1', ['g2'], recast))).toBe('person-already-in-group');
    await on.people.addFaces(APP, 'p1', [faceOf('c')]);
    expect(await on.found('c', 'g1', 'g2')).toEqual(['p1', 'p1']);
    await on.people.removeFromGroup(APP, 'p1', 'g1');
    expect(await on.found('c', 'g1', 'g2')).toEqual(['p1']);
    expect(await refusal(on.people.removeFromGroup(APP, 'p1', 'g1'))).toBe('person-not-in-group');
    await on.people.removeFromGroup(APP, 'p1', 'g2');
    expect(await refusal(on.people.person(APP, 'p1'))).toBe('person-missing');
    expect(await on.disk.vault.count('face.features', { appId: APP })).toBe(0);
  });

  it('are found after a restart, nearest first', async () => {
    await on.group('g1');
    for (const name of ['p1', 'p2', 'p3']) await on.person('g1', name);
    await on.reopen();
    const hits = await on.people.search(APP, ['g1'], faceOf('p2'), { limit: 2, maxDistance: 128 });
    expect(hits.get('g1')).toHaveLength(2);
    expect(hits.get('g1')?.[0]).toMatchObject({ personId: 'p2', groupId: 'g1', distance: 0 });
    expect(await refusal(on.found('p2', 'g2'))).toBe('group-missing');
  });
});
