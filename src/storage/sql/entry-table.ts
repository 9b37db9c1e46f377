import { sql, type Kysely } from 'kysely';
import type { EntryTables } from './entry-schema.ts';
import { ask, fromEntries, HEAD_COLUMNS, listed, type Fragment } from './entry-query.ts';
import { foundBy, noLongerFound, type TokenChange, type TokenObserver } from './token-changes.ts';
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
    if (entries.length === 0) return;
    const { rows: lasts } = await ask<{ seq: number }>(this.#db, {
      text: 'select coalesce(max(seq), 0) as seq from entries',
      values: [],
    });
    const last = lasts[0]?.seq ?? 0;
    const fresh = await this.fresh(entries);
    const rows = fresh.map((entry, i) => ({ entry, seq: last + 1 + i }));
    for (const { entry, seq } of rows)
      await ask(this.#db, { text: INSERT, values: Object.values(asRow(entry, seq)) });
    await this.#insertTokens(
      rows.flatMap(({ entry, seq }) => [...new Set(entry.tokens)].map((token) => [token, seq] as const)),
    );
    if (this.#observer?.isWatching)
      for (const { entry, seq } of rows) this.#observer.changed(foundBy({ ...entry, seq }, entry.tokens));
  }

  /** Those of the entries that are not there yet. */
  async fresh<E extends NewEntry>(entries: readonly E[]): Promise<readonly E[]> {
    const known = new Set<string>();
    const ids = entries.map(({ id }) => id);
    const onces = entries.flatMap(({ once }) => once ?? []);
    const { rows } = await this.#selected<{ id: string; once: string | null }>('e.id, e.once', { ids });
    for (const { id, once } of rows) known.add(id).add(once ?? id);
    for (const { once } of await this.idsOfOnces(onces)) known.add(once);
    return entries.filter(({ id, once }) => {
      if (known.has(id) || (once !== null && known.has(once))) return false;
      known.add(id);
      if (once !== null) known.add(once);
      return true;
    });
  }

  /** The entries that carry one of these. */
  async idsOfOnces(once: readonly string[]): Promise<readonly { id: string; once: string }[]> {
    if (once.length === 0) return [];
    return (await this.#selected<{ id: string; once: string }>('e.id, e.once', { once })).rows;
  }

  async find(filter: EntryFilter, limit: number): Promise<readonly Entry[]> {
    const order = { text: ' order by e.created_at desc, e.seq desc limit ?', values: [limit] };
    return (await this.#selected<Entry>(`${HEAD_COLUMNS}, e.sealed`, filter, order)).rows;
  }

  async read(ids: readonly string[]): Promise<readonly NewEntry[]> {
    type Row = Entry & { seq: number; once: string | null };
    const { rows } = await this.#selected<Row>(`${HEAD_COLUMNS}, e.seq, e.once, e.sealed`, { ids });
    const { text, values } = listed(rows.map(({ seq }) => seq));
    const tokens = await ask<EntryTables['entry_tokens']>(this.#db, {
      text: `select token, seq from entry_tokens where seq in ${text}`,
      values,
    });
    const bySeq = Map.groupBy(tokens.rows, ({ seq }) => seq);
    return rows.map(({ seq, ...entry }) => ({
      ...entry,
      tokens: (bySeq.get(seq) ?? []).map(({ token }) => token),
    }));
  }

  /** The first bytes of payloads, by id; without those that lie elsewhere. */
  async beginnings(ids: readonly string[], bytes: number): Promise<ReadonlyMap<string, Uint8Array>> {
    if (ids.length === 0) return new Map();
    const columns = `e.id, substr(e.sealed, 1, ${bytes}) as begun`;
    const { rows } = await this.#selected<{ id: string; begun: Uint8Array | null }>(columns, { ids });
    return new Map(rows.flatMap(({ id, begun }) => (begun ? [[id, begun]] : [])));
  }

  async heads(filter: EntryFilter, limit: number): Promise<readonly EntryHead[]> {
    const order = filter.dueAt === undefined ? '' : ' order by e.remove_at, e.seq';
    const rest = { text: `${order} limit ?`, values: [limit] };
    return (await this.#selected<EntryHead>(HEAD_COLUMNS, filter, rest)).rows;
  }

  async count(filter: EntryFilter): Promise<number> {
    const { rows } = await this.#selected<{ count: number }>('count(*) as count', filter);
    return rows[0]?.count ?? 0;
  }

  async tally(filter: EntryFilter): Promise<readonly EntryTally[]> {
    const alike =
      'e.kind, e.region, e.jurisdiction, case when e.jurisdiction is null then null else e.created_at end';
    const rest = { text: ' group by 1, 2, 3, 4', values: [] };
    return (await this.#selected<EntryTally>(`${alike} as createdAt, count(*) as count`, filter, rest)).rows;
  }

  async remove(ids: readonly string[]): Promise<number> {
    if (this.#observer?.isWatching) this.#observer.changed(await noLongerFound(this.#db, ids));
    const { text, values } = listed(ids);
    const seqs = `(select seq from entries where id in ${text})`;
    await ask(this.#db, { text: `delete from entry_tokens where seq in ${seqs}`, values });
    return (await ask(this.#db, { text: `delete from entries where id in ${text}`, values })).affected;
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
    const { text, values } = fromEntries(filter);
    const { affected } = await ask(this.#db, {
      text: `update entries set visible_until = min(coalesce(visible_until, ?), ?), remove_at = min(coalesce(remove_at, ?), ?)
        where seq in (select e.seq${text})
        and (visible_until is null or visible_until > ? or remove_at is null or remove_at > ?)`,
      values: [visibleUntil, visibleUntil, removeAt, removeAt, ...values, visibleUntil, removeAt],
    });
    return affected;
  }

  /** Replaces the payload of one entry. */
  async reseal(id: string, sealed: Uint8Array, keyId: number): Promise<void> {
    const text = 'update entries set sealed = ?, key_id = ?, size = ? where id = ?';
    await ask(this.#db, { text, values: [sealed, keyId, sealed.length, id] });
  }

  /** Replaces what one entry can be found by. */
  async retoken(id: string, tokens: readonly string[]): Promise<void> {
    const columns = 'e.seq, e.kind, e.visible_until as visibleUntil';
    type Row = Pick<TokenChange, 'seq' | 'kind' | 'visibleUntil'>;
    const row = (await this.#selected<Row>(columns, { ids: [id] })).rows[0];
    if (!row) return;
    if (this.#observer?.isWatching) {
      this.#observer.changed(await noLongerFound(this.#db, [id]));
      this.#observer.changed(foundBy(row, tokens));
    }
    await ask(this.#db, { text: 'delete from entry_tokens where seq = ?', values: [row.seq] });
    await this.#insertTokens([...new Set(tokens)].map((token) => [token, row.seq] as const));
  }

  async #insertTokens(list: readonly (readonly [token: string, seq: number])[]): Promise<void> {
    if (list.length === 0) return;
    await ask(this.#db, {
      text: 'insert into entry_tokens (token, seq) select value ->> 0, value ->> 1 from json_each(?)',
      values: [JSON.stringify(list)],
    });
  }

  async summarise(at: number, owner?: string): Promise<readonly EntrySummary[]> {
    const { text, values } = fromEntries(owner === undefined ? {} : { owners: [owner] });
    const { rows } = await ask<EntrySummary>(this.#db, {
      text: `select e.kind, count(*) as count, sum(e.size) as sizeBytes, min(e.created_at) as oldest,
        max(e.created_at) as newest, min(e.remove_at) as nextRemoveAt, coalesce(sum(e.remove_at <= ?), 0) as late
        ${text} group by e.kind`,
      values: [at, ...values],
    });
    return rows;
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

  #selected<Row>(columns: string, filter: EntryFilter, rest?: Fragment): Promise<{ rows: readonly Row[] }> {
    const { text, values } = fromEntries(filter);
    const [more = '', others = []] = [rest?.text, rest?.values];
    return ask<Row>(this.#db, { text: `select ${columns}${text}${more}`, values: [...values, ...others] });
  }
}

const INSERT = `insert into entries (seq, id, kind, owner, region, jurisdiction, created_at, visible_until, remove_at,
  key_id, size, once, sealed) values (${Array.from({ length: 13 }, () => '?').join()})`;

/** In the order of the columns of `INSERT`. */
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
