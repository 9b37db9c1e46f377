import { openSqlite, type SqlFile, type SqliteOptions } from './sqlite.ts';
import { ENTRY_SCHEMA, type EntryTables } from './entry-schema.ts';
import { EntryTable } from './entry-table.ts';
import type { EntryFilter, EntryHead, EntryStore, NewEntry } from '../entries.ts';

export interface EntryFile extends EntryStore {
  close(): Promise<void>;
}

/** An entry store that is an SQLite file of its own: every change is one durable transaction. */
export const openEntryFile = (file: string, options: SqliteOptions = {}): EntryFile =>
  entryFile(openSqlite<EntryTables>(file, ENTRY_SCHEMA, options));

/** The entries of an SQLite file that may hold other tables beside them. */
export const entryFile = (sqlFile: SqlFile<EntryTables>): EntryFile => {
  const all = new EntryTable(sqlFile.db);
  const inTransaction = <R>(work: (table: EntryTable) => Promise<R>): Promise<R> =>
    sqlFile.transaction((tx) => work(new EntryTable(tx)));
  return {
    insert: (entries: readonly NewEntry[]) => inTransaction((table) => table.insert(entries)),
    remove: (ids) => inTransaction((table) => table.remove(ids)),
    retime: (ids, times: Pick<EntryHead, 'visibleUntil' | 'removeAt'>) =>
      inTransaction((table) => table.retime(ids, times)),
    cap: (filter, times) => inTransaction((table) => table.cap(filter, times)),
    find: (filter: EntryFilter, limit) => all.find(filter, limit),
    read: (ids) => all.read(ids),
    heads: (filter, limit) => all.heads(filter, limit),
    count: (filter) => all.count(filter),
    tally: (filter) => all.tally(filter),
    summarise: (at, owner) => all.summarise(at, owner),
    owners: () => all.owners(),
    keysInUse: (keyIds) => all.keysInUse(keyIds),
    usedKeys: () => all.usedKeys(),
    settle: () => sqlFile.checkpoint(),
    close: () => sqlFile.close(),
  };
};
