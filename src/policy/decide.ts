import { basePolicy } from './base-policy.ts';
import type { CategoryId } from './catalogue.ts';
import type { Policy } from './compose.ts';
import { deadlinesOf, floorsOf, type Clause, type Due, type Rule } from './rule.ts';

/** What must be known of a record to decide on it. Instants in milliseconds since the epoch. */
export interface Row {
  readonly id: string;
  readonly category: CategoryId;
  readonly createdAt: number;
  readonly region?: string | undefined;
  /** ISO 3166-1 alpha-2 code of the data subject's jurisdiction, where it is known. */
  readonly jurisdiction?: string | undefined;
  readonly completedAt?: number | undefined;
  readonly accountClosedAt?: number | undefined;
  readonly erasureRequestedAt?: number | undefined;
  /** Why the law forbids to destroy this very record, for now: the reference of an order, never personal data. */
  readonly hold?: string | undefined;
  /** Absent: until the order is lifted. */
  readonly holdUntil?: number | undefined;
  /** Counts only for categories kept in a ring. Absent: 0. */
  readonly sizeBytes?: number | undefined;
}

export type Verdict = 'keep' | 'remove' | 'restrict';

/** Why one row is kept, removed or restricted. */
export interface Reason {
  readonly id: string;
  readonly category: CategoryId;
  readonly verdict: Verdict;
  /** The clause that decided. */
  readonly clause: Clause;
  /** keep: its next deadline; remove: the deadline that passed; restrict: when it may be removed. Null: no time says so. */
  readonly at: number | null;
  /** restrict: the clause by which it would have gone. */
  readonly against?: Clause;
}

export interface Decision<R extends Row = Row> {
  readonly keep: readonly R[];
  readonly remove: readonly R[];
  /** Due to go, but a law demands them for longer: kept apart, and used for nothing else. */
  readonly restrict: readonly R[];
  /** One for each row, in the order of the rows. */
  readonly reasons: readonly Reason[];
}

/** Where rules come from; a `Policy` is one. */
export type Rules = Pick<Policy, 'rule'>;

const keptByLaw: Clause = { source: 'base policy', text: basePolicy.keptByLaw.text };

/** The verdict on a row that a clause wants gone: it goes, unless the law still wants it. */
export const verdictOnDue = (row: Row, rule: Rule, due: Due | Clause, now: number): Reason => {
  const [clause, at] = 'clause' in due ? [due.clause, due.at] : [due, null];
  const about = { id: row.id, category: row.category };
  // Nothing may hold what may not even be there.
  if (rule.neverStored) return { ...about, verdict: 'remove', clause: rule.neverStored, at };
  const floor = floorsOf(rule, row.createdAt)[0];
  if (row.hold !== undefined) {
    const at = row.holdUntil === undefined ? null : Math.max(row.holdUntil, floor?.at ?? row.holdUntil);
    return { ...about, verdict: 'restrict', clause: keptByLaw, at, against: clause };
  }
  if (floor && floor.at > now)
    return { ...about, verdict: 'restrict', clause: floor.clause, at: floor.at, against: clause };
  return { ...about, verdict: 'remove', clause, at };
};

const keepingClause = (rule: Rule): Clause =>
  rule.ringBytes?.clause ?? rule.onCompletion ?? rule.serviceLifetime ?? rule.onRequest.clause;

const judge = (row: Row, rule: Rule, now: number): Reason => {
  const next = deadlinesOf(rule, row.createdAt, row)[0];
  if (next && now >= next.at) return verdictOnDue(row, rule, next, now);
  const clause = next?.clause ?? keepingClause(rule);
  return { id: row.id, category: row.category, verdict: 'keep', clause, at: next?.at ?? null };
};

const olderFirst = (a: Row, b: Row): number => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);

/** Those of the rows of one ring, oldest first, that must go for the rest to fit. */
const overflowOf = (rows: readonly Row[], bytes: number): readonly Row[] => {
  let total = rows.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0);
  const overflow: Row[] = [];
  for (const row of [...rows].sort(olderFirst)) {
    if (total <= bytes) break;
    total -= row.sizeBytes ?? 0;
    overflow.push(row);
  }
  return overflow;
};

/** The verdicts that the size of the rings changes, by row. */
const ringVerdicts = (kept: readonly Row[], rules: Rules, now: number): ReadonlyMap<Row, Reason> => {
  const verdicts = new Map<Row, Reason>();
  for (const [id, rows] of Map.groupBy(kept, (row) => row.category)) {
    const ring = rules.rule(id).ringBytes;
    if (!ring) continue;
    for (const row of overflowOf(rows, ring.bytes))
      verdicts.set(row, verdictOnDue(row, rules.rule(id, row), ring.clause, now));
  }
  return verdicts;
};

/**
 * Decides what is kept, what goes and what is kept apart at `now` (milliseconds since the epoch). Pure: the same
 * rows, rules and instant give the same decision, in the order of the rows.
 */
export const decide = <R extends Row>(rows: readonly R[], rules: Rules, now: number): Decision<R> => {
  const judged = rows.map((row) => judge(row, rules.rule(row.category, row), now));
  const kept = rows.filter((_, index) => judged[index]?.verdict === 'keep');
  const overflow = ringVerdicts(kept, rules, now);
  const reasons = rows.map((row, index) => overflow.get(row) ?? (judged[index] as Reason));
  const those = (verdict: Verdict): R[] => rows.filter((_, index) => reasons[index]?.verdict === verdict);
  return { keep: those('keep'), remove: those('remove'), restrict: those('restrict'), reasons };
};
