import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '../../src/lib/clock.ts';
import { category } from '../../src/policy/catalogue.ts';
import type { Policy } from '../../src/policy/compose.ts';
import type { FieldTypes } from '../../src/policy/types.ts';
import type { StorableCategoryId } from '../../src/policy/catalogue.ts';
import type { PutRequest, RecordContext, Vault } from '../../src/records/types.ts';
import { writingTurns } from '../../src/records/stores.ts';
import { openVault } from '../../src/records/vault.ts';

export const MASTER_KEY = new Uint8Array(32).fill(7);
/** Noon, so that what ends with the day is not there yet. */
export const START = Date.UTC(2026, 0, 15, 12);
export const APP = '1250000001';

/** A vault in a folder of its own. `reopen` is what a restart does. */
export class VaultOnDisk implements AsyncDisposable {
  readonly parent = mkdtempSync(join(tmpdir(), 'vault-'));
  readonly folder = join(this.parent, 'data');
  readonly clock = new ManualClock(START);
  readonly turns = writingTurns();
  #policy: Policy | undefined;
  vault!: Vault;

  constructor(policy?: Policy) {
    this.#policy = policy;
  }

  static async open(policy?: Policy): Promise<VaultOnDisk> {
    const opened = new VaultOnDisk(policy);
    opened.vault = await opened.#own();
    return opened;
  }

  /** A second vault on the same folder, as another process would have it. */
  another(masterKey = MASTER_KEY): Promise<Vault> {
    return openVault({ ...this.#options(), masterKey });
  }

  async reopen(policy = this.#policy): Promise<void> {
    await this.vault.close();
    this.#policy = policy;
    this.vault = await this.#own();
  }

  #own(): Promise<Vault> {
    return openVault({ ...this.#options(), masterKey: MASTER_KEY, turns: this.turns });
  }

  #options() {
    const { folder, clock } = this;
    return { folder, clock, ...(this.#policy ? { policy: this.#policy } : {}) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.vault.close();
    rmSync(this.parent, { recursive: true });
  }
}

const sample: { readonly [T in keyof FieldTypes]: (name: string) => FieldTypes[T] } = {
  text: (name) => `${name} text`,
  integer: () => 3,
  number: () => 0.5,
  instant: () => START,
  flag: () => true,
  bytes: (name) => new TextEncoder().encode(`${name} bytes`),
  json: (name) => ({ [name]: 'json' }),
};

/** A record of a category with a value in every field, and those given. */
export const recordOf = (
  id: StorableCategoryId,
  given: Record<string, unknown> = {},
): Record<string, unknown> => {
  const fields = Object.entries(category(id).fields);
  return { ...Object.fromEntries(fields.map(([name, { type }]) => [name, sample[type](name)])), ...given };
};

export const putRequest = (
  id: StorableCategoryId,
  context: Partial<RecordContext> = {},
  given: Record<string, unknown> = {},
): PutRequest =>
  ({
    category: id,
    record: recordOf(id, given),
    context: { appId: APP, region: 'ap-singapore', subjects: [], ...context },
  }) as unknown as PutRequest;

/** What one call of text recognition leaves. */
export const callRecords = (requestId: string, appId = APP): PutRequest[] => {
  const context = { appId, subjects: [{ kind: 'request', value: requestId }] } as const;
  const given = { appId, callId: requestId };
  return [putRequest('ocr.monitoring', context, given), putRequest('ocr.operation-log', context, given)];
};

export const usageOf = (appId = APP) => [{ appId, day: '2026-01-15', item: 'ocr.general', volume: 1 }];

/** How many records of each category can be read. */
export const countsOf = async (vault: Vault, appId?: string): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await vault.holdings(appId)).filter(({ count }) => count > 0).map((h) => [h.category, h.count]),
  );
