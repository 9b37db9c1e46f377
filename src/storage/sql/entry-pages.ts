import { sql, type Kysely } from 'kysely';
import type { Entry } from '../entries.ts';
import { HEAD_COLUMNS } from './entry-query.ts';
import type { EntryTables } from './entry-schema.ts';

/** What is read page by page: entries of one kind that are shown at an instant. */
export interface PageFilter {
  readonly kind: string;
  readonly owner?: string | undefined;
  /** Absent: whatever they can be found by. */
  readonly token?: string | undefined;
  readonly visibleAt: number;
}

export interface EntryPage<E> {
  readonly entries: readonly E[];
  /** Where the next page begins; null: this was the last. */
  readonly next: number | null;
}

const COLUMNS = sql.raw(`e.seq, ${HEAD_COLUMNS}, e.sealed`);

/**
 * Entries in the order in which they were inserted, without reading those before. Found by a token they are read along
 * the index of tokens, whose rows of one token are in that order: the unary plus keeps SQLite on that way.
 * @param after `next` of the page before; 0 at first
 */
export const entryPage = async (
  db: Kysely<EntryTables>,
  filter: PageFilter,
  after: number,
  limit: number,
): Promise<EntryPage<Entry>> => {
  const { rows } = await sql<Entry & { readonly seq: number }>`
    select ${COLUMNS} ${from(filter, after)} limit ${limit}`.execute(db);
  return pageOf(rows, limit);
};

/**
 * As `entryPage`, of those that another token does not find, too. So many are passed over at once at the most, in the
 * index alone: a page may be empty.
 */
export const entryPageWithout = async (
  db: Kysely<EntryTables>,
  { kind, token, visibleAt }: PageFilter,
  without: string,
  after: number,
  limit: number,
): Promise<EntryPage<Entry>> => {
  const ofToken = sql`from entry_tokens t where t.token = ${token ?? null} and t.seq > ${after}`;
  const { rows: passed } = await sql<{ readonly count: number; readonly last: number | null }>`
    select count(*) as count, max(seq) as last from (select t.seq ${ofToken} order by t.seq limit ${limit})`.execute(
    db,
  );
  const { count = 0, last = null } = passed[0] ?? {};
  if (last === null) return { entries: [], next: null };
  // As far as that, whatever came or went since.
  const { rows } = await sql<Entry>`
    select ${COLUMNS} from (select t.seq ${ofToken} and t.seq <= ${last}) t cross join entries e on e.seq = t.seq
    where not exists (select 1 from entry_tokens o where o.token = ${without} and o.seq = t.seq)
    and +e.kind = ${kind} and (e.visible_until is null or e.visible_until > ${visibleAt})
    order by t.seq`.execute(db);
  return { entries: rows, next: count < limit ? null : last };
};

export type SealedEntry = Pick<Entry, 'id' | 'keyId' | 'sealed'>;

/** What is needed to open them, and no more: for reading very many. */
export const sealedPage = async (
  db: Kysely<EntryTables>,
  filter: PageFilter,
  after: number,
  limit: number,
): Promise<EntryPage<SealedEntry>> => {
  const { rows } = await sql<SealedEntry & { readonly seq: number }>`
    select e.seq, e.id, e.key_id as keyId, e.sealed ${from(filter, after)} limit ${limit}`.execute(db);
  return pageOf(rows, limit);
};

/** The ids alone. */
export const idPage = async (
  db: Kysely<EntryTables>,
  filter: PageFilter,
  after: number,
  limit: number,
): Promise<EntryPage<{ readonly id: string }>> => {
  const { rows } = await sql<{ readonly id: string; readonly seq: number }>`
    select e.seq, e.id ${from(filter, after)} limit ${limit}`.execute(db);
  return pageOf(rows, limit);
};

export interface PassedOver {
  readonly count: number;
  /** Where the last of them lies; 0: there was none. */
  readonly seq: number;
  /** The first of them is shown until then; null: all of them always. */
  readonly shownUntil: number | null;
}

/** Counts at most so many, and none behind `last`, without reading more of them than that. */
export const passOver = async (
  db: Kysely<EntryTables>,
  filter: PageFilter,
  after: number,
  { most, last = Number.MAX_SAFE_INTEGER }: { most: number; last?: number },
): Promise<PassedOver> => {
  const { rows } = await sql<PassedOver>`
    select count(*) as count, coalesce(max(seq), 0) as seq, min(visible_until) as shownUntil from
      (select e.seq, e.visible_until ${from(filter, after, last)} limit ${most})`.execute(db);
  return rows[0] ?? { count: 0, seq: 0, shownUntil: null };
};

const from = (
  { kind, owner, token, visibleAt }: PageFilter,
  after: number,
  last = Number.MAX_SAFE_INTEGER,
) => {
  const shown = sql`+e.kind = ${kind} and (e.visible_until is null or e.visible_until > ${visibleAt})`;
  const owned = owner === undefined ? sql`` : sql`and +e.owner = ${owner}`;
  return token === undefined
    ? sql`from entries e where e.seq > ${after} and e.seq <= ${last} and ${shown} ${owned} order by e.seq`
    : sql`from entry_tokens t cross join entries e on e.seq = t.seq
        where t.token = ${token} and t.seq > ${after} and t.seq <= ${last} and ${shown} ${owned} order by t.seq`;
};

const pageOf = <E extends { readonly seq: number }>(rows: readonly E[], limit: number): EntryPage<E> => ({
  entries: rows,
  next: rows.length < limit ? null : (rows.at(-1)?.seq ?? null),
});
