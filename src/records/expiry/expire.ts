import { isCategoryId, type CategoryId } from '../../policy/catalogue.ts';
import type { Policy } from '../../policy/compose.ts';
import { verdictOnDue, type Row } from '../../policy/decide.ts';
import type { EntryHead } from '../../storage/entries.ts';
import { moveApart } from '../apart/apart.ts';
import { expireSpent } from '../budgets.ts';
import { closingAccounts } from '../erasure/closures.ts';
import { dispose, newDisposal, resumeDisposals } from '../erasure/disposal.ts';
import { forgetOldErased } from '../ledger/erasure-list.ts';
import { tendHolds } from '../apart/hold-orders.ts';
import { activeHolds, coveredBy, type ActiveHold } from '../apart/holds.ts';
import { dropInterrupted, INTERRUPTED_AFTER_MS } from '../put/pending-objects.ts';
import { commitmentTo } from '../receipts/commitment.ts';
import type { NamedStore, Stores } from '../stores.ts';
import type { ExpiryReport } from './types.ts';

const ENTRIES_PER_BATCH = 2_000;

/** Removes all that is due at `now`, in batches, each with a receipt. */
export const expireDue = async (
  stores: Stores,
  policy: Policy,
  { now, dryRun }: { now: number; dryRun: boolean },
): Promise<ExpiryReport> => {
  const removed = new Map<CategoryId, number>();
  const receiptIds: string[] = [];
  const add = (id: CategoryId, count: number): void => void removed.set(id, (removed.get(id) ?? 0) + count);
  if (dryRun) {
    for (const { entries } of stores.all)
      for (const { kind, count } of await entries.tally({ dueAt: now }))
        if (isCategoryId(kind)) add(kind, count);
  } else {
    await dropInterrupted(stores, now);
    await resumeDisposals(stores, now, now - INTERRUPTED_AFTER_MS);
    await forgetOldErased(stores, now);
    await expireSpent(stores, now);
    await tendHolds(stores, policy, now);
    const holds = await activeHolds(stores, now);
    const closing = await closingAccounts(stores);
    const appIdOf = ({ owner }: EntryHead): string | null => (closing.has(owner) ? owner : null);
    const salts = await dropDueKeys(stores, holds, now);
    for (const store of stores.all)
      for (;;) {
        const due = await store.entries.heads({ dueAt: now }, ENTRIES_PER_BATCH);
        if (due.length === 0) break;
        for (const heads of Map.groupBy(due, (head) => `${head.kind} ${appIdOf(head) ?? ''}`).values()) {
          const [first] = heads as [EntryHead];
          const { kind } = first;
          if (!isCategoryId(kind)) throw new Error('An entry is of no category that the policy knows');
          const rest = { policy, now, salts, holds, appId: appIdOf(first) };
          const batch = await removeBatch(stores, store, kind, heads, rest);
          add(kind, batch.count);
          if (batch.receiptId !== undefined) receiptIds.push(batch.receiptId);
        }
        await stores.pause();
      }
  }
  return { dryRun, now, removed: [...removed].map(([category, count]) => ({ category, count })), receiptIds };
};

type Salts = ReadonlyMap<number, Uint8Array>;

/**
 * Destroys the keys of whole days that are over before anything else: what they sealed is gone then, back-ups
 * included, however long it takes to remove the entries. Not those of accounts with a hold: what it keeps has to be
 * opened once more, to be moved apart.
 * @returns what the receipts of these entries still need
 */
const dropDueKeys = async (stores: Stores, holds: readonly ActiveHold[], now: number): Promise<Salts> => {
  const ids = await stores.keys.due(now, [...new Set(holds.map(({ appId }) => appId))]);
  const salts = await stores.keys.salts(ids);
  await stores.keys.destroy(ids);
  return salts;
};

interface Batch {
  readonly policy: Policy;
  readonly now: number;
  readonly salts: Salts;
  readonly holds: readonly ActiveHold[];
  /** Of a closed account, whose remains have receipts of their own. */
  readonly appId: string | null;
}

const removeBatch = async (
  stores: Stores,
  store: NamedStore,
  category: CategoryId,
  heads: readonly EntryHead[],
  { policy, now, salts, holds, appId }: Batch,
): Promise<{ count: number; receiptId?: string }> => {
  const held = await heldOf(store, category, heads, holds);
  // All of it is due, whatever today's rules say: it may have been promised earlier, or asked for. So the only question
  // is whether a law or an order keeps it.
  const restricted = new Map<string, number | null>();
  for (const head of heads) {
    const row = rowOf(head, category, held.get(head.id));
    const rule = policy.rule(category, row);
    const { verdict, at } = verdictOnDue(row, rule, rule.onRequest.clause, now);
    if (verdict === 'restrict') restricted.set(head.id, at);
  }
  for (const [until, kept] of Map.groupBy(restricted, ([, at]) => at)) {
    const ids = kept.map(([id]) => id);
    if (store === stores.apart) await store.entries.retime(ids, { visibleUntil: now, removeAt: until });
    else await moveApart(stores, store, ids, { due: null, until });
  }
  const going = heads.filter(({ id }) => !restricted.has(id));
  if (going.length === 0) return { count: 0 };
  const ids = going.map(({ id }) => id);
  const keyIds = [...new Set(going.map(({ keyId }) => keyId))];
  const living = await stores.keys.salts(keyIds);
  const saltsOfBatch = keyIds.flatMap((id) => living.get(id) ?? salts.get(id) ?? []);
  const disposal = newDisposal({
    at: now,
    kind: 'expiry',
    appId,
    what: { category, ids, ...(store === stores.apart ? { apart: true } : {}) },
    keyIds: [],
    counts: { [category]: ids.length },
    commitment: commitmentTo({ category, ids }, saltsOfBatch),
  });
  return { count: ids.length, receiptId: await dispose(stores, disposal, now) };
};

const heldOf = async (
  { entries }: NamedStore,
  category: CategoryId,
  heads: readonly EntryHead[],
  holds: readonly ActiveHold[],
): Promise<ReadonlyMap<string, ActiveHold>> => {
  const held = new Map<string, ActiveHold>();
  if (holds.length === 0) return held;
  for (const [owner, own] of Map.groupBy(heads, (head) => head.owner)) {
    const ids = own.map(({ id }) => id);
    for (const [id, hold] of await coveredBy(entries, holds, { owner, category, ids })) held.set(id, hold);
  }
  return held;
};

const rowOf = (
  { id, region, jurisdiction, createdAt }: EntryHead,
  category: CategoryId,
  hold: ActiveHold | undefined,
): Row => ({
  id,
  category,
  createdAt,
  region,
  jurisdiction: jurisdiction ?? undefined,
  ...(hold ? { hold: hold.reason, holdUntil: hold.until } : {}),
});
