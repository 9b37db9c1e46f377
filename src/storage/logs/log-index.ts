import { sql, type RawBuilder } from 'kysely';
import type { Entry, EntryFilter, EntryStore, NewEntry } from '../entries.ts';
import { entryFile } from '../sql/entry-file.ts';
import { ENTRY_SCHEMA, type EntryTables } from '../sql/entry-schema.ts';
import { chunks, EntryTable } from '../sql/entry-table.ts';
import { openSqlite, type SqlFile, type SqliteOptions } from '../sql/sqlite.ts';
import { replaceFullTextTable } from './full-text-table.ts';
import { SIGNATURE_COLUMNS, signatureOf } from './signature.ts';

export interface LogEntry extends NewEntry {
  /** What the entry can be searched by, in order; letters and digits only. */
  readonly words: readonly string[];
}

/** An entry store that can also be searched by words. */
export interface LogIndex extends EntryStore {
  insert(entries: readonly LogEntry[]): Promise<void>;
  read(ids: readonly string[]): Promise<readonly LogEntry[]>;
  /** @param phrases every phrase must occur, its words next to each other */
  search(
    phrases: readonly (readonly string[])[],
    filter: EntryFilter,
    limit: number,
  ): Promise<readonly Entry[]>;
  close(): Promise<void>;
}

type SignatureColumn = `s${number}`;

interface LogTables extends EntryTables {
  words: { seq: number; text: string };
  signatures: { seq: number } & Record<SignatureColumn, bigint>;
}

const columns = Array.from({ length: SIGNATURE_COLUMNS }, (_, i): SignatureColumn => `s${i}`);

// Not a full-text index: to remove one entry from that, a page has to be rewritten for every word of it, which alone
// kept expiry from keeping up. Here an entry is one row of each table, next to those that expire with it.
const SCHEMA = `${ENTRY_SCHEMA}
  create table if not exists words (seq integer primary key, text text not null);
  create table if not exists signatures (
    seq integer primary key, ${columns.map((name) => `${name} integer not null`).join(', ')});`;

export const openLogIndex = (file: string, options: SqliteOptions = {}): LogIndex => {
  replaceFullTextTable(file);
  const sqlFile = openSqlite<LogTables>(file, SCHEMA, options);
  return {
    ...entryFile(sqlFile),
    insert: (entries) => sqlFile.transaction((tx) => insert(tx, entries)),
    read: (ids) => read(sqlFile.db, ids),
    remove: (ids) => sqlFile.transaction((tx) => remove(tx, ids)),
    search: (phrases, filter, limit) => search(sqlFile.db, phrases, filter, limit),
  };
};

type Db = SqlFile<LogTables>['db'];

const tableOf = (db: Db): EntryTable => new EntryTable(db);

const insert = async (db: Db, entries: readonly LogEntry[]): Promise<void> => {
  const table = tableOf(db);
  const fresh = await table.fresh(entries);
  await table.insert(fresh);
  for (const chunk of chunks(fresh)) {
    const ids = chunk.map(({ id }) => id);
    const rows = await db.selectFrom('entries').select(['id', 'seq']).where('id', 'in', ids).execute();
    const seqOf = new Map(rows.map(({ id, seq }) => [id, seq]));
    const filed = chunk.map(({ id, words }) => ({ seq: seqOf.get(id) ?? 0, words }));
    await db
      .insertInto('words')
      .values(filed.map(({ seq, words }) => ({ seq, text: words.join(' ') })))
      .execute();
    await db.insertInto('signatures').values(filed.map(signatureRow)).execute();
  }
};

const signatureRow = ({ seq, words }: { seq: number; words: readonly string[] }): LogTables['signatures'] => {
  const bits = signatureOf(words);
  return { seq, ...Object.fromEntries(columns.map((name, i) => [name, bits[i] ?? 0n])) };
};

const read = async (db: Db, ids: readonly string[]): Promise<readonly LogEntry[]> => {
  const textOf = new Map<string, string>();
  for (const chunk of chunks(ids)) {
    const rows = await db
      .selectFrom('entries')
      .innerJoin('words', 'words.seq', 'entries.seq')
      .select(['entries.id', 'words.text'])
      .where('entries.id', 'in', chunk)
      .execute();
    for (const { id, text } of rows) textOf.set(id, text);
  }
  return (await tableOf(db).read(ids)).map((entry) => ({ ...entry, words: wordsIn(textOf.get(entry.id)) }));
};

const wordsIn = (text = ''): readonly string[] => text.split(' ').filter((word) => word !== '');

const remove = async (db: Db, ids: readonly string[]): Promise<number> => {
  for (const chunk of chunks(ids)) {
    const seqs = db.selectFrom('entries').select('seq').where('id', 'in', chunk);
    await db.deleteFrom('words').where('seq', 'in', seqs).execute();
    await db.deleteFrom('signatures').where('seq', 'in', seqs).execute();
  }
  return tableOf(db).remove(ids);
};

const SEARCH_PAGE = 500;

/** Reads the signatures, newest first; what has all the bits is looked at word by word. */
const search = async (
  db: Db,
  phrases: readonly (readonly string[])[],
  filter: EntryFilter,
  limit: number,
): Promise<readonly Entry[]> => {
  if (phrases.length === 0) return [];
  const covers = covering(phrases.flat());
  const wanted = phrases.map((phrase) => ` ${phrase.join(' ')} `);
  const result: Entry[] = [];
  for (let before = Number.MAX_SAFE_INTEGER; result.length < limit;) {
    const seqs = await sql<{ seq: number }>`
      select seq from signatures where seq < ${before} and ${covers} order by seq desc limit ${SEARCH_PAGE}`.execute(
      db,
    );
    const page = seqs.rows.map(({ seq }) => seq);
    result.push(...(await matching(db, page, wanted, filter, limit - result.length)));
    if (page.length < SEARCH_PAGE) break;
    before = page.at(-1) ?? 0;
  }
  return result;
};

const covering = (words: readonly string[]): RawBuilder<boolean> => {
  const conditions = signatureOf(words).flatMap((bits, i) =>
    bits === 0n ? [] : [sql`(${sql.ref(columns[i] ?? '')} & ${bits}) = ${bits}`],
  );
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
};

const matching = async (
  db: Db,
  seqs: readonly number[],
  wanted: readonly string[],
  filter: EntryFilter,
  limit: number,
): Promise<readonly Entry[]> => {
  const rows = await db
    .selectFrom('words')
    .innerJoin('entries', 'entries.seq', 'words.seq')
    .select(['entries.id', 'words.text'])
    .where('words.seq', 'in', seqs)
    .execute();
  const ids = rows
    .filter(({ text }) => wanted.every((phrase) => ` ${text} `.includes(phrase)))
    .map(({ id }) => id);
  return ids.length === 0 ? [] : tableOf(db).find({ ...filter, ids }, limit);
};
