import { createHmac, hkdfSync } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openPlainSqlite } from '../../storage/sql/plain-sqlite.ts';
import { sql, type RawBuilder } from 'kysely';
import { constantTimeEqual } from '../../lib/bytes.ts';
import type { Ledger } from './ledger.ts';
import { MasterKeyError, masterOf, type MasterKeySource } from '../keys/master-key.ts';
import { countRootChange, FIRST_GENERATION, makeRoots, wrapRoot } from '../keys/root-keys.ts';

const KEY_BYTES = 32;
const MOVED_TABLES = ['disposals', 'receipts', 'receipt_head'] as const;
const HEAD_NOTE = 'receipts head';

/**
 * Version 1 kept the data keys in `keys.db`, wrapped by a key derived from the master key, and the receipts among the
 * records. Both move into the ledger, in one commit; what they were in goes after that. A kill at any point leaves it
 * to be completed at the next opening.
 * @throws MasterKeyError when the folder was made with another master key; nothing is changed then
 */
export const upgradeFolder = async (
  folder: string,
  ledger: Ledger,
  source: MasterKeySource,
  now: number,
): Promise<void> => {
  const keysFile = join(folder, 'keys.db');
  if (!existsSync(keysFile)) return;
  const recordsFile = join(folder, 'lethe.db');
  if (!(await isMoved(ledger))) {
    const masterKey = typeof source === 'function' ? source() : source;
    assertMasterKey(keysFile, masterKey);
    await moveIntoLedger(ledger, { keysFile, recordsFile }, masterKey, now);
  }
  clearRecords(keysFile, recordsFile);
  clearKeys(keysFile);
};

/** The keys are moved in the commit that makes the first roots. */
const isMoved = async (ledger: Ledger): Promise<boolean> =>
  (await ledger.db.selectFrom('root_keys').select('use').executeTakeFirst()) !== undefined;

const derive = (masterKey: Uint8Array, use: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', masterKey, 'lethe', `lethe ${use} 1`, KEY_BYTES));

const assertMasterKey = (keysFile: string, masterKey: Uint8Array): void => {
  using keys = openPlainSqlite(keysFile);
  const row = keys.prepare("select value from meta where name = 'master key check'").get();
  const found = Buffer.from(String(row?.['value'] ?? ''), 'hex');
  const expected = createHmac('sha256', derive(masterKey, 'check')).update('lethe key store').digest();
  if (!constantTimeEqual(found, expected))
    throw new MasterKeyError('The master key is not the one that these stores were made with');
};

const moveIntoLedger = async (
  ledger: Ledger,
  { keysFile, recordsFile }: { keysFile: string; recordsFile: string },
  masterKey: Uint8Array,
  now: number,
): Promise<void> => {
  const master = masterOf(masterKey);
  // What has been derived becomes the first generation: nothing is sealed, indexed or authenticated anew.
  const roots = makeRoots(now, {
    wrapping: derive(masterKey, 'wrapping'),
    index: derive(masterKey, 'index'),
    receipts: derive(masterKey, 'receipts'),
  });
  const old = await attach(ledger, keysFile, recordsFile);
  try {
    await ledger.transaction(async (tx) => {
      if (await tx.selectFrom('root_keys').select('use').executeTakeFirst()) return;
      await tx
        .insertInto('root_keys')
        .values(roots.map((root) => wrapRoot(root, master)))
        .execute();
      await countRootChange(tx);
      await sql`insert into data_keys (id, scope, owner, category, subject, drop_at, generation, wrapped)
        select id, scope, owner, category, subject, drop_at, ${FIRST_GENERATION}, wrapped from old_keys.data_keys`.execute(
        tx,
      );
      // Ids of destroyed keys do not come back.
      await sql`delete from main.sqlite_sequence where name = 'data_keys'`.execute(tx);
      await sql`insert into main.sqlite_sequence (name, seq)
        select name, seq from old_keys.sqlite_sequence where name = 'data_keys'`.execute(tx);
      for (const { table, columns } of old.tables)
        await sql`insert into ${sql.table(`main.${table}`)} (${columns}) select ${columns} from ${sql.table(`old_records.${table}`)}`.execute(
          tx,
        );
    });
  } finally {
    await old.detach();
  }
};

interface OldTable {
  readonly table: string;
  readonly columns: RawBuilder<unknown>;
}

const attach = async (
  { db }: Ledger,
  keysFile: string,
  recordsFile: string,
): Promise<{ readonly tables: readonly OldTable[]; detach(): Promise<void> }> => {
  await sql`attach ${keysFile} as old_keys`.execute(db);
  await sql`attach ${recordsFile} as old_records`.execute(db);
  const tables: OldTable[] = [];
  for (const table of MOVED_TABLES) {
    const { rows } = await sql<{
      name: string;
    }>`select name from pragma_table_info(${table}, 'old_records')`.execute(db);
    if (rows.length > 0) tables.push({ table, columns: sql.join(rows.map(({ name }) => sql.ref(name))) });
  }
  return {
    tables,
    detach: async () => {
      await sql`detach old_keys`.execute(db);
      await sql`detach old_records`.execute(db);
    },
  };
};

/** The records take over the second copy of the receipts' head, and lose the tables that moved. */
const clearRecords = (keysFile: string, recordsFile: string): void => {
  using records = openPlainSqlite(recordsFile);
  records.prepare('attach ? as old_keys').run(keysFile);
  records.exec('pragma secure_delete = on; begin immediate');
  records.exec('create table if not exists main.meta (name text primary key, value text not null)');
  if (records.prepare("select 1 from old_keys.sqlite_schema where name = 'meta'").get())
    records
      .prepare(
        'insert or ignore into main.meta (name, value) select name, value from old_keys.meta where name = ?',
      )
      .run(HEAD_NOTE);
  for (const table of MOVED_TABLES) records.exec(`drop table if exists main.${table}`);
  records.exec('commit');
  records.exec('pragma main.wal_checkpoint(truncate)');
};

/** Overwritten first: the name of a file may go long before its content does. */
const clearKeys = (keysFile: string): void => {
  {
    using keys = openPlainSqlite(keysFile);
    keys.exec('pragma secure_delete = on');
    if (keys.prepare("select 1 from sqlite_schema where name = 'data_keys'").get())
      keys.exec('delete from data_keys');
    keys.exec('pragma wal_checkpoint(truncate)');
  }
  for (const suffix of ['-wal', '-shm', '']) rmSync(`${keysFile}${suffix}`, { force: true });
};
