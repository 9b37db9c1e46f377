import type { CategoryId } from '../../policy/catalogue.ts';
import { plan, type PlanRow } from '../../policy/plan.ts';
import type { Policy } from '../../policy/compose.ts';
import type { EntryHead } from '../../storage/entries.ts';
import { moveApart } from '../apart/apart.ts';
import { dispose, newDisposal } from './disposal.ts';
import { reportStep } from './erase.ts';
import { activeHolds, coveredBy, type ActiveHold } from '../apart/holds.ts';
import { commitmentTo } from '../receipts/commitment.ts';
import type { Stores } from '../stores.ts';
import type { ErasureReport, ErasureStep } from './types.ts';

/** Erases single records of a category; ids that are not there are passed over. */
export const removeRecords = async (
  stores: Stores,
  policy: Policy,
  category: CategoryId,
  ids: readonly string[],
  { now, reason }: { now: number; reason: string },
): Promise<ErasureReport> => {
  const store = stores.of(category);
  const { entries } = store;
  const heads = await entries.heads({ ids, kinds: [category] }, ids.length);
  const steps: ErasureStep[] = [];
  let receiptId: string | undefined;
  for (const [appId, own] of Map.groupBy(heads, ({ owner }) => owner)) {
    const holds = await activeHolds(stores, now, appId);
    const owned = { owner: appId, category, ids: own.map(({ id }) => id) };
    const held = await coveredBy(entries, holds, owned);
    const planned = plan(
      { appId },
      own.map((head) => rowOf(head, category, held.get(head.id))),
      policy,
      now,
    ).steps;
    steps.push(
      ...planned.map(reportStep).map((step) => (step.action === 'erase' ? { ...step, reason } : step)),
    );
    for (const step of planned)
      if (step.action === 'restrict')
        await moveApart(stores, store, step.ids, { due: now, until: step.until });
    const going = planned.filter(({ action }) => action === 'erase').flatMap((step) => step.ids);
    if (going.length === 0) continue;
    const salts = await stores.keys.salts(own.map(({ keyId }) => keyId));
    const disposal = newDisposal({
      at: now,
      kind: 'erasure',
      appId,
      what: { category, ids: going },
      keyIds: [],
      counts: { [category]: going.length },
      commitment: commitmentTo({ appId, category, ids: going }, salts.values()),
    });
    receiptId = await dispose(stores, disposal, now);
  }
  return { dryRun: false, steps, remains: [], ...(receiptId === undefined ? {} : { receiptId }) };
};

const rowOf = (
  { id, region, jurisdiction, createdAt }: EntryHead,
  category: CategoryId,
  hold: ActiveHold | undefined,
): PlanRow => ({
  id,
  category,
  createdAt,
  region,
  jurisdiction: jurisdiction ?? undefined,
  ...(hold ? { hold: hold.reason, holdUntil: hold.until } : {}),
});
