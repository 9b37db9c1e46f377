import { sql, type Kysely } from 'kysely';
import { appendLeaf, emptyFrontier, leafHash, rootOf } from '../../lib/merkle.ts';
import { openForReading, openSqlite } from '../../storage/sql/sqlite.ts';
import { ledgerFromMirror, MIRROR_NOTE } from '../ledger/ledger-mirror.ts';
import { ledgerFileOf, type LedgerTables } from '../ledger/ledger.ts';
import type { Receipt } from '../receipts/types.ts';

/** What tells of a ledger which one it is, and how far it has got. */
export interface LedgerFacts {
  readonly installation: string;
  readonly mirrored: boolean;
  /** The highest id that a data key has had. */
  readonly lastKeyId: number;
  readonly receipts: number;
  /** Milliseconds since the epoch; null: there is no receipt. */
  readonly lastReceiptAt: number | null;
}

type Db = Kysely<LedgerTables>;

export const ledgerFacts = async (db: Db): Promise<LedgerFacts> => {
  const noteOf = async (name: string): Promise<string | undefined> =>
    (await db.selectFrom('meta').select('value').where('name', '=', name).executeTakeFirst())?.value;
  const last = await db
    .selectFrom('receipts')
    .select(['idx', 'entry'])
    .orderBy('idx', 'desc')
    .limit(1)
    .executeTakeFirst();
  const { rows } = await sql<{
    seq: number;
  }>`select seq from sqlite_sequence where name = 'data_keys'`.execute(db);
  return {
    installation: (await noteOf('installation')) ?? '',
    mirrored: (await noteOf(MIRROR_NOTE)) !== undefined,
    lastKeyId: rows[0]?.seq ?? 0,
    receipts: last ? last.idx + 1 : 0,
    lastReceiptAt: last ? (JSON.parse(last.entry) as Receipt).at : null,
  };
};

const PAGE = 1_000;

/** The root over the first receipts, hex: by it a ledger shows that it goes on from where a back-up was made. */
export const rootAt = async (db: Db, size: number): Promise<string> => {
  let frontier = emptyFrontier;
  while (frontier.size < size) {
    const rows = await db
      .selectFrom('receipts')
      .select('entry')
      .where('idx', '>=', frontier.size)
      .orderBy('idx')
      .limit(Math.min(PAGE, size - frontier.size))
      .execute();
    if (rows.length === 0) break;
    for (const { entry } of rows) frontier = appendLeaf(frontier, leafHash(entry));
  }
  return rootOf(frontier);
};

/**
 * Copies a ledger, or its mirror, into a folder.
 * @returns `allowMirror`: lets the copy be opened with that mirror, also after it was opened without one
 * @throws LedgerMirrorError
 */
export const bringLedger = async (
  ledgerFile: string,
  folder: string,
): Promise<{ readonly facts: LedgerFacts; readonly allowMirror: () => Promise<void> }> => {
  ledgerFromMirror(ledgerFile, folder);
  const note = await readLedger(folder, (db) =>
    db.selectFrom('meta').selectAll().where('name', '=', MIRROR_NOTE).executeTakeFirst(),
  );
  return {
    facts: await readLedger(folder, ledgerFacts),
    allowMirror: async () => {
      if (!note) return;
      const ledger = openSqlite<LedgerTables>(ledgerFileOf(folder), '');
      await ledger.db
        .insertInto('meta')
        .values(note)
        .onConflict((c) => c.doUpdateSet(note))
        .execute();
      await ledger.close();
    },
  };
};

const readLedger = async <R>(folder: string, read: (db: Db) => Promise<R>): Promise<R> => {
  const ledger = openForReading<LedgerTables>(ledgerFileOf(folder));
  try {
    return await read(ledger.db);
  } finally {
    await ledger.close();
  }
};
