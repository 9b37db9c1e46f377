import { createHmac, hkdfSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openLedger } from '../../src/records/ledger/ledger.ts';
import { masterOf } from '../../src/records/keys/master-key.ts';
import { makeRoots, wrapRoot } from '../../src/records/keys/root-keys.ts';
import { openVault } from '../../src/records/vault.ts';
import { APP, MASTER_KEY, START, VaultOnDisk, putRequest } from './vault-on-disk.ts';

const person = (value: string) => ({ kind: 'person', value }) as const;
const template = (value: string) =>
  putRequest('face.features', { subjects: [person(value)], sealedFor: person(value) });

const derive = (use: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', MASTER_KEY, 'lethe', `lethe ${use} 1`, 32));

const OLD_KEYS = `
  create table data_keys (
    id integer primary key autoincrement, scope text not null unique, owner text not null, category text not null,
    subject text, drop_at integer, wrapped blob not null);
  create table meta (name text primary key, value text not null);`;

const OLD_BOOKS = `
  create table disposals (id text primary key, body text not null);
  create table receipts (idx integer primary key, id text not null unique, app_id text, entry text not null, mac text not null);
  create table receipt_head (one integer primary key check (one = 1), size integer not null, root text not null, roots text not null, mac text not null);`;

/**
 * A folder as version 1 left it: its keys derived from the master key, `keys.db`, and the receipts among the records.
 * Made by filling a vault whose roots are those keys, and moving its ledger back to where its parts used to be.
 */
const folderOfVersion1 = async (disk: VaultOnDisk): Promise<void> => {
  mkdirSync(disk.folder);
  const ledger = openLedger(disk.folder);
  const [wrapping, index, receipts] = [derive('wrapping'), derive('index'), derive('receipts')];
  const roots = makeRoots(START, { wrapping, index, receipts });
  const rows = roots.map((root) => wrapRoot(root, masterOf(MASTER_KEY)));
  await ledger.db.insertInto('root_keys').values(rows).execute();
  await ledger.close();
  const vault = await disk.another();
  await vault.put([template('a'), template('b'), template('c')]);
  for (const name of ['a', 'c']) await vault.erase({ appId: APP, subject: person(name) });
  await vault.close();
  using records = new DatabaseSync(join(disk.folder, 'lethe.db'));
  records.prepare('attach ? as ledger').run(join(disk.folder, 'ledger.db'));
  records.prepare('attach ? as keys').run(join(disk.folder, 'keys.db'));
  records.exec(OLD_BOOKS + OLD_KEYS.replaceAll('create table ', 'create table keys.'));
  const check = createHmac('sha256', derive('check')).update('lethe key store').digest('hex');
  records.prepare("insert into keys.meta values ('master key check', ?)").run(check);
  records.exec(`
    insert into keys.data_keys select id, scope, owner, category, subject, drop_at, wrapped from ledger.data_keys;
    delete from keys.sqlite_sequence;
    insert into keys.sqlite_sequence select name, seq from ledger.sqlite_sequence where name = 'data_keys';
    insert into receipts select idx, id, app_id, entry, mac from ledger.receipts;
    insert into receipt_head select one, size, root, roots, mac from ledger.receipt_head;
    insert into disposals select id, body from ledger.disposals;
    insert into keys.meta select name, value from main.meta where name = 'receipts head';
    delete from main.meta where name = 'receipts head'`);
  records.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(disk.folder, `ledger.db${suffix}`), { force: true });
};

const sealedBy = (folder: string): Uint8Array[] => {
  using keys = new DatabaseSync(join(folder, 'keys.db'));
  return keys
    .prepare('select wrapped from data_keys')
    .all()
    .map((row) => row['wrapped'] as Uint8Array);
};

const assertUpgraded = async (disk: VaultOnDisk): Promise<void> => {
  const { vault, folder } = disk;
  expect(await vault.find('face.features', { subject: person('b') })).toHaveLength(1);
  expect(await vault.receipts()).toHaveLength(2);
  expect(await vault.verifyReceipts()).toMatchObject({ ok: true, count: 2 });
  expect(existsSync(join(folder, 'keys.db'))).toBe(false);
  using records = new DatabaseSync(join(folder, 'lethe.db'));
  const tables = records
    .prepare('select name from sqlite_schema')
    .all()
    .map(({ name }) => name);
  for (const moved of ['receipts', 'receipt_head', 'disposals']) expect(tables).not.toContain(moved);
  using ledger = new DatabaseSync(join(folder, 'ledger.db'));
  // The third key is destroyed, and its id does not come back.
  expect(ledger.prepare("select seq from sqlite_sequence where name = 'data_keys'").get()).toEqual({
    seq: 3,
  });
};

describe('a folder of version 1', () => {
  it('is brought up to date once, and goes on as it was', async () => {
    await using disk = new VaultOnDisk();
    await folderOfVersion1(disk);
    disk.vault = await disk.another();
    await assertUpgraded(disk);
    await disk.vault.put([template('d')]);
    await disk.vault.erase({ appId: APP, subject: person('b') });
    await disk.reopen();
    expect(await disk.vault.find('face.features', {})).toHaveLength(1);
    expect((await disk.vault.verifyReceipts()).count).toBe(3);
  });

  it('stays as it is when the master key is another', async () => {
    await using disk = new VaultOnDisk();
    await folderOfVersion1(disk);
    await expect(disk.another(new Uint8Array(32).fill(8))).rejects.toThrow('not the one');
    expect(sealedBy(disk.folder)).toHaveLength(1);
    disk.vault = await disk.another();
    await assertUpgraded(disk);
  });

  it('is completed when a kill came after the keys were moved', async () => {
    await using disk = new VaultOnDisk();
    await folderOfVersion1(disk);
    const keysFile = join(disk.folder, 'keys.db');
    const [keys, records] = [readFileSync(keysFile), readFileSync(join(disk.folder, 'lethe.db'))];
    await (await disk.another()).close();
    writeFileSync(keysFile, keys);
    writeFileSync(join(disk.folder, 'lethe.db'), records);
    disk.vault = await disk.another();
    await assertUpgraded(disk);
  });

  it('gets its mirror in the same go', async () => {
    await using disk = new VaultOnDisk();
    await folderOfVersion1(disk);
    const mirrorFile = join(disk.parent, 'mirror.db');
    const { folder, clock } = disk;
    disk.vault = await openVault({ folder, masterKey: MASTER_KEY, clock, mirrorFile });
    await assertUpgraded(disk);
    using mirror = new DatabaseSync(mirrorFile);
    expect(mirror.prepare('select id from data_keys').all()).toEqual([{ id: 2 }]);
    expect(mirror.prepare('select count(*) as n from receipts').get()).toEqual({ n: 2 });
  });
});
