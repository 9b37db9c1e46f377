import { categoryIds, isCategoryId, type CategoryId } from '../../policy/catalogue.ts';
import { plan, type ErasurePlan, type PlanCount, type PlanRow } from '../../policy/plan.ts';
import type { Policy } from '../../policy/compose.ts';
import type { EntryFilter, EntryTally } from '../../storage/entries.ts';
import { moveApart } from '../apart/apart.ts';
import { dispose, newDisposal, type Disposal } from './disposal.ts';
import { activeHolds, coveredBy, HOLD_CATEGORY, mayCover, type ActiveHold } from '../apart/holds.ts';
import { keysOfTarget } from './target-keys.ts';
import { commitmentTo } from '../receipts/commitment.ts';
import type { NamedStore, Stores } from '../stores.ts';
import type { ErasureReport, ErasureStep } from './types.ts';
import type { Receipt } from '../receipts/types.ts';
import type { ErasureTarget } from '../types.ts';

/** Several accounts' worth; what is kept of one target by a law or an order is read as a whole. */
const APART_READ = 1_000_000;

export interface EraseOptions {
  readonly now: number;
  readonly dryRun: boolean;
  readonly kind?: Extract<Disposal['kind'], 'erasure' | 'withdrawal'>;
}

/** Plans an erasure, and carries it out unless it is a dry run. @throws ErasureIncomplete */
export const eraseTarget = async (
  stores: Stores,
  policy: Policy,
  target: ErasureTarget,
  { now, dryRun, kind = 'erasure' }: EraseOptions,
): Promise<ErasureReport> => {
  const token = target.subject ? stores.index.subject(target.appId, target.subject) : null;
  const filter: EntryFilter = {
    owners: [target.appId],
    ...(target.categories ? { kinds: target.categories } : {}),
    ...(token === null ? {} : { tokens: [token] }),
  };
  const holds = await activeHolds(stores, now, target.appId);
  const found = await foundBy(stores, filter, holds);
  const items = found.map(({ item }) => item);
  const planned = plan(target, items, policy, now);
  const steps = planned.steps.map(reportStep);
  if (dryRun) return { dryRun, steps, remains: [] };
  const kept = planned.steps.filter(({ action }) => action === 'keep').map(({ category }) => category);
  const keptKinds = new Set<CategoryId>(kept);
  const kinds = (target.categories ?? categoryIds).filter((id) => !keptKinds.has(id));
  await setApart(stores, found, filter, (item) => plan(target, [item], policy, now), now);
  const keyIds = await keysOfTarget(stores, target.appId, token, kinds, now);
  const salts = await stores.keys.salts(keyIds);
  const counts = countsOf(steps);
  const disposal = newDisposal({
    at: now,
    kind,
    appId: target.appId,
    what: { owner: target.appId, token, kinds },
    keyIds,
    counts,
    commitment: commitmentTo({ appId: target.appId, token, counts }, salts.values()),
  });
  const receiptId = await dispose(stores, disposal, now);
  return { dryRun, steps, remains: [], receiptId };
};

/** What the plan is asked about, and where it is. */
interface Found {
  readonly store: NamedStore;
  readonly item: PlanCount | PlanRow;
  readonly tally: EntryTally;
}

/** Counted where no hold can reach; one by one where one might. */
const foundBy = async (
  stores: Stores,
  filter: EntryFilter,
  holds: readonly ActiveHold[],
): Promise<readonly Found[]> => {
  const found: Found[] = [];
  for (const store of stores.all) {
    const place = store === stores.apart ? { store: store.name } : {};
    for (const tally of await store.entries.tally(filter)) {
      const { kind, region, count } = tally;
      if (!isCategoryId(kind)) continue;
      const jurisdiction = tally.jurisdiction ?? undefined;
      const createdAt = tally.createdAt ?? undefined;
      const known = { ...place, region, jurisdiction, createdAt };
      const needed = kind === HOLD_CATEGORY && holds.length > 0;
      if (!holds.some((hold) => mayCover(hold, kind)))
        found.push({ store, tally, item: { category: kind, count, needed, ...known } });
    }
    found.push(...(await rowsUnderHolds(store, filter, holds, place)));
  }
  return found;
};

const rowsUnderHolds = async (
  store: NamedStore,
  filter: EntryFilter,
  holds: readonly ActiveHold[],
  place: { store?: string },
): Promise<readonly Found[]> => {
  const kinds = (filter.kinds?.filter(isCategoryId) ?? categoryIds).filter((id) =>
    holds.some((hold) => mayCover(hold, id)),
  );
  const rows: Found[] = [];
  for (const category of kinds) {
    const heads = await store.entries.heads({ ...filter, kinds: [category] }, APART_READ);
    const ids = heads.map(({ id }) => id);
    const covered = await coveredBy(store.entries, holds, { owner: filter.owners?.[0] ?? '', category, ids });
    for (const { id, kind, region, jurisdiction, createdAt } of heads) {
      const hold = covered.get(id);
      const held = hold ? { hold: hold.reason, holdUntil: hold.until } : {};
      const item: PlanRow = {
        ...{ ...place, ...held, id, category, region, createdAt },
        jurisdiction: jurisdiction ?? undefined,
      };
      rows.push({ store, item, tally: { kind, region, jurisdiction, createdAt, count: 1 } });
    }
  }
  return rows;
};

/** What a law or an order keeps is moved apart; what was apart and is kept by nothing any more becomes due. */
const setApart = async (
  stores: Stores,
  found: readonly Found[],
  filter: EntryFilter,
  planOne: (item: PlanCount | PlanRow) => ErasurePlan,
  now: number,
): Promise<void> => {
  for (const { store, item, tally } of found) {
    const [step] = planOne(item).steps;
    const isApart = store === stores.apart;
    if (!step || step.action === 'keep' || (step.action === 'erase' && !isApart)) continue;
    const until = step.action === 'restrict' ? step.until : now;
    const ids = 'count' in item ? await idsOf(store, tally, filter) : [item.id];
    if (isApart) await store.entries.retime(ids, { visibleUntil: now, removeAt: until });
    else await moveApart(stores, store, ids, { due: now, until });
  }
};

const idsOf = async (
  { entries }: NamedStore,
  { kind, jurisdiction, createdAt }: EntryTally,
  filter: EntryFilter,
): Promise<readonly string[]> => {
  const time = createdAt === null ? {} : { since: createdAt, until: createdAt + 1 };
  const heads = await entries.heads({ ...filter, kinds: [kind], ...time }, APART_READ);
  return heads.filter((head) => head.jurisdiction === jurisdiction).map(({ id }) => id);
};

export const reportStep = ({
  store,
  category,
  action,
  count,
  until,
  clause,
}: ErasurePlan['steps'][number]): ErasureStep => ({
  store,
  category,
  action,
  count,
  until,
  reason: `${clause.source}: ${clause.text}`,
});

const countsOf = (steps: readonly ErasureStep[]): Receipt['counts'] => {
  const counts: Partial<Record<CategoryId, number>> = {};
  for (const { action, category, count } of steps)
    if (action === 'erase') counts[category] = (counts[category] ?? 0) + count;
  return counts;
};
