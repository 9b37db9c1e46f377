import type { Clock } from '../lib/clock.ts';
import { oneAtATime } from '../lib/one-at-a-time.ts';
import { isCategoryId } from '../policy/catalogue.ts';
import { compose, type Policy } from '../policy/compose.ts';
import { ErasureIncomplete, resumeDisposals } from './disposal.ts';
import { draftPut } from './draft.ts';
import { eraseTarget } from './erase.ts';
import { expireDue } from './expire.ts';
import { findRecords, searchLogRecords } from './find.ts';
import { holdingsAt } from './holdings.ts';
import { GroupCommit } from './put.ts';
import { commitmentTo } from './receipts.ts';
import { refile } from './refile.ts';
import { VaultRefusal } from './refusal.ts';
import { removeRecords } from './remove.ts';
import { openStores, type Stores } from './stores.ts';
import { startOfDay, totalsOf } from './usage.ts';
import type { PutRequest, StoredRecord, Vault } from './types.ts';

export interface VaultOptions {
  /** Made if it is not there. Two processes may open the same. */
  readonly folder: string;
  /** 32 bytes; see `master-key.ts`. */
  readonly masterKey: Uint8Array;
  readonly clock: Clock;
  /** Absent: the published policy without an overlay. */
  readonly policy?: Policy;
}

/**
 * Opens the vault, completes the erasures that a kill interrupted, and applies a policy that has become stricter.
 * @throws MasterKeyError when the folder was made with another master key
 */
export const openVault = async ({
  folder,
  masterKey,
  clock,
  policy = compose(),
}: VaultOptions): Promise<Vault> => {
  const stores = await openStores(folder, masterKey, policy);
  await resumeInterrupted(stores, clock.now());
  await refile(stores, policy);
  const puts = new GroupCommit(stores, clock);
  const inTurn = oneAtATime();
  const now = (): number => clock.now();

  const put: Vault['put'] = async (requests, usage = []) => {
    try {
      return await puts.add(draftPut(requests, usage, policy, stores.index, now()));
    } catch (error) {
      if (error instanceof VaultRefusal) await fileRefusal(stores, error, requests, now());
      throw error;
    }
  };

  return {
    put,
    find: async (category, query) =>
      (await findRecords(stores, category, query, now())) as readonly StoredRecord<typeof category>[],
    remove: (category, ids, reason) => removeRecords(stores, policy, category, ids, { now: now(), reason }),
    searchLogs: (category, query) => searchLogRecords(stores, category, query, now()),
    usage: async ({ appId, fromDay, toDay }) => {
      const range = { appId, since: startOfDay(fromDay), until: startOfDay(toDay) };
      const records = await findRecords(stores, 'base.transaction', range, now());
      const totals = totalsOf(
        records.map(({ record }) => record as StoredRecord<'base.transaction'>['record']),
      );
      return totals.toSorted((a, b) => a.day.localeCompare(b.day) || a.item.localeCompare(b.item));
    },
    holdings: (appId) => holdingsAt(stores, now(), appId),
    appIds: async () => {
      const owners = await Promise.all(stores.all.map(({ entries }) => entries.owners()));
      return [...new Set(owners.flat())].sort();
    },
    expire: (options = {}) =>
      inTurn(() => expireDue(stores, policy, { now: options.now ?? now(), dryRun: options.dryRun ?? false })),
    erase: (target, options = {}) =>
      inTurn(() => eraseTarget(stores, policy, target, { now: now(), dryRun: options.dryRun ?? false })),
    receipts: (query) => stores.receipts.list(query),
    verifyReceipts: () => stores.receipts.verify(),
    close: async () => {
      await puts.idle();
      await inTurn(async () => undefined);
      await stores.close();
    },
  };
};

/** What cannot be completed now is tried again with every expiry, which reports it; it must not keep the vault shut. */
const resumeInterrupted = async (stores: Stores, now: number): Promise<void> => {
  try {
    await resumeDisposals(stores, now, Number.MAX_SAFE_INTEGER);
  } catch (error) {
    if (!(error instanceof ErasureIncomplete)) throw error;
  }
};

/** A refusal leaves a receipt: that it was wanted, and not done. */
const fileRefusal = async (
  stores: Stores,
  refusal: VaultRefusal,
  requests: readonly PutRequest[],
  now: number,
): Promise<void> => {
  await stores.receipts.append({
    at: now,
    kind: 'refusal',
    appId: requests[0]?.context.appId ?? null,
    counts: isCategoryId(refusal.category) ? { [refusal.category]: 1 } : {},
    commitment: commitmentTo({ reason: refusal.reason, field: refusal.field }, []),
  });
};
