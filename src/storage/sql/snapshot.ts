import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import type { NewEntry } from '../entries.ts';

/** An entry as it was inserted, with the words of a log. */
export interface FiledEntry extends NewEntry {
  readonly words: readonly string[];
}

/** What an SQLite file of entries held at one instant, whatever is written to it meanwhile. */
export interface EntrySnapshot {
  readonly count: number;
  readonly sizeBytes: number;
  /** By owner, kind and time of creation; one at a time. */
  entries(): Iterable<FiledEntry>;
  close(): void;
}

const BUSY_TIMEOUT_MS = 10_000;

// In the order of the index `entries_filed`: nothing is sorted, so nothing has to be held.
const ALL = `
  select seq, id, kind, owner, region, jurisdiction, created_at, visible_until, remove_at, key_id, size, once, sealed
  from entries indexed by entries_filed
  order by owner, kind, created_at, remove_at, visible_until, size, seq`;

/** Opens the file a second time, for reading, as it is now. While it is open, the write-ahead log cannot be truncated. */
export const openSnapshot = (file: string): EntrySnapshot => {
  const database = new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  database.exec('begin');
  // The first read, not `begin`, fixes what is seen (https://sqlite.org/lang_transaction.html).
  const total = database.prepare('select count(*) as n, coalesce(sum(size), 0) as bytes from entries').get();
  const hasWords =
    database.prepare("select 1 from sqlite_schema where type = 'table' and name = 'words'").get() !==
    undefined;
  return {
    count: Number(total?.['n']),
    sizeBytes: Number(total?.['bytes']),
    entries: function* () {
      const tokens = database.prepare('select token from entry_tokens where seq = ? order by token');
      const words = hasWords ? database.prepare('select text from words where rowid = ?') : null;
      for (const row of database.prepare(ALL).iterate()) {
        const seq = Number(row['seq']);
        const text = String(words?.get(seq)?.['text'] ?? '');
        yield {
          ...entryOf(row),
          tokens: tokens.all(seq).map(({ token }) => String(token)),
          words: text === '' ? [] : text.split(' '),
        };
      }
    },
    close: () => database.close(),
  };
};

type Row = Record<string, SQLOutputValue>;

const entryOf = (row: Row): Omit<NewEntry, 'tokens'> => ({
  id: String(row['id']),
  kind: String(row['kind']),
  owner: String(row['owner']),
  region: String(row['region']),
  jurisdiction: textOrNull(row['jurisdiction']),
  createdAt: Number(row['created_at']),
  visibleUntil: numberOrNull(row['visible_until']),
  removeAt: numberOrNull(row['remove_at']),
  keyId: Number(row['key_id']),
  sizeBytes: Number(row['size']),
  once: textOrNull(row['once']),
  sealed: row['sealed'] instanceof Uint8Array ? row['sealed'] : null,
});

const textOrNull = (value: SQLOutputValue | undefined): string | null =>
  typeof value === 'string' ? value : null;
const numberOrNull = (value: SQLOutputValue | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);
