import { randomUUID, type KeyObject } from 'node:crypto';
import type { Transaction } from 'kysely';
import { emptyFrontier, growLeaf, leafHash, rootOf, type Frontier } from '../../lib/merkle.ts';
import type { SqlFile } from '../../storage/sql/sqlite.ts';
import { canonicalJson } from './commitment.ts';
import type { Ledger, LedgerTables } from '../ledger/ledger.ts';
import { auditReceipts } from './receipt-audit.ts';
import { ReceiptHeads, type Head } from './receipt-heads.ts';
import { ReceiptProver } from './receipt-prover.ts';
import { fillNodes, keepNodes } from './receipt-tree.ts';
import type { LetheTables } from '../schema.ts';
import type { Receipt, ReceiptVerification } from './types.ts';

/** The id may have been promised before. */
export type ReceiptDraft = Omit<Receipt, 'id' | 'index'> & { readonly id?: string };

/**
 * The append-only log of erasures, expiries, refusals and what else is to be shown. Every entry names the root of the
 * Merkle tree before it; the last root is authenticated and kept a second time beside the records; heads of it are
 * signed for those who check from outside.
 */
export class ReceiptLog {
  /** Signed heads and proofs. */
  readonly prover: ReceiptProver;
  readonly #ledger: Ledger;
  readonly #heads: ReceiptHeads;
  readonly #signingKey: KeyObject;

  /**
   * @param beside the database that keeps the last head a second time
   * @param receiptsKey authenticates entries and heads
   * @param signingKey an Ed25519 private key
   */
  constructor(ledger: Ledger, beside: SqlFile<LetheTables>, receiptsKey: KeyObject, signingKey: KeyObject) {
    this.#ledger = ledger;
    this.#heads = new ReceiptHeads(ledger, beside, receiptsKey);
    this.#signingKey = signingKey;
    this.prover = new ReceiptProver(ledger, this.#heads, signingKey);
  }

  /** Brings a log that an older version wrote up to date. */
  async ready(): Promise<this> {
    await fillNodes(this.#ledger);
    return this;
  }

  /**
   * @param unless done in the same commit; when it says false, nothing is filed
   * @returns the receipt, or null when nothing was filed
   */
  async append(
    draft: ReceiptDraft,
    unless: (tx: Transaction<LedgerTables>) => Promise<boolean> = async () => true,
  ): Promise<Receipt | null> {
    const filed = await this.#ledger.transaction(async (tx) =>
      (await unless(tx)) ? this.#append(tx, draft) : null,
    );
    if (filed === null) return null;
    await this.#heads.publish(filed.head);
    return filed.receipt;
  }

  /** Newest first. */
  async list({ limit = 100, appId }: { limit?: number; appId?: string } = {}): Promise<readonly Receipt[]> {
    const rows = await this.#ledger.db
      .selectFrom('receipts')
      .select('entry')
      .$if(appId !== undefined, (q) => q.where('app_id', '=', appId ?? null))
      .orderBy('idx', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ entry }) => receiptOf(entry));
  }

  verify(): Promise<ReceiptVerification> {
    return auditReceipts(this.#ledger, this.#heads, this.#signingKey);
  }

  async #append(
    tx: Transaction<LedgerTables>,
    draft: ReceiptDraft,
  ): Promise<{ receipt: Receipt; head: Head }> {
    const row = await tx.selectFrom('receipt_head').selectAll().executeTakeFirst();
    const frontier: Frontier = row
      ? { size: row.size, roots: (JSON.parse(row.roots) as string[]).map((hex) => Buffer.from(hex, 'hex')) }
      : emptyFrontier;
    const receipt: Receipt = { ...draft, id: draft.id ?? randomUUID(), index: frontier.size };
    const entry = canonicalJson({ ...receipt, previousRoot: rootOf(frontier) });
    const grown = growLeaf(frontier, leafHash(entry));
    const head: Head = { size: grown.frontier.size, root: rootOf(grown.frontier) };
    const roots = JSON.stringify(grown.frontier.roots.map((root) => Buffer.from(root).toString('hex')));
    const headRow = { one: 1, ...head, roots, mac: this.#heads.macOf(head) };
    const { id, index, appId } = receipt;
    await tx
      .insertInto('receipts')
      .values({ idx: index, id, app_id: appId, entry, mac: this.#heads.macOfEntry(entry) })
      .execute();
    await keepNodes(tx, grown.completed);
    await tx
      .insertInto('receipt_head')
      .values(headRow)
      .onConflict((c) => c.doUpdateSet(headRow))
      .execute();
    return { receipt, head };
  }
}

const receiptOf = (entry: string): Receipt => {
  const { previousRoot: _, ...receipt } = JSON.parse(entry) as Receipt & { previousRoot: string };
  return receipt;
};
