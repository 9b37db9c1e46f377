import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Vault } from '../../../src/records/types.ts';
import { LIMITS } from '../../../src/registry/people/limits.ts';
import type { OpenPeople } from '../../../src/registry/people/people.ts';
import { PeopleRefusal } from '../../../src/registry/people/types.ts';
import { APP, VaultOnDisk } from '../../records/vault-on-disk.ts';
import { faceOf, owner, peopleOf, recast } from './people-on-disk.ts';

const MOST_FACES = 6;
const limits = { groups: 3, faces: () => MOST_FACES };

let disk: VaultOnDisk;
let vault: Vault;
/** What two servers have of one folder. */
let servers: readonly [OpenPeople, OpenPeople];
beforeEach(async () => {
  disk = await VaultOnDisk.open();
  vault = await disk.another();
  servers = [peopleOf(disk.vault, disk.clock, limits), peopleOf(vault, disk.clock, limits)];
});
afterEach(async () => {
  for (const people of servers) await people.close();
  await vault.close();
  await disk[Symbol.asyncDispose]();
});

const group = (people: OpenPeople, groupId: string, name = groupId) =>
  people.createGroup(owner, { groupId, name, tag: '', descriptionFields: [], modelVersion: '3.0' });
const person = (people: OpenPeople, personId: string, groupId = 'g') =>
  people.createPerson(
    owner,
    { personId, name: '', gender: 0, groupId, descriptions: new Map() },
    faceOf(personId),
  );

/** What both were asked for at once: how often it was done, and why it was not. */
const both = async (work: (people: OpenPeople, i: number) => Promise<unknown>, times = 1) => {
  const asked = Array.from({ length: times }, (_, t) => servers.map((people, s) => work(people, 2 * t + s)));
  const settled = await Promise.allSettled(asked.flat());
  const reasons = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  return {
    done: settled.length - reasons.length,
    refusals: reasons.map((error) => (error instanceof PeopleRefusal ? error.reason : error)),
  };
};

it('gives an id, and a name, to one group', async () => {
  expect(await both((people, i) => group(people, 'g', `name ${i}`))).toEqual({
    ...{ done: 1, refusals: ['group-exists'] },
  });
  expect(await both((people, i) => group(people, `g${i}`, 'one name'))).toEqual({
    ...{ done: 1, refusals: ['group-name-exists'] },
  });
});

it('gives a new name to one group', async () => {
  await Promise.all(servers.map((people, i) => group(people, `g${i}`)));
  expect(await both((people, i) => people.changeGroup(APP, `g${i}`, { name: 'one name' }))).toEqual({
    ...{ done: 1, refusals: ['group-name-exists'] },
  });
  const { groups } = await servers[0].groups(APP, { offset: 0, limit: 10 });
  expect(groups.filter(({ name }) => name === 'one name')).toHaveLength(1);
});

it('lets an account have no more groups than it may', async () => {
  const made = await both((people, i) => group(people, `g${i}`), 3);
  expect(made).toEqual({ done: 3, refusals: Array(3).fill('too-many-groups') });
  await servers[0].removeGroup(APP, 'g0').catch(() => servers[0].removeGroup(APP, 'g1'));
  expect(await both((people, i) => group(people, `h${i}`))).toEqual({
    ...{ done: 1, refusals: ['too-many-groups'] },
  });
});

it('lets a group have no more faces than it may, however they come', async () => {
  const [here, there] = servers;
  await group(here, 'g');
  await group(here, 'other');
  await person(here, 'a');
  await person(there, 'b', 'other');
  await there.addFaces(APP, 'b', [faceOf('b again')]);
  // There is room for five: whoever comes with two may find none.
  const came = await both(
    (people, i) =>
      [
        () => people.addFaces(APP, 'a', [faceOf(`a ${i}`), faceOf(`a too ${i}`)]),
        () => people.copyPerson(APP, 'b', ['g'], recast),
        () => person(people, `p${i}`),
      ][i % 3]!(),
    3,
  );
  expect(came.refusals.length).toBeGreaterThan(0);
  const filled = await both((people, i) => person(people, `q${i}`), MOST_FACES);
  expect(new Set(filled.refusals)).toEqual(new Set(['group-full']));
  for (const people of servers) expect((await people.counts(APP, 'g')).faces).toBe(MOST_FACES);
});

it('has room again once somebody went, and while it is renewed none that is not there', async () => {
  const [here, there] = servers;
  await group(here, 'g');
  for (let i = 0; i < MOST_FACES; i++) await person(i % 2 === 0 ? here : there, `p${i}`);
  await expect(person(there, 'late')).rejects.toMatchObject({ reason: 'group-full' });
  await here.removePerson(APP, 'p0');
  await person(there, 'late');
  await expect(person(here, 'later')).rejects.toMatchObject({ reason: 'group-full' });
  await here.renewGroup(APP, 'g', recast);
  await expect(person(there, 'later')).rejects.toMatchObject({ reason: 'group-full' });
  await there.removePerson(APP, 'p1');
  await person(here, 'later');
  expect(LIMITS.faces('2.0')).toBeLessThan(LIMITS.faces('3.0'));
});

it('keeps the last face of a person', async () => {
  await group(servers[0], 'g');
  for (let round = 0; round < 4; round++) {
    const id = `p${round}`;
    const first = await person(servers[0], id, 'g');
    const [second] = await servers[1].addFaces(APP, id, [faceOf(`${id} again`)]);
    const faces = [first.faceId, second ?? ''];
    expect(await both((people, i) => people.removeFaces(APP, id, [faces[i]!]))).toEqual({
      ...{ done: 1, refusals: ['last-face'] },
    });
    expect((await servers[0].person(APP, id)).faces).toHaveLength(1);
    await servers[0].removePerson(APP, id);
  }
});

it('finds the first of two who are alike before it files the second', async () => {
  await group(servers[0], 'g');
  const filed = await both(
    (people, i) =>
      people.oneByOne(APP, 'g', async () => {
        const hits = await people.search(APP, ['g'], faceOf('twin'), { limit: 1, maxDistance: 0 });
        if (hits.get('g')?.length) throw new PeopleRefusal('person-exists');
        const given = {
          personId: `p${i}`,
          name: '',
          gender: 0,
          groupId: 'g',
          descriptions: new Map(),
        } as const;
        await people.createPerson(owner, given, faceOf('twin'));
      }),
    3,
  );
  expect(filed).toEqual({ done: 1, refusals: Array(5).fill('person-exists') });
});
