import { ENTRY_SCHEMA, type EntryTables } from '../storage/sql/entry-table.ts';

/** The main database: the records of relational kinds, the index of the objects, and the vault's own books. */
export interface LetheTables extends EntryTables {
  /** Objects being written: what of them has no entry yet is removed at the next opening. */
  pending_objects: { id: string; at: number };
  /** Removals under way: what a kill interrupts is completed at the next opening. */
  disposals: { id: string; body: string };
  receipts: { idx: number; id: string; app_id: string | null; entry: string; mac: string };
  /** One row: the receipts' tree. */
  receipt_head: { one: number; size: number; root: string; roots: string; mac: string };
  meta: { name: string; value: string };
}

export const LETHE_SCHEMA = `${ENTRY_SCHEMA}
  create table if not exists pending_objects (id text primary key, at integer not null);
  create table if not exists disposals (id text primary key, body text not null);
  create table if not exists receipts (idx integer primary key, id text not null unique, app_id text, entry text not null, mac text not null);
  create index if not exists receipts_account on receipts (app_id, idx);
  create table if not exists receipt_head (one integer primary key check (one = 1), size integer not null, root text not null, roots text not null, mac text not null);
  create table if not exists meta (name text primary key, value text not null);`;
