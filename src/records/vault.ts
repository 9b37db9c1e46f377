import type { Clock } from '../lib/clock.ts';
import { oneAtATime } from '../lib/one-at-a-time.ts';
import { isCategoryId, type CategoryId } from '../policy/catalogue.ts';
import { compose, type Policy } from '../policy/compose.ts';
import { amendRecord } from './amend.ts';
import { spend } from './budgets.ts';
import { createBackup } from './backup/create.ts';
import { ErasureIncomplete, resumeDisposals } from './erasure/disposal.ts';
import { closeAccount, driveClosures, listClosures } from './erasure/closures.ts';
import { Claims } from './claims.ts';
import { draftPut } from './put/draft.ts';
import { eraseTarget } from './erasure/erase.ts';
import { expireDue } from './expiry/expire.ts';
import { countRecords, existingRecords, findRecords, searchLogRecords } from './find.ts';
import { holdingsAt } from './holdings.ts';
import type { MasterKeySource } from './keys/master-key.ts';
import { holdRegistry } from './apart/hold-registry.ts';
import { secretOfRecord } from './keys/secret.ts';
import { fieldsInPages, idsInPages, recordPages } from './pages.ts';
import { GroupCommit } from './put/put.ts';
import { commitmentTo } from './receipts/commitment.ts';
import { refile } from './expiry/refile.ts';
import { VaultRefusal, type RefusalReason } from './put/refusal.ts';
import { removeRecords } from './erasure/remove.ts';
import { scanStores } from './scan/scan.ts';
import { openStores, type Stores, type WritingTurns } from './stores.ts';
import { startOfDay, totalsOf } from './put/usage.ts';
import type { PutRequest, StoredRecord, Vault } from './types.ts';

export interface VaultOptions {
  /** Made if it is not there. Two processes may open the same. */
  readonly folder: string;
  /** 32 bytes, or how to read them again after a rotation; see `master-key.ts`. */
  readonly masterKey: MasterKeySource;
  /** A second ledger on another disk; null gives it up; absent: there is none. */
  readonly mirrorFile?: string | null | undefined;
  readonly clock: Clock;
  /** Absent: the published policy without an overlay. */
  readonly policy?: Policy;
  /** Shared with a thread that expires. */
  readonly turns?: WritingTurns;
}

/**
 * Opens the vault, completes the erasures that a kill interrupted, and applies a policy that has become stricter.
 * @throws MasterKeyError when the folder was made with another master key
 */
export const openVault = async ({
  folder,
  masterKey,
  mirrorFile,
  clock,
  policy = compose(),
  turns,
}: VaultOptions): Promise<Vault> => {
  const stores = await openStores(folder, masterKey, policy, { mirrorFile, turns, now: clock.now() });
  await resumeInterrupted(stores, clock.now());
  await refile(stores, policy);
  const puts = new GroupCommit(stores, clock);
  const claims = new Claims(folder, stores);
  const inTurn = oneAtATime();
  const backups = oneAtATime();
  const now = (): number => clock.now();

  const put: Vault['put'] = async (requests, usage = [], amendments = []) => {
    try {
      return await puts.add(draftPut(requests, { usage, amendments }, policy, stores.index, now()));
    } catch (error) {
      if (error instanceof VaultRefusal && !WITHOUT_RECEIPT.has(error.reason))
        await fileRefusal(stores, error, requests, now());
      throw error;
    }
  };

  return {
    put,
    find: async (category, query) =>
      (await findRecords(stores, category, query, now())) as readonly StoredRecord<typeof category>[],
    pages: (category, query) =>
      recordPages(stores, category, query, now) as AsyncGenerator<readonly StoredRecord<typeof category>[]>,
    idPages: (category, query) => idsInPages(stores, category, query, now),
    fields: (category, field, query) => fieldsInPages(stores, category, field, query, now),
    existing: (category, appId, ids) => existingRecords(stores, category, { appId, ids }, now()),
    secretOf: (category, appId, id, label) => secretOfRecord(stores, category, { appId, id }, label, now()),
    watch: (listener) => stores.moves.watch(listener),
    claim: (appId, subject) => claims.take(appId, subject),
    alone: (appId, subject, work) => claims.alone(appId, subject, work),
    spend: (appId, subjects, ms) => spend(stores, { appId, subjects, ms }, now()),
    foreignVersion: () => stores.lethe.foreignVersion(),
    count: (category, query) => countRecords(stores, category, query, now()),
    remove: (category, ids, reason) => removeRecords(stores, policy, category, ids, { now: now(), reason }),
    amend: (category, appId, recordId, record) =>
      amendRecord(stores, policy, category, { appId, recordId, record }, now()),
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
    due: async (limit) => {
      const heads = await Promise.all(
        stores.all.map(({ entries }) => entries.heads({ dueAt: now() }, limit)),
      );
      return Math.min(heads.flat().length, limit);
    },
    expire: (options = {}) =>
      inTurn(() => expireDue(stores, policy, { now: options.now ?? now(), dryRun: options.dryRun ?? false })),
    erase: (target, options = {}) =>
      inTurn(() => eraseTarget(stores, policy, target, { now: now(), dryRun: options.dryRun ?? false })),
    closeSubject: (appId, subject, { dryRun = false } = {}) =>
      inTurn(async () => {
        const target = { appId, subject, categories: consentBound(policy) };
        const options = { now: now(), dryRun, kind: 'withdrawal' } as const;
        // First, because what a hold covers is opened once more to be moved apart.
        const report = await eraseTarget(stores, policy, target, options);
        if (dryRun) return report;
        await stores.keys.closeSubject(appId, stores.index.subject(appId, subject), now());
        const since = await eraseTarget(stores, policy, target, { ...options, dryRun: true });
        if (since.steps.some(({ action }) => action === 'erase'))
          await eraseTarget(stores, policy, target, options);
        return report;
      }),
    isClosed: (appId, subject) => stores.keys.isClosed(appId, stores.index.subject(appId, subject)),
    ...holdRegistry({ stores, policy, now, put, inTurn }),
    closeAccount: (appId, { dryRun = false } = {}) =>
      inTurn(() => closeAccount(stores, policy, appId, { now: now(), dryRun })),
    closures: (appId) => listClosures(stores, appId),
    driveClosures: ({ all = false } = {}) => inTurn(() => driveClosures(stores, policy, { now: now(), all })),
    receipts: (query) => stores.receipts.list(query),
    verifyReceipts: () => stores.receipts.verify(),
    treeHead: () => stores.receipts.prover.treeHead(),
    proveReceipt: (id) => stores.receipts.prover.proveReceipt(id),
    proveConsistency: (fromSize) => stores.receipts.prover.proveConsistency(fromSize),
    certificateOf: (appId, statement, receiptIds) =>
      stores.receipts.prover.certify(appId, statement, receiptIds),
    receiptKey: () => stores.receipts.prover.key(),
    backup: (options) => backups(() => createBackup({ folder, stores, now: now(), inTurn }, options)),
    scan: (options = {}) => scanStores(stores, folder, options, now()),
    close: async () => {
      await puts.idle();
      await backups(async () => undefined);
      await inTurn(async () => undefined);
      claims.close();
      await stores.close();
    },
  };
};

/** Nobody asked for anything that the policy does not allow. */
const WITHOUT_RECEIPT: ReadonlySet<RefusalReason> = new Set(['changed', 'full']);

/** The categories that are kept only as long as a consent lives. */
const consentBound = (policy: Policy): readonly CategoryId[] =>
  policy
    .rules()
    .filter(({ needsConsent }) => needsConsent !== null)
    .map(({ category }) => category);

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
