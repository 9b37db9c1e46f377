import { ENTRY_SCHEMA, type EntryTables } from '../storage/sql/entry-schema.ts';

/** The main database: the records of relational kinds, and the index of the objects. */
export interface LetheTables extends EntryTables {
  /** Objects being written: what of them has no entry yet is removed at the next opening. */
  pending_objects: { id: string; at: number };
  meta: { name: string; value: string };
}

export const LETHE_SCHEMA = `${ENTRY_SCHEMA}
  create table if not exists pending_objects (id text primary key, at integer not null);
  create table if not exists meta (name text primary key, value text not null);`;
