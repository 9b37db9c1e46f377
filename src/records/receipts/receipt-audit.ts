import { createPublicKey, type KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import { emptyFrontier, growLeaf, leafHash, rootOf, type Frontier, type Node } from '../../lib/merkle.ts';
import { ProofError, base64Of } from '../../proof/formats.ts';
import { openCheckpoint } from '../../proof/tree-head.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ReceiptHeads } from './receipt-heads.ts';
import { nodesBetween } from './receipt-tree.ts';
import { lastSigned } from './tree-head.ts';
import type { ReceiptVerification } from './types.ts';

const PAGE = 1_000;

/**
 * Recomputes the whole log: every entry against its MAC and its predecessor, the tree against the roots of subtrees
 * that are kept, against both heads, and against every head that was ever signed.
 */
export const auditReceipts = async (
  ledger: Ledger,
  heads: ReceiptHeads,
  signingKey: KeyObject,
): Promise<ReceiptVerification> => {
  // Read before the entries: others may be added meanwhile, and what was published or signed never runs ahead.
  const published = await heads.published();
  const signedSize = (await lastSigned(ledger))?.size ?? 0;
  const publicKey = createPublicKey(signingKey);
  let frontier = emptyFrontier;
  const broken = (reason: string, brokenAt = frontier.size): ReceiptVerification => ({
    ok: false,
    count: frontier.size,
    rootHash: rootOf(frontier),
    brokenAt,
    reason,
  });
  if (published === null) return broken('the head kept beside the records was changed');
  for (let more = true; more;) {
    const rows = await entriesFrom(ledger, frontier.size);
    const end = frontier.size + rows.length;
    const nodes = await nodesBetween(ledger.db, frontier.size, end);
    const signed = await signedBetween(ledger, frontier.size, end);
    const problemAt = (size: number): string | null => problemOfSigned(signed.get(size), frontier, publicKey);
    if (frontier.size === 0 && problemAt(0)) return broken('a signed head was changed');
    for (const row of rows) {
      const problem = problemOf(row, frontier, heads);
      if (problem) return broken(problem);
      const grown = growLeaf(frontier, leafHash(row.entry));
      frontier = grown.frontier;
      if (!grown.completed.every((node) => isKept(node, nodes)))
        return broken('a subtree is not the one that is kept', frontier.size - 1);
      const signature = problemAt(frontier.size);
      if (signature) return broken(signature, frontier.size - 1);
      if (frontier.size === published.size && rootOf(frontier) !== published.root)
        return broken('the entries are not those that the head was made of', frontier.size - 1);
    }
    more = rows.length === PAGE;
  }
  if (frontier.size < Math.max(published.size, signedSize)) return broken('the log was truncated');
  const head = await heads.current();
  if (head === null) return broken('the head of the log was changed');
  if (head.size > frontier.size) return broken('the log was truncated');
  if (head.size === frontier.size && head.root !== rootOf(frontier))
    return broken('the entries are not those that the head was made of');
  if (await hasSurplusNodes(ledger)) return broken('subtrees are kept of receipts that are not there');
  return { ok: true, count: frontier.size, rootHash: rootOf(frontier) };
};

interface EntryRow {
  readonly idx: number;
  readonly entry: string;
  readonly mac: string;
}

const entriesFrom = (ledger: Ledger, index: number): Promise<EntryRow[]> =>
  ledger.db
    .selectFrom('receipts')
    .select(['idx', 'entry', 'mac'])
    .where('idx', '>=', index)
    .orderBy('idx')
    .limit(PAGE)
    .execute();

const problemOf = (row: EntryRow, frontier: Frontier, heads: ReceiptHeads): string | null => {
  if (row.idx !== frontier.size) return 'an entry is missing';
  if (row.mac !== heads.macOfEntry(row.entry)) return 'the entry was edited';
  const entry = JSON.parse(row.entry) as { index: number; previousRoot: string };
  if (entry.index !== row.idx) return 'the entry is not in its place';
  if (entry.previousRoot !== rootOf(frontier)) return 'the entry does not follow those before it';
  return null;
};

const isKept = ({ level, index, hash }: Node, kept: ReadonlyMap<string, Uint8Array>): boolean => {
  const found = kept.get(`${level} ${index}`);
  return found !== undefined && Buffer.compare(found, hash) === 0;
};

const hasSurplusNodes = async ({ db }: Ledger): Promise<boolean> => {
  const size = db.selectFrom('receipt_head').select('size');
  const row = await db
    .selectFrom('receipt_nodes')
    .select('level')
    .where(sql<boolean>`(idx + 1) * (1 << level) > coalesce((${size}), 0)`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
};

interface SignedRow {
  readonly root: string;
  readonly checkpoint: string;
}

const signedBetween = async (
  { db }: Ledger,
  from: number,
  to: number,
): Promise<ReadonlyMap<number, SignedRow>> => {
  const rows = await db
    .selectFrom('receipt_tree_heads')
    .selectAll()
    .where('size', '>=', from)
    .where('size', '<=', to)
    .execute();
  return new Map(rows.map(({ size, ...row }) => [size, row]));
};

const problemOfSigned = (
  row: SignedRow | undefined,
  frontier: Frontier,
  publicKey: KeyObject,
): string | null => {
  if (!row) return null;
  try {
    const { size, root } = openCheckpoint(row.checkpoint, publicKey);
    if (size !== frontier.size || base64Of(root) !== row.root) return 'a signed head was changed';
    return Buffer.from(root).toString('hex') === rootOf(frontier)
      ? null
      : 'the entries are not those that a head was signed for';
  } catch (error) {
    if (error instanceof ProofError) return 'a signed head was changed';
    throw error;
  }
};
