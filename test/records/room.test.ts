import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PutRequest, Subject } from '../../src/records/types.ts';
import { APP, VaultOnDisk, putRequest } from './vault-on-disk.ts';

const group: Subject = { kind: 'group', value: 'quokkas' };
const person = (name: string): Subject => ({ kind: 'person', value: name });

let disk: VaultOnDisk;
beforeEach(async () => {
  disk = await VaultOnDisk.open();
});
afterEach(() => disk[Symbol.asyncDispose]());

const put = (name: string, count = 3): Promise<unknown> => {
  const atMost = { subjects: [group], count };
  const request: PutRequest = putRequest('base.face-person', { subjects: [group, person(name)], atMost });
  return disk.vault.put([request]);
};
const full = { reason: 'full' };

const onDatabase = <R>(work: (database: DatabaseSync) => R): R => {
  const database = new DatabaseSync(join(disk.folder, 'lethe.db'), { timeout: 1_000 });
  try {
    return work(database);
  } finally {
    database.close();
  }
};
/** What is counted, and what is there. */
const counted = () =>
  onDatabase((database) =>
    database
      .prepare(
        'select count, (select count(*) from entry_tokens e where e.token = t.token) as there from tallies t',
      )
      .all()
      .map((row) => ({ ...row })),
  );

it('is counted exactly while some go and others come, also after a restart', async () => {
  for (const name of ['a', 'b', 'c']) await put(name);
  await expect(put('d')).rejects.toMatchObject(full);
  await disk.vault.erase({ appId: APP, subject: person('b') });
  expect(counted()).toEqual([{ count: 2, there: 2 }]);
  await disk.reopen();
  const both = await Promise.allSettled([put('d'), put('e')]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(counted()).toEqual([{ count: 3, there: 3 }]);
  await disk.vault.erase({ appId: APP, subject: group });
  expect(counted()).toEqual([]);
  await expect(put('f', 0)).rejects.toMatchObject(full);
  // Of what there never was any of, no number is kept.
  expect(counted()).toEqual([]);
});

it('is that of an older folder, which counted nothing', async () => {
  for (const name of ['a', 'b', 'c']) await put(name);
  onDatabase((database) =>
    database.exec('drop trigger tally_more; drop trigger tally_less; drop table tallies'),
  );
  await disk.reopen();
  await expect(put('d')).rejects.toMatchObject(full);
  await put('d', 4);
  expect(counted()).toEqual([{ count: 4, there: 4 }]);
});

it('takes in what a hold gives back, and is left by what it moves apart', async () => {
  await put('a', 2);
  await put('b', 2);
  const { hold } = await disk.vault.placeHold({
    appId: APP,
    reason: 'order',
    subject: group,
    apart: 'at-once',
  });
  expect(counted()).toEqual([]);
  await put('c', 2);
  await disk.vault.releaseHold(APP, hold.id);
  await expect(put('d')).rejects.toMatchObject(full);
  expect(counted()).toEqual([{ count: 3, there: 3 }]);
});
