import { createHmac, type KeyObject } from 'node:crypto';
import { emptyFrontier, rootOf } from '../../lib/merkle.ts';
import type { SqlFile } from '../../storage/sql/sqlite.ts';
import { canonicalJson } from './commitment.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { LetheTables } from '../schema.ts';

/** How far the log has come: how many receipts, and the root over them, hex. */
export interface Head {
  readonly size: number;
  readonly root: string;
}

const HEAD_NOTE = 'receipts head';
const emptyHead: Head = { size: 0, root: rootOf(emptyFrontier) };

/** The head of the log, authenticated, and kept a second time beside the records, so that a truncated log is seen. */
export class ReceiptHeads {
  readonly #ledger: Ledger;
  readonly #beside: SqlFile<LetheTables>;
  readonly #key: KeyObject;

  constructor(ledger: Ledger, beside: SqlFile<LetheTables>, receiptsKey: KeyObject) {
    this.#ledger = ledger;
    this.#beside = beside;
    this.#key = receiptsKey;
  }

  /** @returns null when it was changed */
  async current(): Promise<Head | null> {
    const row = await this.#ledger.db
      .selectFrom('receipt_head')
      .select(['size', 'root', 'mac'])
      .executeTakeFirst();
    return row ? this.#authentic(row) : emptyHead;
  }

  /** The one beside the records. It never runs ahead of the log. @returns null when it was changed */
  async published(): Promise<Head | null> {
    const note = await noteOf(this.#beside.db);
    return note === null ? emptyHead : this.#authentic(JSON.parse(note) as Head & { mac: string });
  }

  /**
   * Carries a head that was committed over to the records' database; a kill in between leaves the one there older, which
   * is no truncation. So nobody waits for the disk.
   */
  async publish(head: Head): Promise<void> {
    const value = canonicalJson({ ...head, mac: this.macOf(head) });
    await this.#beside.lazily(async (tx) => {
      const old = await noteOf(tx);
      if (old !== null && (JSON.parse(old) as Head).size >= head.size) return;
      await tx
        .insertInto('meta')
        .values({ name: HEAD_NOTE, value })
        .onConflict((c) => c.doUpdateSet({ value }))
        .execute();
    });
  }

  macOf(head: Head): string {
    return this.#mac('head', canonicalJson(head));
  }

  macOfEntry(entry: string): string {
    return this.#mac('entry', entry);
  }

  #authentic({ size, root, mac }: Head & { mac: string }): Head | null {
    return mac === this.macOf({ size, root }) ? { size, root } : null;
  }

  #mac(use: string, text: string): string {
    return createHmac('sha256', this.#key).update(`${use} ${text}`).digest('hex');
  }
}

const noteOf = async (db: SqlFile<LetheTables>['db']): Promise<string | null> =>
  (await db.selectFrom('meta').select('value').where('name', '=', HEAD_NOTE).executeTakeFirst())?.value ??
  null;
