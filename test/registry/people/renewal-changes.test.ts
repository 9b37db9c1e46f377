import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Vault } from '../../../src/records/types.ts';
import { APP } from '../../records/vault-on-disk.ts';
import { faceOf, PeopleOnDisk, peopleOf, recast } from './people-on-disk.ts';

const names = ['p0', 'p1', 'p2'];

let on: PeopleOnDisk;
beforeEach(async () => {
  on = await PeopleOnDisk.open();
  await on.group('g');
  for (const name of names) await on.person('g', name);
});
afterEach(() => on[Symbol.asyncDispose]());

/** Renews the group; something else is done to it when the first template of the new secret is about to be written. */
const renewWhile = async (meanwhile: () => Promise<unknown>): Promise<number> => {
  let done: Promise<unknown> | undefined;
  const put: Vault['put'] = async (requests, ...rest) => {
    if (requests.some(({ category }) => category === 'face.features')) await (done ??= meanwhile());
    return on.disk.vault.put(requests, ...rest);
  };
  const people = peopleOf({ ...on.disk.vault, put }, on.disk.clock);
  const templates = await people.renewGroup(APP, 'g', recast);
  await people.close();
  return templates;
};

const foundAll = async (): Promise<readonly string[]> =>
  (await Promise.all(names.map((name) => on.found(name, 'g')))).flat();

it('goes on when the group gets another tag meanwhile', async () => {
  expect(await renewWhile(() => on.people.changeGroup(APP, 'g', { tag: 'changed' }))).toBe(3);
  expect((await on.people.group(APP, 'g')).tag).toBe('changed');
  expect(await foundAll()).toEqual(names);
});

it('leaves people alone whom another process has moved to a newer secret', async () => {
  const vault = await on.disk.another();
  const other = peopleOf(vault, on.disk.clock);
  const templates = await renewWhile(async () => {
    // The first ends what was begun; the second begins, and ends, one of its own.
    await other.renewGroup(APP, 'g', recast);
    await other.renewGroup(APP, 'g', recast);
  });
  expect(templates).toBe(0);
  expect(await foundAll()).toEqual(names);
  const hits = await other.search(APP, ['g'], faceOf('p1'), { limit: 9, maxDistance: 0 });
  expect(hits.get('g')).toHaveLength(1);
  await other.close();
  await vault.close();
});
