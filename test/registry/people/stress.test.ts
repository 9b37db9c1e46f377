import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PeopleRefusal } from '../../../src/registry/people/types.ts';
import { APP } from '../../records/vault-on-disk.ts';
import { Random } from '../../material/random.ts';
import { faceOf, owner, PeopleOnDisk, recast } from './people-on-disk.ts';

const GROUPS = ['g1', 'g2', 'g3'];
const PERSONS = ['p1', 'p2', 'p3', 'p4', 'p5'];
const WORKERS = 12;
const LASTS_MS = 3_000;

let on: PeopleOnDisk;
beforeEach(async () => {
  on = await PeopleOnDisk.open();
  for (const group of GROUPS) await on.group(group);
});
afterEach(() => on[Symbol.asyncDispose]());

/** Whatever anybody may do to the same few people and groups at once. */
const deeds = (random: Random): readonly (() => Promise<unknown>)[] => {
  const person = (): string => random.pick(PERSONS);
  const group = (): string => random.pick(GROUPS);
  const { people, disk } = on;
  const one = (personId: string, groupId: string) =>
    ({ personId, name: '', gender: 0, groupId, descriptions: new Map() }) as const;
  const create = () => {
    const personId = person();
    return people.createPerson(owner, one(personId, group()), faceOf(personId));
  };
  const search = async () => {
    const face = person();
    for (const found of await on.found(face, ...GROUPS)) expect(found).toBe(face);
  };
  return [
    ...[create, create, create, search, search],
    () => people.removePerson(APP, person()),
    () => people.copyPerson(APP, person(), [group()], recast),
    () => people.copyPerson(APP, person(), [group()], recast),
    () => people.removeFromGroup(APP, person(), group()),
    async () => {
      const personId = person();
      await people.addFaces(APP, personId, [faceOf(personId), faceOf(personId)]);
    },
    async () => {
      const personId = person();
      const { faces } = await people.person(APP, personId);
      await people.removeFaces(
        APP,
        personId,
        faces.slice(1).map(({ faceId }) => faceId),
      );
    },
    () => people.removeGroup(APP, group()),
    () => on.group(group()),
    () => on.group(group()),
    () => people.renewGroup(APP, group(), recast),
    () => people.people(APP, group(), { offset: 0, limit: 10 }),
    () => disk.vault.erase({ appId: APP, subject: { kind: 'person', value: person() } }),
    () => disk.vault.erase({ appId: APP, subject: { kind: 'group', value: group() } }),
  ];
};

const refused = (error: unknown): void => {
  if (!(error instanceof PeopleRefusal)) throw error;
};

const work = async (seed: number): Promise<void> => {
  const random = new Random(seed);
  const all = deeds(random);
  for (const end = Date.now() + LASTS_MS; Date.now() < end;) await random.pick(all)().catch(refused);
};

/** Everybody who is there is whole and found, and nothing is there of anybody else. */
const expectConsistent = async (): Promise<void> => {
  const { people, disk } = on;
  const { groups } = await people.groups(APP, { offset: 0, limit: 10 });
  const living = new Set<string>();
  let faces = 0;
  let templates = 0;
  for (const { groupId } of groups) {
    const { people: members, total } = await people.people(APP, groupId, { offset: 0, limit: 100 });
    expect(members).toHaveLength(total);
    const inGroup = members.reduce((sum, one) => sum + one.faces.length, 0);
    expect(await people.counts(APP, groupId)).toMatchObject({ people: total, faces: inGroup });
    templates += inGroup;
    for (const { personId, faces: own } of members) {
      expect(new Set(await on.found(personId, groupId))).toEqual(new Set([personId]));
      if (!living.has(personId)) faces += own.length;
      living.add(personId);
    }
    for (const personId of PERSONS)
      if (!members.some((one) => one.personId === personId))
        expect(await on.found(personId, groupId)).toEqual([]);
  }
  const count = (category: 'base.face-person' | 'face.person-id' | 'face.features') =>
    disk.vault.count(category, { appId: APP });
  expect({
    persons: await count('base.face-person'),
    owners: await count('face.person-id'),
    templates: await count('face.features'),
  }).toEqual({ persons: living.size, owners: faces, templates });
};

describe('many who change the same people at once', () => {
  it('leave whole people, found in memory as they lie in the vault', async () => {
    const done = await Promise.allSettled(Array.from({ length: WORKERS }, (_, i) => work(i + 1)));
    expect(done.filter(({ status }) => status === 'rejected')).toEqual([]);
    await expectConsistent();
    await on.reopen();
    await expectConsistent();
    expect((await on.disk.vault.scan()).discrepancies).toEqual([]);
    // Nobody is kept from coming back.
    for (const personId of PERSONS) await on.people.removePerson(APP, personId).catch(refused);
    for (const groupId of GROUPS) await on.group(groupId).catch(refused);
    for (const personId of PERSONS) await on.person('g1', personId);
    await expectConsistent();
  });
});
