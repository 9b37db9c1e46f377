import { categoryIds, isCategoryId, type CategoryId } from '../policy/catalogue.ts';
import { plan, type ErasurePlan, type PlanCount } from '../policy/plan.ts';
import type { Policy } from '../policy/compose.ts';
import type { EntryFilter, EntryTally } from '../storage/entries.ts';
import { chunks } from '../storage/sql/entry-table.ts';
import { dispose, newDisposal } from './disposal.ts';
import { commitmentTo } from './receipts.ts';
import type { NamedStore, Stores } from './stores.ts';
import type { ErasureReport, ErasureStep, ErasureTarget, Receipt } from './types.ts';

/** Several accounts' worth; what the law keeps of one target is read as a whole. */
const RESTRICTED_READ = 1_000_000;

/** Plans an erasure, and carries it out unless it is a dry run. @throws ErasureIncomplete */
export const eraseTarget = async (
  stores: Stores,
  policy: Policy,
  target: ErasureTarget,
  { now, dryRun }: { now: number; dryRun: boolean },
): Promise<ErasureReport> => {
  const token = target.subject ? stores.index.subject(target.appId, target.subject) : null;
  const filter: EntryFilter = { owners: [target.appId], ...(token === null ? {} : { tokens: [token] }) };
  const tallies = await talliesOf(stores, filter);
  const planned = plan(
    target,
    tallies.map(({ count }) => count),
    policy,
    now,
  );
  const steps = planned.steps.map(reportStep);
  if (dryRun) return { dryRun, steps, remains: [] };
  const keptKinds = new Set(
    planned.steps.filter(({ action }) => action === 'keep').map(({ category }) => category),
  );
  const kinds = categoryIds.filter((id) => !keptKinds.has(id));
  await restrict(tallies, filter, (count) => plan(target, [count], policy, now), now);
  const keyIds = await keysOf(stores, target.appId, token, kinds, now);
  const salts = await stores.keys.salts(keyIds);
  const counts = countsOf(steps);
  const disposal = newDisposal({
    at: now,
    kind: 'erasure',
    appId: target.appId,
    what: { owner: target.appId, token, kinds },
    keyIds,
    counts,
    commitment: commitmentTo({ appId: target.appId, token, counts }, salts.values()),
  });
  const receiptId = await dispose(stores, disposal, now);
  return { dryRun, steps, remains: [], receiptId };
};

/** Entries that agree in what a plan asks, and where they are. */
interface Tally {
  readonly store: NamedStore;
  readonly tally: EntryTally;
  readonly count: PlanCount;
}

const talliesOf = async (stores: Stores, filter: EntryFilter): Promise<readonly Tally[]> => {
  const found: Tally[] = [];
  for (const store of stores.all)
    for (const tally of await store.entries.tally(filter)) {
      const { kind, region, jurisdiction, createdAt, count } = tally;
      if (!isCategoryId(kind)) continue;
      const known = { region, jurisdiction: jurisdiction ?? undefined, createdAt: createdAt ?? undefined };
      found.push({ store, tally, count: { category: kind, count, ...known } });
    }
  return found;
};

/** What a law demands for longer is not shown from now on, and goes when it may. */
const restrict = async (
  tallies: readonly Tally[],
  filter: EntryFilter,
  planOne: (count: PlanCount) => ErasurePlan,
  now: number,
): Promise<void> => {
  for (const { store, tally, count } of tallies) {
    const [step] = planOne(count).steps;
    if (step?.action !== 'restrict' || tally.createdAt === null) continue;
    const alike = {
      ...filter,
      kinds: [tally.kind],
      since: tally.createdAt,
      until: tally.createdAt + 1,
      visibleAt: now,
    };
    const heads = await store.entries.heads(alike, RESTRICTED_READ);
    const ids = heads.filter((head) => head.jurisdiction === tally.jurisdiction).map(({ id }) => id);
    await store.entries.retime(ids, { visibleUntil: now, removeAt: step.until });
  }
};

/** The keys that seal nothing but what goes: those of the subject or account, without those of what is kept. */
const keysOf = async (
  stores: Stores,
  owner: string,
  token: string | null,
  kinds: readonly CategoryId[],
  now: number,
): Promise<readonly number[]> => {
  const keys = await stores.keys.of(owner, token ?? undefined);
  const candidates = keys
    .filter(({ category }) => kinds.some((kind) => kind === category))
    .map(({ id }) => id);
  const restricted = new Set<number>();
  for (const { entries } of stores.all)
    for (const keyIds of chunks(candidates))
      for (const { keyId, removeAt } of await entries.heads({ keyIds, hiddenAt: now }, RESTRICTED_READ))
        if (removeAt === null || removeAt > now) restricted.add(keyId);
  return candidates.filter((id) => !restricted.has(id));
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
