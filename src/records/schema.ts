import { ENTRY_SCHEMA, type EntryTables } from '../storage/sql/entry-schema.ts';

/** The main database: the records of relational kinds, and the index of the objects. */
export interface LetheTables extends EntryTables {
  /** Objects being written: what of them has no entry yet is removed at the next opening. */
  pending_objects: { id: string; at: number };
  meta: { name: string; value: string };
  /** What one process alone does: keyed hashes. */
  claims: { token: string; holder: string; next: string };
  /** What was spent of hours, and has not come back: keyed hashes. */
  budgets: { token: string; free_at: number };
  /** How many entries these tokens find: those by which something is bounded. */
  tallies: { token: string; count: number };
}

/** Kept by the database itself: whichever way entries come and go, in whichever process, the numbers are exact. */
const TALLIES = `
  create table if not exists tallies (token text primary key, count integer not null) without rowid;
  create trigger if not exists tally_more after insert on entry_tokens begin
    update tallies set count = count + 1 where token = new.token; end;
  create trigger if not exists tally_less after delete on entry_tokens begin
    update tallies set count = count - 1 where token = old.token;
    delete from tallies where token = old.token and count <= 0; end;`;

export const LETHE_SCHEMA = `${ENTRY_SCHEMA}
  create table if not exists pending_objects (id text primary key, at integer not null);
  create table if not exists meta (name text primary key, value text not null);
  create table if not exists claims (token text primary key, holder text not null, next text not null) without rowid;
  create table if not exists budgets (token text primary key, free_at real not null) without rowid;
  create index if not exists budgets_free on budgets (free_at);${TALLIES}`;
