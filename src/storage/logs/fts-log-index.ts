import { sql } from 'kysely';
import type { Entry, EntryFilter, EntryStore, NewEntry } from '../entries.ts';
import { entryFile } from '../sql/entry-file.ts';
import { ENTRY_SCHEMA, type EntryTables } from '../sql/entry-schema.ts';
import { chunks, EntryTable } from '../sql/entry-table.ts';
import { openSqlite, type SqlFile, type SqliteOptions } from '../sql/sqlite.ts';

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

interface LogTables extends EntryTables {
  words: { rowid: number; text: string };
}

// FTS5 keeps a deleted row's words in its index until segments merge, unless told to delete them at once:
// https://sqlite.org/fts5.html#the_secure_delete_configuration_option
const SCHEMA = `${ENTRY_SCHEMA}
  create virtual table if not exists words using fts5(text, tokenize = 'ascii');
  insert into words(words, rank) values ('secure-delete', 1);`;

export const openLogIndex = (file: string, options: SqliteOptions = {}): LogIndex => {
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
  for (const { id, words } of fresh)
    await sql`insert into words(rowid, text) select seq, ${words.join(' ')} from entries where id = ${id}`.execute(
      db,
    );
};

const read = async (db: Db, ids: readonly string[]): Promise<readonly LogEntry[]> => {
  const rows = await db
    .selectFrom('words')
    .innerJoin('entries', 'entries.seq', 'words.rowid')
    .select(['entries.id', 'words.text'])
    .where('entries.id', 'in', ids)
    .execute();
  const textOf = new Map(rows.map(({ id, text }) => [id, text]));
  const wordsOf = (id: string) => (textOf.get(id) ?? '').split(' ').filter((word) => word !== '');
  return (await tableOf(db).read(ids)).map((entry) => ({ ...entry, words: wordsOf(entry.id) }));
};

const remove = async (db: Db, ids: readonly string[]): Promise<number> => {
  for (const chunk of chunks(ids)) {
    const seqs = db.selectFrom('entries').select('seq').where('id', 'in', chunk);
    await db.deleteFrom('words').where('rowid', 'in', seqs).execute();
  }
  return tableOf(db).remove(ids);
};

const search = async (
  db: Db,
  phrases: readonly (readonly string[])[],
  filter: EntryFilter,
  limit: number,
): Promise<readonly Entry[]> => {
  if (phrases.length === 0) return [];
  const match = phrases.map((phrase) => `"${phrase.join(' ')}"`).join(' ');
  const found = await sql<{ rowid: number }>`select rowid from words where words match ${match}`.execute(db);
  const result: Entry[] = [];
  const table = tableOf(db);
  const seqs = found.rows.map((row) => row.rowid).sort((a, b) => b - a);
  for (let i = 0; i < seqs.length && result.length < limit; i += SEARCH_PAGE) {
    const page = seqs.slice(i, i + SEARCH_PAGE);
    const rows = await db.selectFrom('entries').select('id').where('seq', 'in', page).execute();
    result.push(...(await table.find({ ...filter, ids: rows.map((row) => row.id) }, limit - result.length)));
  }
  return result;
};

const SEARCH_PAGE = 500;
