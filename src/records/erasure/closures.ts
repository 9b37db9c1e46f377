import { isCategoryId, type CategoryId } from '../../policy/catalogue.ts';
import { deadlineOf, floorOf, type Policy, type Rule } from '../../policy/compose.ts';
import { addPeriod } from '../../policy/period.ts';
import { eraseTarget } from './erase.ts';
import { activeHolds, HOLD_CATEGORY } from '../apart/holds.ts';
import type { NamedStore, Stores } from '../stores.ts';
import type { Closure, ClosureStep } from './types.ts';

interface ClosureOptions {
  readonly now: number;
  readonly dryRun: boolean;
}

/**
 * Closes an account for good: its keys work no more from the moment that this is durable, what has no reason to stay is
 * erased, and the rest gets the deadline that it has after the closing. What a kill interrupts is completed by
 * `driveClosures`. Closing again changes nothing.
 * @throws ErasureIncomplete when a scan still finds what was erased; it is tried again
 */
export const closeAccount = async (
  stores: Stores,
  policy: Policy,
  appId: string,
  { now, dryRun }: ClosureOptions,
): Promise<Closure> => {
  const [known] = await listClosures(stores, appId);
  const closure = known ?? {
    appId,
    closedAt: now,
    finishedAt: null,
    steps: await planClosure(stores, policy, appId, now),
  };
  if (dryRun) return closure;
  if (!known)
    await stores.ledger.db
      .insertInto('closures')
      .values({ app_id: appId, closed_at: now, finished_at: null, steps: JSON.stringify(closure.steps) })
      .onConflict((c) => c.doNothing())
      .execute();
  await drive(stores, policy, closure, now);
  return (await listClosures(stores, appId))[0] ?? closure;
};

export const listClosures = async (stores: Stores, appId?: string): Promise<readonly Closure[]> => {
  const rows = await stores.ledger.db
    .selectFrom('closures')
    .selectAll()
    .$if(appId !== undefined, (q) => q.where('app_id', '=', appId ?? ''))
    .orderBy('closed_at', 'desc')
    .execute();
  return rows.map((row) => ({
    appId: row.app_id,
    closedAt: row.closed_at,
    finishedAt: row.finished_at,
    steps: JSON.parse(row.steps) as readonly ClosureStep[],
  }));
};

/** When the accounts were closed of which something is left: what of them goes has receipts of its own. */
export const closingAccounts = async ({ ledger }: Stores): Promise<ReadonlyMap<string, number>> => {
  const rows = await ledger.db
    .selectFrom('closures')
    .select(['app_id', 'closed_at'])
    .where('finished_at', 'is', null)
    .execute();
  return new Map(rows.map((row) => [row.app_id, row.closed_at]));
};

/**
 * Completes closings, also for what was written, given back by a hold or restored since.
 * @param all also those that were finished: after a start a restored back-up may have brought something back
 */
export const driveClosures = async (
  stores: Stores,
  policy: Policy,
  { now, all }: { now: number; all: boolean },
): Promise<void> => {
  for (const closure of await listClosures(stores))
    if (all || closure.finishedAt === null) await drive(stores, policy, closure, now);
};

/** Content, faces, what a consent was for, and whatever is promised to go at once when that is asked for. */
export const goesAtOnce = ({ role, onRequest, needsConsent }: Rule): boolean =>
  role === 'processor' || onRequest.within === 'immediately' || needsConsent !== null;

const storable = (policy: Policy): readonly Rule[] =>
  policy.rules().filter(({ medium, neverStored }) => medium !== 'none' && !neverStored);

const atOnceOf = (policy: Policy): readonly CategoryId[] =>
  storable(policy)
    .filter(goesAtOnce)
    .map(({ category }) => category);

/** The latest that a category is kept after the closing. */
export const closedDue = (rule: Rule, closedAt: number): { at: number; reason: string } => {
  const [first, ...others] = rule.afterAccountClosed.map(({ period, clause }) => ({
    at: addPeriod(closedAt, period),
    reason: `${clause.source}: ${clause.text}`,
  }));
  if (!first) throw new RangeError(`${rule.category} has no clause on closed accounts`);
  return others.reduce((least, due) => (due.at < least.at ? due : least), first);
};

const planClosure = async (
  stores: Stores,
  policy: Policy,
  appId: string,
  now: number,
): Promise<readonly ClosureStep[]> => {
  const atOnce = atOnceOf(policy);
  const { steps } = await eraseTarget(stores, policy, { appId, categories: atOnce }, { now, dryRun: true });
  const later: ClosureStep[] = [];
  for (const store of stores.all) {
    const kinds = storable(policy).filter((rule) => !goesAtOnce(rule));
    const filter = { owners: [appId], kinds: kinds.map(({ category }) => category) };
    for (const { kind, region, jurisdiction, createdAt, count } of await store.entries.tally(filter)) {
      if (!isCategoryId(kind)) continue;
      const rule = policy.rule(kind, { region, jurisdiction: jurisdiction ?? undefined });
      later.push(laterStep(store, rule, { now, createdAt: createdAt ?? now, count }));
    }
  }
  return [...steps, ...joined(later)];
};

const laterStep = (
  store: NamedStore,
  rule: Rule,
  { now, createdAt, count }: { now: number; createdAt: number; count: number },
): ClosureStep => {
  const due = closedDue(rule, now);
  const own = deadlineOf(rule, createdAt, { accountClosedAt: now }) ?? due.at;
  const floor = floorOf(rule, createdAt) ?? 0;
  const base = { store: store.name, category: rule.category, count };
  if (floor <= own) return { ...base, action: 'due', until: own, reason: due.reason };
  const clause = rule.floors[0]?.clause;
  const reason = clause ? `${clause.source}: ${clause.text}` : due.reason;
  return { ...base, action: 'restrict', until: floor, reason };
};

const joined = (steps: readonly ClosureStep[]): readonly ClosureStep[] =>
  [
    ...Map.groupBy(
      steps,
      ({ store, category, action, reason }) => `${store} ${category} ${action} ${reason}`,
    ).values(),
  ].map((alike) => ({
    ...(alike[0] as ClosureStep),
    count: alike.reduce((sum, { count }) => sum + count, 0),
    until: Math.max(...alike.map(({ until }) => until ?? 0)),
  }));

/** May be repeated at any time, and after a kill at any point. */
const drive = async (stores: Stores, policy: Policy, closure: Closure, now: number): Promise<void> => {
  const { appId, closedAt } = closure;
  const target = { appId, categories: atOnceOf(policy) };
  const { steps } = await eraseTarget(stores, policy, target, { now, dryRun: true });
  const open = steps.some(
    ({ action, store }) => action === 'erase' || (action === 'restrict' && store !== stores.apart.name),
  );
  if (open) await eraseTarget(stores, policy, target, { now, dryRun: false });
  await capRest(stores, policy, appId, closedAt, now);
  const finished = await isEmpty(stores, appId, now);
  if (finished === (closure.finishedAt !== null)) return;
  await stores.ledger.db
    .updateTable('closures')
    .set({ finished_at: finished ? now : null })
    .where('app_id', '=', appId)
    .execute();
};

/** A statement for each store and deadline. An order to keep outlives the account as long as it is in force. */
const capRest = async (
  stores: Stores,
  policy: Policy,
  appId: string,
  closedAt: number,
  now: number,
): Promise<void> => {
  const held = (await activeHolds(stores, now, appId)).length > 0;
  const rest = storable(policy)
    .filter((rule) => !goesAtOnce(rule) && !(held && rule.category === HOLD_CATEGORY))
    .map((rule) => ({
      kind: rule.category,
      store: stores.of(rule.category),
      at: closedDue(rule, closedAt).at,
    }));
  for (const [store, own] of Map.groupBy(rest, (one) => one.store))
    for (const [at, alike] of Map.groupBy(own, (one) => one.at)) {
      const kinds = alike.map(({ kind }) => kind);
      await store.entries.cap({ owners: [appId], kinds }, { visibleUntil: at, removeAt: at });
    }
};

const isEmpty = async (stores: Stores, appId: string, now: number): Promise<boolean> => {
  for (const { entries } of stores.all)
    if ((await entries.summarise(now, appId)).some(({ count }) => count > 0)) return false;
  return true;
};
