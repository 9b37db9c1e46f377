import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PeopleRefusal } from '../../../src/registry/people/types.ts';
import { APP } from '../../records/vault-on-disk.ts';
import { faceOf, peopleOf, PeopleOnDisk, recast } from './people-on-disk.ts';

const PATIENCE = { timeout: 60_000 };
const CATEGORIES = ['base.face-group', 'base.face-person', 'face.person-id', 'face.features'] as const;
const person = (value: string) => ({ kind: 'person', value }) as const;
const group = (value: string) => ({ kind: 'group', value }) as const;

let on: PeopleOnDisk;
beforeEach(async () => {
  on = await PeopleOnDisk.open();
  await on.group('g1');
  await on.group('g2');
  for (const name of ['p1', 'p2']) await on.person('g1', name);
  await on.people.addFaces(APP, 'p1', [faceOf('p1 again')]);
  await on.people.copyPerson(APP, 'p2', ['g2'], recast);
  expect(await on.found('p1', 'g1')).toEqual(['p1']);
});
afterEach(() => on[Symbol.asyncDispose]());

const held = (): Promise<readonly number[]> =>
  Promise.all(CATEGORIES.map((category) => on.disk.vault.count(category, { appId: APP })));
const missing = (reason: string): unknown => expect.objectContaining({ name: PeopleRefusal.name, reason });

describe('what is erased', () => {
  it('is a person with all faces, by a call or by any other way, with a receipt', async () => {
    expect(await held()).toEqual([2, 2, 3, 4]);
    await on.disk.vault.erase({ appId: APP, subject: person('p1') });
    expect(await on.found('p1', 'g1')).toEqual([]);
    expect(await on.found('p1 again', 'g1')).toEqual([]);
    await expect(on.people.person(APP, 'p1')).rejects.toEqual(missing('person-missing'));
    expect(await held()).toEqual([2, 1, 1, 2]);
    await on.people.removePerson(APP, 'p2');
    expect(await held()).toEqual([2, 0, 0, 0]);
    const [receipt] = await on.disk.vault.receipts({ limit: 1 });
    expect(receipt?.counts).toEqual({ 'base.face-person': 1, 'face.person-id': 1, 'face.features': 2 });
    expect(await on.people.counts(APP, 'g1')).toMatchObject({ people: 0, faces: 0 });
  });

  it('is a face alone, under its own key', async () => {
    const { faces } = await on.people.person(APP, 'p1');
    await on.disk.vault.erase({ appId: APP, subject: { kind: 'face', value: faces[1]?.faceId ?? '' } });
    expect(await on.found('p1 again', 'g1')).toEqual([]);
    expect(await on.found('p1', 'g1')).toEqual(['p1']);
    expect(await held()).toEqual([2, 2, 2, 3]);
  });

  it('is a group with who is in no other', async () => {
    await on.people.removeGroup(APP, 'g1');
    expect(await held()).toEqual([1, 1, 1, 1]);
    expect(await on.found('p2', 'g2')).toEqual(['p2']);
    expect((await on.people.person(APP, 'p2')).groups.map(({ groupId }) => groupId)).toEqual(['g2']);
    await expect(on.people.person(APP, 'p1')).rejects.toEqual(missing('person-missing'));
    // By then the person goes with the group that is left, whichever way that is erased.
    await on.disk.vault.erase({ appId: APP, subject: group('g2') });
    expect(await held()).toEqual([0, 0, 0, 0]);
  });

  it('is a group by another way: who was in it alone goes, who was in two stays in one', async () => {
    await on.disk.vault.erase({ appId: APP, subject: group('g1') });
    expect((await on.people.person(APP, 'p2')).groups.map(({ groupId }) => groupId)).toEqual(['g2']);
    await expect(on.found('p1', 'g1')).rejects.toEqual(missing('group-missing'));
    // Once the record does not name the group any more, the person goes with the one that is left.
    await vi.waitFor(async () => {
      const [left] = await on.disk.vault.find('base.face-person', { appId: APP, subject: person('p2') });
      expect(left?.record.groups).toHaveLength(1);
    }, PATIENCE);
    await on.group('g1');
    expect(await on.people.people(APP, 'g1', { offset: 0, limit: 10 })).toMatchObject({
      total: 0,
      people: [],
    });
    expect(await on.found('p2', 'g1')).toEqual([]);
    await on.person('g1', 'p1');
    expect(await on.found('p1', 'g1')).toEqual(['p1']);
  });

  it('is a whole account when it is closed', async () => {
    await on.disk.vault.closeAccount(APP);
    expect(await held()).toEqual([0, 0, 0, 0]);
    await expect(on.found('p1', 'g1')).rejects.toEqual(missing('group-missing'));
  });

  it('is what was erased by another process, too', async () => {
    const other = await on.disk.another();
    await other.erase({ appId: APP, subject: person('p1') });
    expect(await on.found('p1', 'g1')).toEqual([]);
    const others = peopleOf(other, on.disk.clock);
    await others.createPerson(
      { appId: APP, region: 'ap-singapore', jurisdiction: null },
      { personId: 'p3', name: '', gender: 0, groupId: 'g1', descriptions: new Map() },
      faceOf('p3'),
    );
    expect(await on.found('p3', 'g1')).toEqual(['p3']);
    await others.close();
    await other.close();
  });

  it('leaves no secret: a group that is made again has another one', async () => {
    const secretOf = async () => (await on.people.facesOf(APP, 'p1'))[0]?.secret;
    const before = await secretOf();
    await on.people.removeGroup(APP, 'g1');
    await on.group('g1');
    await on.person('g1', 'p1');
    const after = await secretOf();
    expect(before).toHaveLength(32);
    expect(after).toHaveLength(32);
    expect(after).not.toEqual(before);
  });
});

describe('what is kept from use', () => {
  it('is found by nobody until it comes back', async () => {
    const { hold } = await on.disk.vault.placeHold({
      ...{ appId: APP, reason: 'order 1', apart: 'at-once', subject: person('p1') },
    });
    expect(await on.found('p1', 'g1')).toEqual([]);
    await expect(on.people.person(APP, 'p1')).rejects.toEqual(missing('person-missing'));
    await expect(on.person('g1', 'p1')).rejects.toEqual(missing('person-exists'));
    expect(await on.found('p2', 'g1')).toEqual(['p2']);
    await on.disk.vault.releaseHold(APP, hold.id);
    expect(await on.found('p1', 'g1')).toEqual(['p1']);
    expect((await on.people.person(APP, 'p1')).faces).toHaveLength(2);
    expect(await on.found('p1 again', 'g1')).toEqual(['p1']);
  });

  it('is a group whose templates come back with the secret that they were made with', async () => {
    const { hold } = await on.disk.vault.placeHold({
      ...{ appId: APP, reason: 'order 2', apart: 'at-once', subject: group('g1') },
    });
    expect(await on.found('p1', 'g1')).toEqual([]);
    await on.disk.vault.releaseHold(APP, hold.id);
    expect(await on.found('p1', 'g1')).toEqual(['p1']);
  });

  it('is kept by an order, and yet found by nobody, when it is erased', async () => {
    await on.disk.vault.placeHold({
      ...{ appId: APP, reason: 'order 3', apart: 'when-due', subject: person('p1') },
    });
    expect(await on.found('p1', 'g1')).toEqual(['p1']);
    await on.people.removePerson(APP, 'p1');
    expect(await on.found('p1', 'g1')).toEqual([]);
    // It never comes back: the id is free.
    await on.person('g1', 'p1');
    expect(await on.found('p1', 'g1')).toEqual(['p1']);
  });
});

describe('a renewal', () => {
  it('makes every template anew, and ends the old secret', async () => {
    const before = await on.disk.vault.find('face.features', { appId: APP, subject: group('g1') });
    expect(await on.people.renewGroup(APP, 'g1', recast)).toBe(3);
    const after = await on.disk.vault.find('face.features', { appId: APP, subject: group('g1') });
    const texts = (list: typeof before) =>
      list.map(({ record }) => Buffer.from(record.template).toString('hex'));
    expect(after).toHaveLength(3);
    expect(texts(after).filter((text) => texts(before).includes(text))).toEqual([]);
    expect(await on.disk.vault.count('base.face-group', { appId: APP })).toBe(2);
    expect(await on.found('p1 again', 'g1')).toEqual(['p1']);
    expect(await on.found('p2', 'g1', 'g2')).toEqual(['p2', 'p2']);
    expect(await on.people.group(APP, 'g1')).toMatchObject({ name: 'name of g1' });
    expect(await on.people.groups(APP, { offset: 0, limit: 10 })).toMatchObject({ total: 2 });
    expect(await on.people.renewGroup(APP, 'g1', recast)).toBe(3);
    expect(await on.found('p1', 'g1')).toEqual(['p1']);
  });

  it('that was interrupted leaves everybody to be found, and is taken up again', async () => {
    let recasts = 0;
    const failing = vi.fn((...args: Parameters<typeof recast>) => {
      recasts += 1;
      if (recasts === 3) throw new Error('interrupted');
      return recast(...args);
    });
    await expect(on.people.renewGroup(APP, 'g1', failing)).rejects.toThrow('interrupted');
    const everybody = async () => [
      ...(await on.found('p1', 'g1')),
      ...(await on.found('p1 again', 'g1')),
      ...(await on.found('p2', 'g1')),
    ];
    expect(await everybody()).toEqual(['p1', 'p1', 'p2']);
    await on.person('g1', 'p4');
    await on.reopen();
    expect(await everybody()).toEqual(['p1', 'p1', 'p2']);
    expect(await on.people.counts(APP, 'g1')).toMatchObject({ people: 3 });
    await on.people.renewGroup(APP, 'g1', recast);
    expect(await everybody()).toEqual(['p1', 'p1', 'p2']);
    expect(await on.found('p4', 'g1')).toEqual(['p4']);
    expect(await on.disk.vault.count('base.face-group', { appId: APP })).toBe(2);
    expect(await on.people.counts(APP, 'g1')).toMatchObject({ people: 3, faces: 4 });
  });

  it('waits for who is kept from use', async () => {
    const { hold } = await on.disk.vault.placeHold({
      ...{ appId: APP, reason: 'order 4', apart: 'at-once', subject: person('p1') },
    });
    await on.people.renewGroup(APP, 'g1', recast);
    await on.disk.vault.releaseHold(APP, hold.id);
    expect(await on.found('p1', 'g1')).toEqual(['p1']);
    await on.people.renewGroup(APP, 'g1', recast);
    expect(await on.found('p1', 'g1')).toEqual(['p1']);
    expect(await on.disk.vault.count('base.face-group', { appId: APP })).toBe(2);
  });
});
