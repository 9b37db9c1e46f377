import { basePolicy } from './base-policy.ts';
import { categoryIds, type CategoryId } from './catalogue.ts';
import { verdictOnDue, type Row, type Rules } from './decide.ts';
import type { Clause } from './rule.ts';

/** What is to be erased: one account's data, or what of it is about one subject. */
export interface PlanTarget {
  readonly appId: string;
  readonly subject?: { readonly kind: string; readonly value: string } | undefined;
}

/** A record that the target reaches. `store` says where it lies; absent: the medium of its category. */
export type PlanRow = Row & { readonly store?: string | undefined };

/** Records that are only counted. They count as created at `createdAt`; absent: just now, the most careful guess. */
export interface PlanCount {
  readonly category: CategoryId;
  readonly count: number;
  readonly store?: string | undefined;
  readonly createdAt?: number | undefined;
  readonly jurisdiction?: string | undefined;
  readonly region?: string | undefined;
  /** Stays, because something else rests on it: an order that is in force. */
  readonly needed?: boolean | undefined;
}

export type PlanAction = 'erase' | 'restrict' | 'keep';

export interface PlanStep {
  readonly store: string;
  readonly category: CategoryId;
  readonly action: PlanAction;
  readonly count: number;
  /** Ids of the rows, in the order given; empty for what was only counted. */
  readonly ids: readonly string[];
  /** restrict: when the last of them may be erased (milliseconds since the epoch); null: no time says so. */
  readonly until: number | null;
  readonly clause: Clause;
}

export interface ErasurePlan {
  readonly target: PlanTarget;
  readonly at: number;
  /** In the order in which they are carried out. */
  readonly steps: readonly PlanStep[];
  readonly totals: Readonly<Record<PlanAction, number>>;
}

/** What is found through the relational index goes before the index itself. */
const STORE_ORDER = ['vectors', 'objects', 'ring', 'logs', 'relational', 'apart'];
const ACTION_ORDER: readonly PlanAction[] = ['erase', 'restrict', 'keep'];

/** Belong to the account, not to anybody it asks about. */
const OF_THE_ACCOUNT: ReadonlySet<CategoryId> = new Set([
  'base.account',
  'base.transaction',
  'base.dataset-export',
  'base.subject-request',
  'base.legal-hold',
]);

const needed: Clause = { source: 'base policy', text: basePolicy.accountNeeded.text };
const keptByLaw: Clause = { source: 'base policy', text: basePolicy.keptByLaw.text };

const isCount = (item: PlanRow | PlanCount): item is PlanCount => 'count' in item;

const stepOf = (item: PlanRow | PlanCount, target: PlanTarget, rules: Rules, now: number): PlanStep => {
  const rule = rules.rule(item.category, item);
  const { category, store = rule.medium } = item;
  const counted = isCount(item)
    ? { store, category, count: item.count, ids: [] }
    : { store, category, count: 1, ids: [item.id] };
  if (target.subject && target.subject.kind !== 'account' && OF_THE_ACCOUNT.has(category))
    return { ...counted, action: 'keep', until: null, clause: needed };
  if (isCount(item) && item.needed) return { ...counted, action: 'keep', until: null, clause: keptByLaw };
  const row: Row = isCount(item) ? { id: '', category, createdAt: item.createdAt ?? now } : item;
  const { verdict, clause, at } = verdictOnDue(row, rule, rule.onRequest.clause, now);
  return verdict === 'restrict'
    ? { ...counted, action: 'restrict', until: at, clause }
    : { ...counted, action: 'erase', until: null, clause };
};

const keyOf = ({ store, category, action, clause }: PlanStep): string =>
  [store, category, action, clause.source, clause.text].join('\n');

const joined = (steps: readonly PlanStep[]): PlanStep => {
  const [first] = steps as [PlanStep];
  const endless = steps.some(({ until }) => until === null);
  return {
    ...first,
    count: steps.reduce((sum, { count }) => sum + count, 0),
    ids: steps.flatMap(({ ids }) => ids),
    until: endless ? null : Math.max(...steps.map(({ until }) => until ?? 0)),
  };
};

const inOrder = (a: PlanStep, b: PlanStep): number =>
  STORE_ORDER.indexOf(a.store) - STORE_ORDER.indexOf(b.store) ||
  a.store.localeCompare(b.store) ||
  categoryIds.indexOf(a.category) - categoryIds.indexOf(b.category) ||
  ACTION_ORDER.indexOf(a.action) - ACTION_ORDER.indexOf(b.action) ||
  (keyOf(a) < keyOf(b) ? -1 : 1);

/**
 * Plans the erasure of what the target reaches. Pure: a dry run shows the very plan that is then carried out.
 * Erasure is at once, whatever longer time a clause allows; what a law still wants is restricted until it does not.
 */
export const plan = (
  target: PlanTarget,
  items: readonly (PlanRow | PlanCount)[],
  rules: Rules,
  now: number,
): ErasurePlan => {
  const single = items.map((item) => stepOf(item, target, rules, now)).filter(({ count }) => count > 0);
  const steps = [...Map.groupBy(single, keyOf).values()].map(joined).sort(inOrder);
  const total = (action: PlanAction): number =>
    steps.filter((step) => step.action === action).reduce((sum, { count }) => sum + count, 0);
  const totals = { erase: total('erase'), restrict: total('restrict'), keep: total('keep') };
  return { target, at: now, steps, totals };
};
