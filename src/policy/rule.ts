import type { CategoryId } from './catalogue.ts';
import { addPeriod, endOfDayMs } from './period.ts';
import type { Feature, Field, LegalBasis, Medium, Period, Role } from './types.ts';

/** Where a clause comes from: module over base, jurisdiction over base, overlay only tightening. */
export type ClauseSource =
  `module ${Exclude<Feature, 'base'>}` | 'base policy' | `jurisdiction ${string}` | 'overlay';

/** One clause that is in force, with its provenance. */
export interface Clause {
  readonly source: ClauseSource;
  readonly text: string;
}

/** A period by a clause. */
export interface Bound {
  readonly period: Period;
  readonly clause: Clause;
}

/** What is in force for a category; every part says by which clause. `null`: no clause says so. */
export interface Rule {
  readonly category: CategoryId;
  readonly feature: Feature;
  readonly name: string;
  readonly role: Role;
  readonly basis: LegalBasis;
  readonly medium: Medium;
  readonly keptIn: string;
  readonly backedUp: boolean;
  /** Longest times from creation to erasure; all hold, so the earliest counts. */
  readonly bounds: readonly Bound[];
  /** Shortest times from creation to erasure; all hold, so the latest counts. */
  readonly floors: readonly Bound[];
  /** Gone by the last instant of the UTC day of creation. */
  readonly endOfDay: Clause | null;
  /** Gone as soon as processing completes. */
  readonly onCompletion: Clause | null;
  readonly onRequest: { readonly within: 'immediately' | Period; readonly clause: Clause };
  readonly serviceLifetime: Clause | null;
  /** Longest times from the closing of the account to erasure. */
  readonly afterAccountClosed: readonly Bound[];
  readonly ringBytes: { readonly bytes: number; readonly clause: Clause } | null;
  readonly neverStored: Clause | null;
  /** May be written only under a registered explicit consent. */
  readonly needsConsent: Clause | null;
  /** The fields that may be stored: the module's without those that the overlay drops. */
  readonly fields: Readonly<Record<string, Field>>;
  /** Fields that the module names and the overlay drops. */
  readonly droppedFields: readonly { readonly field: string; readonly clause: Clause }[];
  /** Categories whose data may not appear inside a record of this one. */
  readonly excludes: readonly string[];
  /** The clause by which nothing may be stored in the region that was asked for. */
  readonly regionRefused: Clause | null;
}

/** What has happened to a record; instants in milliseconds since the epoch. */
export interface RecordEvents {
  readonly completedAt?: number | undefined;
  readonly erasureRequestedAt?: number | undefined;
  readonly accountClosedAt?: number | undefined;
}

/** An instant (milliseconds since the epoch) and the clause that sets it. */
export interface Due {
  readonly at: number;
  readonly clause: Clause;
}

/** Every deadline of a record, earliest first; at equal times the order of the rule's parts. */
export const deadlinesOf = (rule: Rule, createdAtMs: number, events: RecordEvents = {}): readonly Due[] => {
  const { completedAt, erasureRequestedAt, accountClosedAt } = events;
  const { within, clause } = rule.onRequest;
  const due: Due[] = rule.bounds.map((bound) => ({
    at: addPeriod(createdAtMs, bound.period),
    clause: bound.clause,
  }));
  if (rule.neverStored) due.push({ at: createdAtMs, clause: rule.neverStored });
  if (rule.endOfDay) due.push({ at: endOfDayMs(createdAtMs), clause: rule.endOfDay });
  if (rule.onCompletion && completedAt !== undefined)
    due.push({ at: completedAt, clause: rule.onCompletion });
  if (erasureRequestedAt !== undefined)
    due.push({
      at: within === 'immediately' ? erasureRequestedAt : addPeriod(erasureRequestedAt, within),
      clause,
    });
  if (accountClosedAt !== undefined)
    for (const bound of rule.afterAccountClosed)
      due.push({ at: addPeriod(accountClosedAt, bound.period), clause: bound.clause });
  return due.sort((a, b) => a.at - b.at);
};

/** The shortest times that law demands, latest first. */
export const floorsOf = (rule: Rule, createdAtMs: number): readonly Due[] =>
  rule.floors
    .map(({ period, clause }) => ({ at: addPeriod(createdAtMs, period), clause }))
    .sort((a, b) => b.at - a.at);

/**
 * When a record must be gone: the minimum over all bounds, in milliseconds since the epoch; null when none bounds
 * it in time. It is still there one second before, and gone at the deadline (`now >= deadline`).
 */
export const deadlineOf = (rule: Rule, createdAtMs: number, events: RecordEvents = {}): number | null =>
  deadlinesOf(rule, createdAtMs, events)[0]?.at ?? null;

/** Until when a record may not be destroyed: the maximum over all floors; null when there is none. */
export const floorOf = (rule: Rule, createdAtMs: number): number | null =>
  floorsOf(rule, createdAtMs)[0]?.at ?? null;

/**
 * When a record is destroyed: its deadline, or its floor where that is later (in between it is kept apart and
 * restricted); null when no rule bounds it in time.
 */
export const erasableAt = (rule: Rule, createdAtMs: number, events: RecordEvents = {}): number | null => {
  const deadline = deadlineOf(rule, createdAtMs, events);
  return deadline === null ? null : Math.max(deadline, floorOf(rule, createdAtMs) ?? deadline);
};

/** The record without the fields that the overlay drops; fields that no module names are left for the vault to refuse. */
export const withoutDroppedFields = <R extends object>(rule: Rule, record: R): R => {
  if (rule.droppedFields.length === 0) return record;
  const dropped = new Set(rule.droppedFields.map(({ field }) => field));
  return Object.fromEntries(Object.entries(record).filter(([name]) => !dropped.has(name))) as R;
};
