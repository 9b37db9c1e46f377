import { isCategoryId, type CategoryId, type RecordOf } from '../../policy/catalogue.ts';
import type { EntryStore } from '../../storage/entries.ts';
import { chunks } from '../../storage/sql/entry-table.ts';
import { findRecords } from '../find.ts';
import type { Stores } from '../stores.ts';
import type { Hold, StoredRecord, Subject, SubjectKind } from '../types.ts';

export const HOLD_CATEGORY = 'base.legal-hold';

/** A hold that is in force, with the token by which what it covers is found. */
export interface ActiveHold extends Hold {
  readonly token: string | null;
}

/** Every hold, newest first, with its record's id. */
export const listHolds = async (
  stores: Stores,
  now: number,
  appId?: string,
): Promise<readonly { recordId: string; hold: Hold }[]> => {
  const stored = await findRecords(stores, HOLD_CATEGORY, appId === undefined ? {} : { appId }, now);
  return stored.map((record) => ({ recordId: record.id, hold: holdOf(record) }));
};

export const activeHolds = async (
  stores: Stores,
  now: number,
  appId?: string,
): Promise<readonly ActiveHold[]> =>
  (await listHolds(stores, now, appId))
    .map(({ hold }) => hold)
    .filter((hold) => inForce(hold, now))
    .map((hold) => ({
      ...hold,
      token: hold.subject ? stores.index.subject(hold.appId, hold.subject) : null,
    }));

export const inForce = ({ until, releasedAt }: Hold, now: number): boolean =>
  releasedAt === undefined && (until === undefined || until > now);

/** Whether a hold could cover records of a category. Nothing holds the hold itself, and nothing what is never stored. */
export const mayCover = (hold: Hold, category: CategoryId): boolean =>
  category !== HOLD_CATEGORY && (hold.categories?.includes(category) ?? true);

/** Which of one account's entries of a category are covered, and by which hold. */
export const coveredBy = async (
  entries: EntryStore,
  holds: readonly ActiveHold[],
  { owner, category, ids }: { owner: string; category: CategoryId; ids: readonly string[] },
): Promise<ReadonlyMap<string, ActiveHold>> => {
  const covered = new Map<string, ActiveHold>();
  for (const hold of holds) {
    if (hold.appId !== owner || !mayCover(hold, category)) continue;
    for (const id of await idsUnder(entries, hold, ids)) if (!covered.has(id)) covered.set(id, hold);
  }
  return covered;
};

const idsUnder = async (
  entries: EntryStore,
  { token }: ActiveHold,
  ids: readonly string[],
): Promise<readonly string[]> => {
  if (token === null) return ids;
  const found: string[] = [];
  for (const chunk of chunks(ids)) {
    const heads = await entries.heads({ ids: chunk, tokens: [token] }, chunk.length);
    found.push(...heads.map(({ id }) => id));
  }
  return found;
};

export const recordOfHold = (hold: Hold): RecordOf<typeof HOLD_CATEGORY> => ({
  appId: hold.appId,
  holdId: hold.id,
  reason: hold.reason,
  apart: hold.apart,
  placedAt: hold.placedAt,
  ...(hold.subject ? { subjectKind: hold.subject.kind, subject: hold.subject.value } : {}),
  ...(hold.categories ? { categories: hold.categories } : {}),
  ...(hold.until === undefined ? {} : { until: hold.until }),
  ...(hold.releasedAt === undefined ? {} : { releasedAt: hold.releasedAt }),
});

const holdOf = ({ record }: StoredRecord): Hold => {
  const stored = record as RecordOf<typeof HOLD_CATEGORY>;
  const subject: Subject | null =
    stored.subject === undefined ? null : { kind: stored.subjectKind as SubjectKind, value: stored.subject };
  const categories = Array.isArray(stored.categories) ? stored.categories.filter(isCategoryId) : undefined;
  return {
    id: stored.holdId,
    appId: stored.appId,
    reason: stored.reason,
    apart: stored.apart === 'at-once' ? 'at-once' : 'when-due',
    placedAt: stored.placedAt,
    ...(subject ? { subject } : {}),
    ...(categories ? { categories } : {}),
    ...(stored.until === undefined ? {} : { until: stored.until }),
    ...(stored.releasedAt === undefined ? {} : { releasedAt: stored.releasedAt }),
  };
};
