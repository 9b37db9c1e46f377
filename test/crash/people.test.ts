import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { ownerRecordId, readFaceRecordId } from '../../src/registry/people/face-ids.ts';
import { APP, VaultOnDisk } from '../records/vault-on-disk.ts';
import { faceOf, owner, peopleOf, recast } from '../registry/people/people-on-disk.ts';
import type { OpenPeople } from '../../src/registry/people/people.ts';
import type { Vault } from '../../src/records/types.ts';
import type { Told } from './people-process.ts';

const ROUNDS = 3;
const LEAST_STEPS = 30;

type States = Map<string, Told['state'][]>;

/** Lets a process file people, and kills it; adds what may be true of each of them afterwards. */
const fileUntilKilled = async (folder: string, prefix: string, states: States): Promise<void> => {
  const child = fork(fileURLToPath(new URL('people-process.ts', import.meta.url)), [folder, prefix], {
    stdio: 'ignore',
  });
  let steps = 0;
  const enough = Promise.withResolvers<undefined>();
  child.on('message', ({ personId, state, done }: Told) => {
    states.set(personId, done ? [state] : [...(states.get(personId) ?? [null]), state]);
    steps += done ? 1 : 0;
    if (steps === LEAST_STEPS) enough.resolve(undefined);
  });
  const ended = once(child, 'exit');
  await Promise.race([enough.promise, ended.then(() => enough.reject(new Error('It ended by itself')))]);
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 200));
  child.kill('SIGKILL');
  await ended;
};

const stateOf = async (people: OpenPeople, personId: string): Promise<Told['state']> => {
  try {
    const { faces, groups } = await people.person(APP, personId);
    return { faces: faces.length, groups: groups.map(({ groupId }) => groupId).sort() };
  } catch {
    return null;
  }
};

/** Every face of somebody who is there is found in exactly the groups that the person is in. */
const expectFound = async (people: OpenPeople, personId: string, state: Told['state']): Promise<void> => {
  for (let face = 0; face < 3; face++) {
    const bounds = { limit: 3, maxDistance: 0 };
    const hits = await people.search(APP, ['g1', 'g2'], faceOf(`${personId} ${face}`), bounds);
    const found = [...hits.values()].flat().map(({ groupId, personId: of }) => `${groupId} ${of}`);
    const expected =
      state && face < state.faces ? state.groups.map((groupId) => `${groupId} ${personId}`) : [];
    expect(found.sort()).toEqual(expected);
  }
};

/** No template, and no word of a face, is without the person that it is of. */
const expectNoOrphans = async (vault: Vault): Promise<void> => {
  const owners = await vault.find('face.person-id', { appId: APP });
  const persons = await vault.find('base.face-person', { appId: APP });
  const known = new Set(persons.map(({ record }) => record.personId));
  expect(owners.filter(({ record }) => !known.has(record.personId))).toEqual([]);
  const faces = new Set(owners.map(({ id }) => id));
  const templates = await vault.find('face.features', { appId: APP });
  expect(templates.filter(({ id }) => !faces.has(ownerRecordId(id)))).toEqual([]);
  expect(templates.every(({ id }) => readFaceRecordId(id).join > 0)).toBe(true);
};

it('a kill leaves everybody as before a change or as after it, also while a group is renewed', async () => {
  await using disk = await VaultOnDisk.open();
  const first = peopleOf(disk.vault, disk.clock);
  for (const groupId of ['g1', 'g2'])
    await first.createGroup(owner, {
      groupId,
      name: groupId,
      tag: '',
      descriptionFields: [],
      modelVersion: '3.0',
    });
  await first.close();
  await disk.vault.close();
  const states: States = new Map();
  for (let round = 0; round < ROUNDS; round++) await fileUntilKilled(disk.folder, `round ${round}`, states);
  disk.vault = await disk.another();
  const people = peopleOf(disk.vault, disk.clock);
  for (const [personId, possible] of states) {
    const state = await stateOf(people, personId);
    expect(possible.map((one) => one && { ...one, groups: [...one.groups].sort() })).toContainEqual(state);
    await expectFound(people, personId, state);
  }
  await expectNoOrphans(disk.vault);
  await people.renewGroup(APP, 'g2', recast);
  await people.renewGroup(APP, 'g2', recast);
  expect(await disk.vault.count('base.face-group', { appId: APP })).toBe(2);
  for (const personId of states.keys()) await expectFound(people, personId, await stateOf(people, personId));
  expect((await disk.vault.verifyReceipts()).ok).toBe(true);
  await people.close();
});
