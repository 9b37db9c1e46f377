import type { Kysely } from 'kysely';
import type { LedgerTables } from '../ledger/ledger.ts';
import type { BackedUpEntry } from './part-file.ts';

/** What the ledger says of some entries. */
export interface LedgerLines {
  /** Of the keys that are there: the token of the subject with which each dies. */
  readonly subjectOfKey: ReadonlyMap<number, string | null>;
  /** The erasure list. Null: gone; else kept apart until then. */
  readonly apart: ReadonlyMap<string, number | null>;
  /** When their accounts were closed. */
  readonly closedAt: ReadonlyMap<string, number>;
  /** Whether a subject of the entry was closed for good. */
  isWithdrawn(entry: BackedUpEntry): boolean;
}

/** @param entries a few hundred at most */
export const ledgerLines = async (
  db: Kysely<LedgerTables>,
  entries: readonly BackedUpEntry[],
): Promise<LedgerLines> => {
  const distinct = <T>(list: readonly T[]): readonly T[] => [...new Set(list)];
  const ids = entries.map(({ id }) => id);
  const owners = distinct(entries.map(({ owner }) => owner));
  const keyIds = distinct(entries.map(({ keyId }) => keyId));
  const tokens = distinct(entries.flatMap((entry) => entry.tokens));
  const keys = await db.selectFrom('data_keys').select(['id', 'subject']).where('id', 'in', keyIds).execute();
  const erased = await db
    .selectFrom('erased')
    .select(['entry_id', 'apart'])
    .where('entry_id', 'in', ids)
    .execute();
  const closures = await db
    .selectFrom('closures')
    .select(['app_id', 'closed_at'])
    .where('app_id', 'in', owners)
    .execute();
  const closed = await db
    .selectFrom('closed_subjects')
    .select(['owner', 'subject'])
    .where('owner', 'in', owners)
    .where('subject', 'in', tokens)
    .execute();
  return {
    subjectOfKey: new Map(keys.map(({ id, subject }) => [id, subject])),
    apart: new Map(erased.map(({ entry_id: id, apart }) => [id, apart])),
    closedAt: new Map(closures.map(({ app_id: appId, closed_at: at }) => [appId, at])),
    isWithdrawn: (entry) =>
      closed.some(({ owner, subject }) => owner === entry.owner && entry.tokens.includes(subject)),
  };
};
