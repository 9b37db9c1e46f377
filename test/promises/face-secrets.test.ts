import { copyFileSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APP } from '../records/vault-on-disk.ts';
import { peopleOf, PeopleOnDisk, recast } from '../registry/people/people-on-disk.ts';

let on: PeopleOnDisk;
beforeEach(async () => {
  on = await PeopleOnDisk.open();
  await on.group('g');
  await on.person('g', 'p');
});
afterEach(() => on[Symbol.asyncDispose]());

const secretNow = async (): Promise<Uint8Array | undefined> => (await on.people.facesOf(APP, 'p'))[0]?.secret;

const recordsFile = (): string => join(on.disk.folder, 'lethe.db');
const copyFile = (): string => join(on.disk.parent, 'stolen.db');

/** The wrapped key from which the group's secret is made, and the id of the group's record; the records are stolen. */
const steal = (): { readonly wrapped: Uint8Array; readonly recordId: string } => {
  using records = new DatabaseSync(recordsFile());
  records.exec('pragma wal_checkpoint(truncate)');
  copyFileSync(recordsFile(), copyFile());
  const group = records
    .prepare("select id, key_id as keyId from entries where kind = 'base.face-group'")
    .get();
  using ledger = new DatabaseSync(join(on.disk.folder, 'ledger.db'));
  const key = ledger.prepare('select wrapped from data_keys where id = ?').get(Number(group?.['keyId']));
  return { wrapped: key?.['wrapped'] as Uint8Array, recordId: String(group?.['id']) };
};

/** Files of the data folder that hold some bytes. */
const holding = (bytes: Uint8Array): readonly string[] =>
  readdirSync(on.disk.folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .filter((file) => readFileSync(file).includes(Buffer.from(bytes)));

/** What a thief sees who has the old records and everything that is there now, the master key included. */
const secretOfStolen = async (recordId: string): Promise<Uint8Array | null> => {
  await on.people.close();
  await on.disk.vault.close();
  for (const end of ['', '-wal', '-shm']) rmSync(`${recordsFile()}${end}`, { force: true });
  copyFileSync(copyFile(), recordsFile());
  on.disk.vault = await on.disk.another();
  on.people = peopleOf(on.disk.vault, on.disk.clock);
  return on.disk.vault.secretOf('base.face-group', APP, recordId, 'templates');
};

describe('the secret of a group', () => {
  it('lies nowhere by itself, and its wrapped key is in the ledger alone while the group is there', async () => {
    const { wrapped, recordId } = steal();
    const secret = await secretNow();
    expect(secret).toHaveLength(32);
    expect(holding(secret ?? new Uint8Array())).toEqual([]);
    expect(holding(wrapped).every((file) => file.includes('ledger.db'))).toBe(true);
    expect(holding(wrapped).length).toBeGreaterThan(0);
    // The thief of both has it: what follows is not true because nothing could be read at all.
    expect(await secretOfStolen(recordId)).toEqual(secret);
  });

  it('is in no byte after the group was removed, and cannot be made again of stolen records', async () => {
    const { wrapped, recordId } = steal();
    await on.people.removeGroup(APP, 'g');
    expect(holding(wrapped)).toEqual([]);
    expect(await secretOfStolen(recordId)).toBeNull();
  });

  it('is gone in the same way after a renewal, while the new one serves', async () => {
    const { wrapped, recordId } = steal();
    const before = await secretNow();
    await on.people.renewGroup(APP, 'g', recast);
    const after = await secretNow();
    expect(after).not.toEqual(before);
    expect(await on.found('p', 'g')).toEqual(['p']);
    expect(holding(wrapped)).toEqual([]);
    expect(await secretOfStolen(recordId)).toBeNull();
  });
});
