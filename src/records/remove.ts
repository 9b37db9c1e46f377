import type { CategoryId } from '../policy/catalogue.ts';
import { plan, type PlanRow } from '../policy/plan.ts';
import type { Policy } from '../policy/compose.ts';
import type { EntryHead } from '../storage/entries.ts';
import { dispose, newDisposal } from './disposal.ts';
import { reportStep } from './erase.ts';
import { commitmentTo } from './receipts.ts';
import type { Stores } from './stores.ts';
import type { ErasureReport, ErasureStep } from './types.ts';

/** Erases single records of a category; ids that are not there are passed over. */
export const removeRecords = async (
  stores: Stores,
  policy: Policy,
  category: CategoryId,
  ids: readonly string[],
  { now, reason }: { now: number; reason: string },
): Promise<ErasureReport> => {
  const { entries } = stores.of(category);
  const heads = await entries.heads({ ids, kinds: [category] }, ids.length);
  const steps: ErasureStep[] = [];
  let receiptId: string | undefined;
  for (const [appId, own] of Map.groupBy(heads, ({ owner }) => owner)) {
    const planned = plan(
      { appId },
      own.map((head) => rowOf(head, category)),
      policy,
      now,
    ).steps;
    steps.push(
      ...planned.map(reportStep).map((step) => (step.action === 'erase' ? { ...step, reason } : step)),
    );
    for (const step of planned)
      if (step.action === 'restrict')
        await entries.retime(step.ids, { visibleUntil: now, removeAt: step.until });
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

const rowOf = ({ id, region, jurisdiction, createdAt }: EntryHead, category: CategoryId): PlanRow => ({
  id,
  category,
  createdAt,
  region,
  jurisdiction: jurisdiction ?? undefined,
});
