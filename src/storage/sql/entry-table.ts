import { sql, type Kysely, type SelectQueryBuilder } from 'kysely';
import type { EntryTables } from './entry-schema.ts';
import { narrow } from './narrow.ts';
import { foundBy, noLongerFound, type TokenObserver } from './token-changes.ts';
import type {
  Entry,
  EntryFilter,
  EntryHead,
  EntryStore,
  EntrySummary,
  EntryTally,
  NewEntry,
} from '../entries.ts';

/** Rows per statement: far below SQLite's bound of 32,766 parameters. */
const ROWS_PER_STATEMENT = 100;
const HEAD_COLUMNS = [
  'id',
  'kind',
  'owner',
  'region',
  'jurisdiction',
  'created_at as createdAt',
  'visible_until as visibleUntil',
  'remove_at as removeAt',
  'key_id as keyId',
  'size as sizeBytes',
] as const;

export const chunks = <T>(list: readonly T[], size = ROWS_PER_STATEMENT): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));

/** The entries of one SQL database. `db` may be a running transaction; `insert` has to be in one. */
export class EntryTable implements EntryStore {
  readonly #db: Kysely<EntryTables>;
  readonly #observer: TokenObserver | undefined;

  constructor(db: Kysely<EntryTables>, observer?: TokenObserver) {
    this.#db = db;
    this.#observer = observer;
  }

  async insert(entries: readonly NewEntry[]): Promise<void> {
    const last = await this.#db
      .selectFrom('entries')
      .select(sql<number>`coalesce(max(seq), 0)`.as('seq'))
      .executeTakeFirstOrThrow();
    const fresh = await this.fresh(entries);
    const rows = fresh.map((entry, i) => ({ entry, seq: last.seq + 1 + i }));
    for (const chunk of chunks(rows))
      await this.#db
        .insertInto('entries')
        .values(chunk.map(({ entry, seq }) => asRow(entry, seq)))
        .execute();
    const tokens = rows.flatMap(({ entry, seq }) =>
      [...new Set(entry.tokens)].map((token) => ({ token, seq })),
    );
    for (const chunk of chunks(tokens)) await this.#db.insertInto('entry_tokens').values(chunk).execute();
    if (this.#observer?.isWatching)
      for (const { entry, seq } of rows) this.#observer.changed(foundBy({ ...entry, seq }, entry.tokens));
  }

  /** Those of the entries that are not there yet. */
  async fresh<E extends NewEntry>(entries: readonly E[]): Promise<readonly E[]> {
    const known = new Set<string>();
    for (const chunk of chunks(entries)) {
      const onces = chunk.flatMap(({ once }) => once ?? []);
      const rows = await this.#db
        .selectFrom('entries')
        .select(['id', 'once'])
        .where((e) => {
          const byId = e(
            'id',
            'in',
            chunk.map(({ id }) => id),
          );
          // An empty list beside it would make SQLite read every entry.
          return onces.length === 0 ? byId : e.or([byId, e('once', 'in', onces)]);
        })
        .execute();
      for (const { id, once } of rows) known.add(id).add(once ?? id);
    }
    return entries.filter(({ id, once }) => {
      if (known.has(id) || (once !== null && known.has(once))) return false;
      known.add(id);
      if (once !== null) known.add(once);
      return true;
    });
  }

  /** The entries that carry one of these. */
  async idsOfOnces(onces: readonly string[]): Promise<readonly { id: string; once: string }[]> {
    const found: { id: string; once: string }[] = [];
    for (const chunk of chunks(onces)) {
      const rows = await this.#db
        .selectFrom('entries')
        .select(['id', 'once'])
        .where('once', 'in', chunk)
        .execute();
      found.push(...rows.flatMap(({ id, once }) => (once === null ? [] : { id, once })));
    }
    return found;
  }

  async find(filter: EntryFilter, limit: number): Promise<readonly Entry[]> {
    return this.#select(filter)
      .select([...HEAD_COLUMNS, 'sealed'])
      .orderBy('created_at', 'desc')
      .orderBy('seq', 'desc')
      .limit(limit)
      .execute();
  }

  async read(ids: readonly string[]): Promise<readonly NewEntry[]> {
    const found: NewEntry[] = [];
    for (const chunk of chunks(ids)) {
      const rows = await this.#db
        .selectFrom('entries')
        .select([...HEAD_COLUMNS, 'seq', 'once', 'sealed'])
        .where('id', 'in', chunk)
        .execute();
      const seqs = rows.map(({ seq }) => seq);
      const tokens = await this.#db.selectFrom('entry_tokens').selectAll().where('seq', 'in', seqs).execute();
      const bySeq = Map.groupBy(tokens, ({ seq }) => seq);
      for (const { seq, ...entry } of rows)
        found.push({ ...entry, tokens: (bySeq.get(seq) ?? []).map(({ token }) => token) });
    }
    return found;
  }

  async heads(filter: EntryFilter, limit: number): Promise<readonly EntryHead[]> {
    const due = filter.dueAt !== undefined;
    return this.#select(filter)
      .select(HEAD_COLUMNS)
      .$if(due, (q) => q.orderBy('remove_at').orderBy('seq'))
      .limit(limit)
      .execute();
  }

  async count(filter: EntryFilter): Promise<number> {
    const row = await this.#select(filter)
      .select(sql<number>`count(*)`.as('count'))
      .executeTakeFirstOrThrow();
    return row.count;
  }

  async tally(filter: EntryFilter): Promise<readonly EntryTally[]> {
    const createdAt = sql<number | null>`case when jurisdiction is null then null else created_at end`;
    return this.#select(filter)
      .select([
        'kind',
        'region',
        'jurisdiction',
        createdAt.as('createdAt'),
        sql<number>`count(*)`.as('count'),
      ])
      .groupBy(['kind', 'region', 'jurisdiction', createdAt])
      .execute();
  }

  async remove(ids: readonly string[]): Promise<number> {
    let removed = 0;
    for (const chunk of chunks(ids)) {
      if (this.#observer?.isWatching) this.#observer.changed(await noLongerFound(this.#db, chunk));
      const seqs = this.#db.selectFrom('entries').select('seq').where('id', 'in', chunk);
      await this.#db.deleteFrom('entry_tokens').where('seq', 'in', seqs).execute();
      const result = await this.#db.deleteFrom('entries').where('id', 'in', chunk).executeTakeFirst();
      removed += Number(result.numDeletedRows);
    }
    return removed;
  }

  async retime(ids: readonly string[], times: Pick<EntryHead, 'visibleUntil' | 'removeAt'>): Promise<void> {
    const change = { visible_until: times.visibleUntil, remove_at: times.removeAt };
    for (const chunk of chunks(ids))
      await this.#db.updateTable('entries').set(change).where('id', 'in', chunk).execute();
  }

  async cap(
    filter: EntryFilter,
    { visibleUntil, removeAt }: { visibleUntil: number; removeAt: number },
  ): Promise<number> {
    const result = await this.#db
      .updateTable('entries')
      .set({
        visible_until: sql<number>`min(coalesce(visible_until, ${visibleUntil}), ${visibleUntil})`,
        remove_at: sql<number>`min(coalesce(remove_at, ${removeAt}), ${removeAt})`,
      })
      .where('seq', 'in', this.#select(filter).select('seq'))
      .where((e) =>
        e.or([
          e('visible_until', 'is', null),
          e('visible_until', '>', visibleUntil),
          e('remove_at', 'is', null),
          e('remove_at', '>', removeAt),
        ]),
      )
      .executeTakeFirst();
    return Number(result.numUpdatedRows);
  }

  /** Replaces the payload of one entry. */
  async reseal(id: string, sealed: Uint8Array, keyId: number): Promise<void> {
    await this.#db
      .updateTable('entries')
      .set({ sealed, key_id: keyId, size: sealed.length })
      .where('id', '=', id)
      .execute();
  }

  /** Replaces what one entry can be found by. */
  async retoken(id: string, tokens: readonly string[]): Promise<void> {
    const row = await this.#db
      .selectFrom('entries')
      .select(['seq', 'kind', 'visible_until as visibleUntil'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row) return;
    if (this.#observer?.isWatching) {
      this.#observer.changed(await noLongerFound(this.#db, [id]));
      this.#observer.changed(foundBy(row, tokens));
    }
    await this.#db.deleteFrom('entry_tokens').where('seq', '=', row.seq).execute();
    const rows = [...new Set(tokens)].map((token) => ({ token, seq: row.seq }));
    if (rows.length > 0) await this.#db.insertInto('entry_tokens').values(rows).execute();
  }

  async summarise(at: number, owner?: string): Promise<readonly EntrySummary[]> {
    return this.#select(owner === undefined ? {} : { owners: [owner] })
      .select([
        'kind',
        sql<number>`count(*)`.as('count'),
        sql<number>`sum(size)`.as('sizeBytes'),
        sql<number | null>`min(created_at)`.as('oldest'),
        sql<number | null>`max(created_at)`.as('newest'),
        sql<number | null>`min(remove_at)`.as('nextRemoveAt'),
        sql<number>`coalesce(sum(remove_at <= ${at}), 0)`.as('late'),
      ])
      .groupBy('kind')
      .execute();
  }

  /** Jumps from owner to owner in the index instead of reading every entry. */
  async owners(): Promise<readonly string[]> {
    const { rows } = await sql<{ owner: string }>`
      with recursive o(owner) as (
        select min(owner) from entries
        union all select (select min(owner) from entries where owner > o.owner) from o where o.owner is not null)
      select owner from o where owner is not null`.execute(this.#db);
    return rows.map((row) => row.owner);
  }

  /** One look into the index for each key, however many entries it has sealed. */
  async keysInUse(keyIds: readonly number[]): Promise<ReadonlySet<number>> {
    const { rows } = await sql<{ id: number }>`
      select value as id from json_each(${JSON.stringify(keyIds)})
      where exists (select 1 from entries where key_id = value)`.execute(this.#db);
    return new Set(rows.map(({ id }) => id));
  }

  /** Jumps from key to key in the index, as `owners` does. */
  async usedKeys(): Promise<readonly number[]> {
    const { rows } = await sql<{ id: number }>`
      with recursive k(id) as (
        select min(key_id) from entries
        union all select (select min(key_id) from entries where key_id > k.id) from k where k.id is not null)
      select id from k where id is not null`.execute(this.#db);
    return rows.map(({ id }) => id);
  }

  /** The owner of the database file truncates its log; a table within it cannot. */
  async settle(): Promise<void> {}

  #select(filter: EntryFilter): SelectQueryBuilder<EntryTables, 'entries', object> {
    return narrow(this.#db.selectFrom('entries'), filter);
  }
}

const asRow = (entry: NewEntry, seq: number) => ({
  seq,
  id: entry.id,
  kind: entry.kind,
  owner: entry.owner,
  region: entry.region,
  jurisdiction: entry.jurisdiction,
  created_at: entry.createdAt,
  visible_until: entry.visibleUntil,
  remove_at: entry.removeAt,
  key_id: entry.keyId,
  size: entry.sizeBytes,
  once: entry.once,
  sealed: entry.sealed,
});
