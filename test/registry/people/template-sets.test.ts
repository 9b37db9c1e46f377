import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openPeople, type OpenPeople } from '../../../src/registry/people/people.ts';
import { createCodeSets } from '../../../src/storage/vectors/code-sets.ts';
import type { CodeSets } from '../../../src/storage/vectors/types.ts';
import { APP, VaultOnDisk } from '../../records/vault-on-disk.ts';
import { naiveCodeSets } from '../../support/naive-code-sets.ts';
import { BITS, faceOf, owner } from './people-on-disk.ts';

const PATIENCE = { timeout: 60_000 };

let disk: VaultOnDisk;
let open: OpenPeople[];
beforeEach(async () => {
  disk = await VaultOnDisk.open();
  open = [];
});
afterEach(async () => {
  for (const people of open) await people.close();
  await disk[Symbol.asyncDispose]();
});

const peopleWith = (sets: CodeSets, memoryBytes?: number): OpenPeople => {
  const bound = memoryBytes === undefined ? {} : { memoryBytes };
  const people = openPeople({ vault: disk.vault, clock: disk.clock, sets, templateBits: BITS, ...bound });
  open.push(people);
  return people;
};

const group = (people: OpenPeople, groupId: string) =>
  people.createGroup(owner, { groupId, name: groupId, tag: '', descriptionFields: [], modelVersion: '3.0' });

const person = (people: OpenPeople, groupId: string, personId: string) =>
  people.createPerson(
    owner,
    { personId, name: '', gender: 0, groupId, descriptions: new Map() },
    faceOf(personId),
  );

const found = async (people: OpenPeople, groupId: string, face: string, maxDistance = 0, limit = 10) => {
  const hits = await people.search(APP, [groupId], faceOf(face), { limit, maxDistance });
  return (hits.get(groupId) ?? []).map(({ personId }) => personId);
};

/** Counts the sets that are made. */
const counting = (sets: CodeSets): CodeSets & { made: number } => {
  const counted = {
    ...sets,
    made: 0,
    create: (bits: number) => {
      counted.made += 1;
      return sets.create(bits);
    },
  };
  return counted;
};

describe('templates in memory', () => {
  it('are read once for many first searches, with what comes and goes meanwhile', async () => {
    const names = Array.from({ length: 300 }, (_, i) => `p${i}`);
    const first = peopleWith(naiveCodeSets());
    await group(first, 'g');
    await Promise.all(names.map((name) => person(first, 'g', name)));
    const sets = counting(naiveCodeSets());
    const people = peopleWith(sets);
    const searches = names.slice(0, 20).map((name) => found(people, 'g', name));
    const came = person(people, 'g', 'late');
    const gone = people.removePerson(APP, 'p299');
    expect(await Promise.all(searches)).toEqual(names.slice(0, 20).map((name) => [name]));
    await Promise.all([came, gone]);
    expect(sets.made).toBe(1);
    expect(await found(people, 'g', 'late')).toEqual(['late']);
    expect(await found(people, 'g', 'p299')).toEqual([]);
    expect(await found(people, 'g', 'p150')).toEqual(['p150']);
  });

  it('give way to those of other groups when there are too many, and come back', async () => {
    const sets = counting(naiveCodeSets());
    const people = peopleWith(sets, 256);
    for (const groupId of ['a', 'b', 'c']) {
      await group(people, groupId);
      await person(people, groupId, groupId);
    }
    for (const groupId of ['a', 'b', 'c', 'a'])
      expect(await found(people, groupId, groupId)).toEqual([groupId]);
    expect(sets.made).toBe(4);
    expect(sets.sizeBytes()).toBeLessThanOrEqual(256);
  });

  it('are not believed: who is gone is not answered, and others fill the limit', async () => {
    const sets = naiveCodeSets();
    const forgetful: CodeSets = {
      ...sets,
      create: (bits) => {
        const set = sets.create(bits);
        // It forgets nothing.
        return { ...set, remove: () => undefined, ids: () => [], size: 3 };
      },
    };
    const people = peopleWith(forgetful);
    await group(people, 'g');
    const names = Array.from({ length: 12 }, (_, i) => `p${i}`);
    for (const name of names) await person(people, 'g', name);
    const nearest = await found(people, 'g', 'p0', BITS, 12);
    expect(nearest).toHaveLength(12);
    for (const name of nearest.slice(0, 5)) await people.removePerson(APP, name);
    expect(await found(people, 'g', 'p0', BITS, 3)).toEqual(nearest.slice(5, 8));
  });

  it('are read anew by the next search when reading them failed', async () => {
    const people = peopleWith(naiveCodeSets());
    await group(people, 'g');
    await person(people, 'g', 'p');
    const sets = naiveCodeSets();
    let failures = 1;
    const failing: CodeSets = {
      ...sets,
      create: (bits) => {
        const set = sets.create(bits);
        const add: typeof set.add = (codes) => {
          failures -= 1;
          if (failures === 0) throw new Error('no memory');
          set.add(codes);
        };
        return { ...set, add };
      },
    };
    const others = peopleWith(failing);
    await expect(found(others, 'g', 'p')).rejects.toThrow('no memory');
    expect(await found(others, 'g', 'p')).toEqual(['p']);
  });

  it('give their memory back when their group is erased by whichever way, also while they are read', async () => {
    const writing = peopleWith(naiveCodeSets());
    await group(writing, 'g');
    for (let i = 0; i < 20; i++) await person(writing, 'g', `p${i}`);
    const sets = createCodeSets({ threads: 1 });
    const people = peopleWith(sets);
    await group(people, 'kept');
    await person(people, 'kept', 'k');
    expect(await found(people, 'g', 'p1')).toEqual(['p1']);
    expect(await found(people, 'kept', 'k')).toEqual(['k']);
    const both = sets.sizeBytes();
    await disk.vault.erase({ appId: APP, subject: { kind: 'group', value: 'g' } });
    await vi.waitFor(() => expect(sets.sizeBytes()).toBeLessThan(both), PATIENCE);
    await people.removeGroup(APP, 'kept');
    await vi.waitFor(() => expect(sets.sizeBytes()).toBe(0), PATIENCE);

    await group(writing, 'h');
    for (let i = 0; i < 20; i++) await person(writing, 'h', `q${i}`);
    const search = found(people, 'h', 'q1').catch(() => []);
    await Promise.all([search, people.removeGroup(APP, 'h')]);
    await vi.waitFor(() => expect(sets.sizeBytes()).toBe(0), PATIENCE);
  });
});
