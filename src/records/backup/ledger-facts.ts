import { sql, type Kysely } from 'kysely';
import { appendLeaf, emptyFrontier, leafHash, rootOf } from '../../lib/merkle.ts';
import { MIRROR_NOTE } from '../ledger-mirror.ts';
import type { LedgerTables } from '../ledger.ts';
import type { Receipt } from '../types.ts';

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
