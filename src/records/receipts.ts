import { createHash, createHmac, randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { SqlFile } from '../storage/sql/sqlite.ts';
import type { Ledger, LedgerTables } from './ledger.ts';
import { appendLeaf, emptyFrontier, leafHash, rootOf, type Frontier } from '../lib/merkle.ts';
import type { LetheTables } from './schema.ts';
import type { Receipt, ReceiptVerification } from './types.ts';

/** The id may have been promised before. */
export type ReceiptDraft = Omit<Receipt, 'id' | 'index'> & { readonly id?: string };

interface Head {
  readonly size: number;
  readonly root: string;
}

const HEAD_NOTE = 'receipts head';
const PAGE = 1_000;

/** JSON with the keys of every object in order, so that equal values are equal texts. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/**
 * A commitment to what goes: SHA-256 over its description and the salts of the keys that sealed it. Whoever still
 * has those keys could check it; once they are destroyed nobody can even guess at it.
 */
export const commitmentTo = (what: unknown, salts: Iterable<Uint8Array>): string => {
  const sorted = [...salts].map((salt) => Buffer.from(salt).toString('hex')).sort();
  const salt = sorted.length > 0 ? sorted.join() : randomBytes(32).toString('hex');
  return createHash('sha256').update(canonicalJson({ salt, what })).digest('hex');
};

/**
 * The append-only log of erasures, expiries and refusals. Every entry names the root of the Merkle tree before it;
 * the last root is authenticated and kept a second time beside the records, so that a truncated log is seen.
 */
export class ReceiptLog {
  readonly #ledger: Ledger;
  readonly #beside: SqlFile<LetheTables>;
  readonly #key: KeyObject;

  /** @param beside the database that keeps the last head a second time */
  constructor(ledger: Ledger, beside: SqlFile<LetheTables>, receiptsKey: KeyObject) {
    this.#ledger = ledger;
    this.#beside = beside;
    this.#key = receiptsKey;
  }

  /**
   * @param unless done in the same commit; when it says false, nothing is filed
   * @returns the receipt, or null when nothing was filed
   */
  async append(
    draft: ReceiptDraft,
    unless: (tx: Transaction<LedgerTables>) => Promise<boolean> = async () => true,
  ) {
    const receipt = await this.#ledger.transaction(async (tx) =>
      (await unless(tx)) ? this.#append(tx, draft) : null,
    );
    if (receipt) await this.#publishHead();
    return receipt;
  }

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

  async verify(): Promise<ReceiptVerification> {
    // Read before the entries: others may be added meanwhile, and a published head never runs ahead of the log.
    const published = await this.#published();
    let frontier = emptyFrontier;
    const broken = (reason: string, brokenAt = frontier.size): ReceiptVerification => ({
      ok: false,
      count: frontier.size,
      rootHash: rootOf(frontier),
      brokenAt,
      reason,
    });
    if (published === null) return broken('the head kept beside the records was changed');
    for (;;) {
      const rows = await this.#ledger.db
        .selectFrom('receipts')
        .select(['idx', 'entry', 'mac'])
        .where('idx', '>=', frontier.size)
        .orderBy('idx')
        .limit(PAGE)
        .execute();
      for (const row of rows) {
        const problem = this.#problemOf(row, frontier);
        if (problem) return broken(problem);
        frontier = appendLeaf(frontier, leafHash(row.entry));
        if (frontier.size === published.size && rootOf(frontier) !== published.root)
          return broken('the entries are not those that the head was made of', frontier.size - 1);
      }
      if (rows.length < PAGE) break;
    }
    if (frontier.size < published.size) return broken('the log was truncated');
    const head = await this.#head();
    if (head === null) return broken('the head of the log was changed');
    if (head.size > frontier.size) return broken('the log was truncated');
    return { ok: true, count: frontier.size, rootHash: rootOf(frontier) };
  }

  #problemOf(row: { idx: number; entry: string; mac: string }, frontier: Frontier): string | null {
    if (row.idx !== frontier.size) return 'an entry is missing';
    if (row.mac !== this.#mac('entry', row.entry)) return 'the entry was edited';
    const entry = JSON.parse(row.entry) as { index: number; previousRoot: string };
    if (entry.index !== row.idx) return 'the entry is not in its place';
    if (entry.previousRoot !== rootOf(frontier)) return 'the entry does not follow those before it';
    return null;
  }

  async #append(tx: Transaction<LedgerTables>, draft: ReceiptDraft): Promise<Receipt> {
    const row = await tx.selectFrom('receipt_head').selectAll().executeTakeFirst();
    const frontier: Frontier = row
      ? { size: row.size, roots: (JSON.parse(row.roots) as string[]).map((hex) => Buffer.from(hex, 'hex')) }
      : emptyFrontier;
    const receipt: Receipt = { ...draft, id: draft.id ?? randomUUID(), index: frontier.size };
    const entry = canonicalJson({ ...receipt, previousRoot: rootOf(frontier) });
    const next = appendLeaf(frontier, leafHash(entry));
    const head: Head = { size: next.size, root: rootOf(next) };
    const roots = JSON.stringify(next.roots.map((root) => Buffer.from(root).toString('hex')));
    const headRow = { one: 1, ...head, roots, mac: this.#mac('head', canonicalJson(head)) };
    await tx
      .insertInto('receipts')
      .values({
        idx: receipt.index,
        id: receipt.id,
        app_id: receipt.appId,
        entry,
        mac: this.#mac('entry', entry),
      })
      .execute();
    await tx
      .insertInto('receipt_head')
      .values(headRow)
      .onConflict((c) => c.doUpdateSet(headRow))
      .execute();
    return receipt;
  }

  /** Carries the head over to the records' database; a kill in between leaves it older, which is no truncation. */
  async #publishHead(): Promise<void> {
    const head = await this.#head();
    if (head === null) return;
    const value = canonicalJson({ ...head, mac: this.#mac('head', canonicalJson(head)) });
    await this.#beside.transaction(async (tx) => {
      const old = await noteOf(tx);
      if (old !== null && (JSON.parse(old) as Head).size >= head.size) return;
      await tx
        .insertInto('meta')
        .values({ name: HEAD_NOTE, value })
        .onConflict((c) => c.doUpdateSet({ value }))
        .execute();
    });
  }

  async #published(): Promise<Head | null> {
    const note = await noteOf(this.#beside.db);
    return note === null
      ? { size: 0, root: rootOf(emptyFrontier) }
      : this.#authentic(JSON.parse(note) as Head & { mac: string });
  }

  async #head(): Promise<Head | null> {
    const row = await this.#ledger.db
      .selectFrom('receipt_head')
      .select(['size', 'root', 'mac'])
      .executeTakeFirst();
    return row ? this.#authentic(row) : { size: 0, root: rootOf(emptyFrontier) };
  }

  #authentic({ size, root, mac }: Head & { mac: string }): Head | null {
    return mac === this.#mac('head', canonicalJson({ size, root })) ? { size, root } : null;
  }

  #mac(use: string, text: string): string {
    return createHmac('sha256', this.#key).update(`${use} ${text}`).digest('hex');
  }
}

const receiptOf = (entry: string): Receipt => {
  const { previousRoot: _, ...receipt } = JSON.parse(entry) as Receipt & { previousRoot: string };
  return receipt;
};

const noteOf = async (db: SqlFile<LetheTables>['db']): Promise<string | null> =>
  (await db.selectFrom('meta').select('value').where('name', '=', HEAD_NOTE).executeTakeFirst())?.value ??
  null;
