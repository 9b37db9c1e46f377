import { createSecretKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLedger, type Ledger } from '../../src/records/ledger/ledger.ts';
import { commitmentTo } from '../../src/records/receipts/commitment.ts';
import { ReceiptLog } from '../../src/records/receipts/receipts.ts';
import { LETHE_SCHEMA, type LetheTables } from '../../src/records/schema.ts';
import type { Receipt } from '../../src/records/receipts/types.ts';
import { openSqlite, type SqlFile } from '../../src/storage/sql/sqlite.ts';
import { APP, START } from './vault-on-disk.ts';

/** A log of receipts without the rest of a vault. */
export class ReceiptLogOnDisk implements AsyncDisposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'receipt-log-'));
  readonly signingKey: KeyObject;
  readonly receiptsKey = createSecretKey(new Uint8Array(32).fill(5));
  ledger: Ledger = openLedger(this.folder);
  readonly beside: SqlFile<LetheTables> = openSqlite(join(this.folder, 'lethe.db'), LETHE_SCHEMA);
  log: ReceiptLog;

  constructor(signingKey = generateKeyPairSync('ed25519').privateKey) {
    this.signingKey = signingKey;
    this.log = this.#open();
  }

  #open(): ReceiptLog {
    return new ReceiptLog(this.ledger, this.beside, this.receiptsKey, this.signingKey);
  }

  async append(appId = APP): Promise<Receipt> {
    const counts = { 'ocr.monitoring': 1 } as const;
    const receipt = await this.log.append({
      at: START,
      kind: 'erasure',
      appId,
      counts,
      commitment: commitmentTo({}, []),
    });
    if (!receipt) throw new Error('Nothing was filed');
    return receipt;
  }

  async grow(count: number): Promise<readonly Receipt[]> {
    const receipts: Receipt[] = [];
    for (let i = 0; i < count; i++) receipts.push(await this.append());
    return receipts;
  }

  /** As after a restart. */
  async reopen(): Promise<void> {
    await this.ledger.close();
    this.ledger = openLedger(this.folder);
    this.log = await this.#open().ready();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.ledger.close();
    await this.beside.close();
    rmSync(this.folder, { recursive: true });
  }
}
