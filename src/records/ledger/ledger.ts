import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PlainSqlite } from '../../storage/sql/plain-sqlite.ts';
import { openSqlite, type SqlFile } from '../../storage/sql/sqlite.ts';
import { forgetMirror, openMirror } from './ledger-mirror.ts';
import { LedgerMirrorError } from './mirror-reconcile.ts';

/**
 * What has to be as current as the truth itself, in a database of its own: the data keys, what was erased, and the
 * receipts. Nothing of it is in a back-up; a mirror of it on another disk is what a back-up is restored with.
 */
export interface LedgerTables {
  /** The keys that the master key wraps, once for every master key that opens them: two during a rotation. */
  root_keys: {
    use: string;
    generation: number;
    /** Fingerprint of the master key. */
    master: string;
    made_at: number;
    wrapped: Uint8Array;
  };
  data_keys: {
    id: number;
    scope: string;
    owner: string;
    category: string;
    subject: string | null;
    drop_at: number | null;
    /** Of the root key that wraps it. */
    generation: number;
    wrapped: Uint8Array;
  };
  /**
   * The erasure list: entries that went, or were moved apart, earlier than their own deadline says, while the key that
   * sealed them had to stay for others. A restored copy of them is not let in again.
   */
  erased: {
    entry_id: string;
    /** Null: gone. Else moved apart. */
    apart: number | null;
    /** When the entry's own deadline makes this line needless; null: never. */
    forget_at: number | null;
  };
  /** Subjects for which no key is ever made again: withdrawn consents. */
  closed_subjects: { owner: string; subject: string; at: number };
  /** Accounts that were closed; what was planned for each as JSON. */
  closures: { app_id: string; closed_at: number; finished_at: number | null; steps: string };
  /** Removals under way: what a kill interrupts is completed at the next opening. */
  disposals: { id: string; body: string };
  receipts: { idx: number; id: string; app_id: string | null; entry: string; mac: string };
  /** One row: the receipts' tree. */
  receipt_head: { one: number; size: number; root: string; roots: string; mac: string };
  /** Roots of the tree's full subtrees of two receipts (level 1) and more. */
  receipt_nodes: { level: number; idx: number; hash: Uint8Array };
  /** Every head that was signed. */
  receipt_tree_heads: { size: number; root: string; checkpoint: string };
  meta: { name: string; value: string };
}

export type Ledger = SqlFile<LedgerTables>;

// autoincrement: the id of a destroyed key never comes back.
const LEDGER_SCHEMA = `
  create table if not exists root_keys (
    use text not null, generation integer not null, master text not null, made_at integer not null,
    wrapped blob not null, primary key (use, generation, master)) without rowid;
  create table if not exists data_keys (
    id integer primary key autoincrement, scope text not null unique, owner text not null, category text not null,
    subject text, drop_at integer, generation integer not null, wrapped blob not null);
  create index if not exists data_keys_owner on data_keys (owner, subject);
  create index if not exists data_keys_due on data_keys (drop_at) where drop_at is not null;
  create table if not exists erased (entry_id text primary key, apart integer, forget_at integer) without rowid;
  create index if not exists erased_forget on erased (forget_at) where forget_at is not null;
  create table if not exists closed_subjects (
    owner text not null, subject text not null, at integer not null, primary key (owner, subject)) without rowid;
  create table if not exists closures (
    app_id text primary key, closed_at integer not null, finished_at integer, steps text not null) without rowid;
  create table if not exists disposals (id text primary key, body text not null);
  create table if not exists receipts (
    idx integer primary key, id text not null unique, app_id text, entry text not null, mac text not null);
  create index if not exists receipts_account on receipts (app_id, idx);
  create table if not exists receipt_head (
    one integer primary key check (one = 1), size integer not null, root text not null, roots text not null,
    mac text not null);
  create table if not exists receipt_nodes (
    level integer not null, idx integer not null, hash blob not null, primary key (level, idx)) without rowid;
  create table if not exists receipt_tree_heads (
    size integer primary key, root text not null, checkpoint text not null);
  create table if not exists meta (name text primary key, value text not null);`;

export const ledgerFileOf = (folder: string): string => join(folder, 'ledger.db');

/**
 * @param mirrorFile a second ledger on another disk; null: it has none any more; absent: it has none
 * @throws LedgerMirrorError
 */
export const openLedger = (folder: string, mirrorFile?: string | null): Ledger => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = ledgerFileOf(folder);
  if (mirrorFile === undefined || mirrorFile === null) {
    forgetMirror(file, mirrorFile === null);
    return openSqlite<LedgerTables>(file, LEDGER_SCHEMA, { prepare: nameInstallation });
  }
  const mirror = openMirror(mirrorFile, LEDGER_SCHEMA);
  // In the write-ahead log a commit is atomic in each file only; with rollback journals it is so over both
  // (https://sqlite.org/lang_attach.html).
  const ledger = openMirrored(file, {
    prepare: (database) => {
      mirror.attach(database);
      mirror.follow(database);
      nameInstallation(database);
    },
  });
  return {
    ...ledger,
    transaction: async (work) => {
      mirror.assertInPlace();
      return ledger.transaction(work);
    },
  };
};

const SQLITE_BUSY = 5;

const openMirrored = (file: string, options: { prepare: (database: PlainSqlite) => void }): Ledger => {
  try {
    return openSqlite<LedgerTables>(file, LEDGER_SCHEMA, { ...options, journal: 'delete' });
  } catch (error) {
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
    throw new LedgerMirrorError(
      'Another process has the ledger open without its mirror, or is writing for long: stop it first',
    );
  }
};

/** Tells one installation's ledger from another's. */
const nameInstallation = (database: PlainSqlite): void => {
  // Asked first: an insert would wait for whoever writes.
  if (database.prepare("select 1 from meta where name = 'installation'").get()) return;
  database
    .prepare("insert into meta (name, value) values ('installation', ?) on conflict do nothing")
    .run(randomUUID());
};
