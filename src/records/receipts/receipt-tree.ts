import type { Kysely, Transaction } from 'kysely';
import { emptyFrontier, growLeaf, leafHash, type Node, type Subtree } from '../../lib/merkle.ts';
import type { Ledger, LedgerTables } from '../ledger/ledger.ts';

const PAGE = 1_000;

/**
 * Keeps the roots of full subtrees of two receipts and more, so that a proof reads as many of them as the logarithm of
 * the log's size. What an attack left in their place is overwritten.
 */
export const keepNodes = async (tx: Transaction<LedgerTables>, nodes: readonly Node[]): Promise<void> => {
  if (nodes.length === 0) return;
  await tx
    .insertInto('receipt_nodes')
    .values(nodes.map(({ level, index, hash }) => ({ level, idx: index, hash })))
    .onConflict((c) => c.columns(['level', 'idx']).doUpdateSet((e) => ({ hash: e.ref('excluded.hash') })))
    .execute();
};

/** @returns the root of a full subtree, or undefined when it is not there */
export const nodeOf = async (
  db: Kysely<LedgerTables>,
  { level, index }: Subtree,
): Promise<Uint8Array | undefined> => {
  if (level === 0) {
    const row = await db.selectFrom('receipts').select('entry').where('idx', '=', index).executeTakeFirst();
    return row && leafHash(row.entry);
  }
  const row = await db
    .selectFrom('receipt_nodes')
    .select('hash')
    .where('level', '=', level)
    .where('idx', '=', index)
    .executeTakeFirst();
  return row?.hash;
};

/** The subtrees that were completed while the log grew from one size to another; by `level index`. */
export const nodesBetween = async (
  db: Kysely<LedgerTables>,
  from: number,
  to: number,
): Promise<ReadonlyMap<string, Uint8Array>> => {
  const nodes = new Map<string, Uint8Array>();
  for (let [level, width] = [1, 2]; width <= to; [level, width] = [level + 1, width * 2]) {
    const rows = await db
      .selectFrom('receipt_nodes')
      .select(['idx', 'hash'])
      .where('level', '=', level)
      .where('idx', '>=', Math.floor(from / width))
      .where('idx', '<', Math.floor(to / width))
      .execute();
    for (const { idx, hash } of rows) nodes.set(`${level} ${idx}`, hash);
  }
  return nodes;
};

/** Fills in what a log lacks that was written before subtrees were kept. */
export const fillNodes = async (ledger: Ledger): Promise<void> => {
  if (await isFilled(ledger.db)) return;
  await ledger.transaction(async (tx) => {
    let frontier = emptyFrontier;
    for (;;) {
      const rows = await tx
        .selectFrom('receipts')
        .select('entry')
        .where('idx', '>=', frontier.size)
        .orderBy('idx')
        .limit(PAGE)
        .execute();
      for (const { entry } of rows) {
        const grown = growLeaf(frontier, leafHash(entry));
        frontier = grown.frontier;
        await keepNodes(tx, grown.completed);
      }
      if (rows.length < PAGE) return;
    }
  });
};

/** Subtrees are kept in the commit of the receipt that completes them: the last one stands for all. */
const isFilled = async (db: Kysely<LedgerTables>): Promise<boolean> => {
  const head = await db.selectFrom('receipt_head').select('size').executeTakeFirst();
  const pairs = Math.floor((head?.size ?? 0) / 2);
  return pairs === 0 || (await nodeOf(db, { level: 1, index: pairs - 1 })) !== undefined;
};
