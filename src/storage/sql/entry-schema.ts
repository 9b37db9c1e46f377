export interface EntryTables {
  entries: {
    seq: number;
    id: string;
    kind: string;
    owner: string;
    region: string;
    jurisdiction: string | null;
    created_at: number;
    visible_until: number | null;
    remove_at: number | null;
    key_id: number;
    size: number;
    once: string | null;
    sealed: Uint8Array | null;
  };
  entry_tokens: { token: string; seq: number };
}

/** The index `entries_filed` also covers what `summarise` adds up, so that it never reads a payload. */
export const ENTRY_SCHEMA = `
  create table if not exists entries (
    seq integer primary key, id text not null unique, kind text not null, owner text not null, region text not null,
    jurisdiction text, created_at integer not null, visible_until integer, remove_at integer,
    key_id integer not null, size integer not null, once text, sealed blob);
  create index if not exists entries_filed on entries (owner, kind, created_at, remove_at, visible_until, size);
  create index if not exists entries_due on entries (remove_at) where remove_at is not null;
  create index if not exists entries_key on entries (key_id);
  create unique index if not exists entries_once on entries (once) where once is not null;
  create table if not exists entry_tokens (token text not null, seq integer not null, primary key (token, seq)) without rowid;
  create index if not exists entry_tokens_seq on entry_tokens (seq);`;
