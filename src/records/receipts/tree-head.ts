import type { KeyObject } from 'node:crypto';
import type { TreeHead } from '../../lib/merkle-proof.ts';
import type { SignedTreeHead } from '../../proof/formats.ts';
import { signTreeHead } from '../../proof/tree-head.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** The log of receipts was changed by somebody else; nothing of it is signed any more. */
export class ReceiptLogBroken extends Error {
  constructor(reason: string) {
    super(`The log of receipts is broken: ${reason}. lethe receipts verify finds where`);
    this.name = 'ReceiptLogBroken';
  }
}

/**
 * Signs a head and remembers it: what was signed once is what is signed for that size for ever.
 * @throws ReceiptLogBroken when another root was signed for this size
 */
export const signAndKeep = async (
  ledger: Ledger,
  tree: TreeHead,
  signingKey: KeyObject,
): Promise<SignedTreeHead> => {
  const head = signTreeHead(tree, signingKey);
  const { size, checkpoint } = head;
  const keptOf = (db: Ledger['db']) =>
    db.selectFrom('receipt_tree_heads').select('checkpoint').where('size', '=', size).executeTakeFirst();
  const kept =
    (await keptOf(ledger.db)) ??
    (await ledger.transaction(async (tx) => {
      await tx
        .insertInto('receipt_tree_heads')
        .values({ size, root: head.rootHash, checkpoint })
        .onConflict((c) => c.doNothing())
        .execute();
      return keptOf(tx);
    }));
  if (kept?.checkpoint !== checkpoint) throw new ReceiptLogBroken('another head of this size was signed');
  return head;
};

/** The largest head that was ever signed. */
export const lastSigned = async (ledger: Ledger): Promise<{ size: number; root: string } | null> =>
  (await ledger.db
    .selectFrom('receipt_tree_heads')
    .select(['size', 'root'])
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst()) ?? null;
