import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Vault } from '../../../src/records/types.ts';
import type { OpenPeople } from '../../../src/registry/people/people.ts';
import { APP } from '../../records/vault-on-disk.ts';
import { faceOf, owner, PeopleOnDisk, peopleOf, recast } from './people-on-disk.ts';

let on: PeopleOnDisk;
let vault: Vault;
/** What another process has of the same folder: locks of its own, too. */
let other: OpenPeople;
beforeEach(async () => {
  on = await PeopleOnDisk.open();
  await on.group('g');
  vault = await on.disk.another();
  other = peopleOf(vault, on.disk.clock);
});
afterEach(async () => {
  await other.close();
  await vault.close();
  await on[Symbol.asyncDispose]();
});

const person = (personId: string) =>
  ({ personId, name: '', gender: 0, groupId: 'g', descriptions: new Map() }) as const;
const foundHere = async (name: string): Promise<readonly string[]> => on.found(name, 'g');

it('makes the template anew whose group was renewed between reading and writing', async () => {
  // The other process renews the group once the template is made, before it is written.
  let puts = 0;
  const put: Vault['put'] = async (...given) => {
    puts += 1;
    if (puts === 1) await other.renewGroup(APP, 'g', recast);
    return on.disk.vault.put(...given);
  };
  const people = peopleOf({ ...on.disk.vault, put }, on.disk.clock);
  await people.createPerson(owner, person('late'), faceOf('late'));
  await people.close();
  expect(puts).toBe(2);
  expect(await foundHere('late')).toEqual(['late']);
  const hits = await other.search(APP, ['g'], faceOf('late'), { limit: 1, maxDistance: 0 });
  expect(hits.get('g')).toHaveLength(1);
});

it('finds everybody whom one process files and changes while another renews the group', async () => {
  const names = Array.from({ length: 12 }, (_, i) => `p${i}`);
  for (const name of names.slice(0, 6)) await on.person('g', name);
  const filing = async (): Promise<void> => {
    for (const name of names.slice(6)) {
      await on.person('g', name);
      await on.people.addFaces(APP, names[names.indexOf(name) - 6] ?? '', [faceOf(`${name} again`)]);
    }
  };
  const renewing = async (): Promise<void> => {
    for (let i = 0; i < 3; i++) await other.renewGroup(APP, 'g', recast);
  };
  await Promise.all([filing(), renewing()]);
  await other.renewGroup(APP, 'g', recast);
  for (const [i, name] of names.entries()) {
    expect(await foundHere(name)).toEqual([name]);
    if (i >= 6) expect(await foundHere(`${name} again`)).toEqual([names[i - 6]]);
  }
  const { faces } = await on.people.counts(APP, 'g');
  expect(faces).toBe(18);
});

it('loses no change of a person that both make', async () => {
  for (const group of ['g1', 'g2', 'g3', 'g4']) await on.group(group);
  await on.person('g', 'p');
  await Promise.all([
    ...['g1', 'g2'].map((group) => on.people.copyPerson(APP, 'p', [group], recast)),
    ...['g3', 'g4'].map((group) => other.copyPerson(APP, 'p', [group], recast)),
    on.people.changePerson(APP, 'p', { name: 'renamed' }),
  ]);
  const { groups, name } = await other.person(APP, 'p');
  expect(groups.map(({ groupId }) => groupId).sort()).toEqual(['g', 'g1', 'g2', 'g3', 'g4']);
  expect(name).toBe('renamed');
  expect(await on.found('p', 'g1', 'g2', 'g3', 'g4')).toEqual(['p', 'p', 'p', 'p']);
});

it('brings no face back that one process erases while the other makes templates of it', async () => {
  await on.person('g', 'p');
  for (let round = 0; round < 4; round++) {
    const [faceId] = await on.people.addFaces(APP, 'p', [faceOf('second')]);
    await Promise.all([on.people.removeFaces(APP, 'p', [faceId ?? '']), other.renewGroup(APP, 'g', recast)]);
    expect(
      await vault.count('face.features', { appId: APP, subject: { kind: 'face', value: faceId ?? '' } }),
    ).toBe(0);
  }
  expect(await foundHere('p')).toEqual(['p']);
});
