import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SIGNATURE_COLUMNS } from '../../src/storage/logs/signature.ts';
import { ENTRY_SCHEMA } from '../../src/storage/sql/entry-schema.ts';

export interface Bulk {
  readonly rows: number;
  readonly kind: string;
  readonly owner: string;
  readonly keyId: number;
  /** Spread evenly from `createdAt` over `overMs`; each lives for `lifeMs`. */
  readonly createdAt: number;
  readonly overMs: number;
  readonly lifeMs: number;
}

const PAYLOAD_BYTES = 230;
const WORDS = 16;
const INDICES = ['entries_filed', 'entries_due', 'entries_key', 'entries_once', 'entry_tokens_seq'];

/**
 * Puts millions of entries straight into a store's file, sealed content and keyed hashes being random bytes anyway. The
 * vault must be closed. With words for the file of logs.
 */
export const fill = (folder: string, file: 'lethe.db' | 'logs.db', bulk: Bulk): void => {
  const db = new DatabaseSync(join(folder, file));
  // Speed only: the file is thrown away with the bench.
  db.exec(
    'pragma synchronous = off; pragma cache_size = -400000; pragma journal_mode = wal; pragma secure_delete = off',
  );
  for (const index of INDICES) db.exec(`drop index if exists ${index}`);
  const { last } = db.prepare('select coalesce(max(seq), 0) as last from entries').get() as { last: number };
  const { rows, kind, owner, keyId, createdAt, overMs, lifeMs } = bulk;
  db.exec('begin');
  db.prepare(
    `insert into entries with recursive n(i) as (select 1 union all select i + 1 from n where i < ?)
     select ? + i, printf('%08x-0000-7000-8000-%012x', ? + i, abs(random()) >> 16), ?, ?, 'ap-singapore', null, ? + i * ?,
       ? + i * ?, ? + i * ?, ?, ${PAYLOAD_BYTES}, lower(hex(randomblob(11))), randomblob(${PAYLOAD_BYTES}) from n`,
  ).run(
    ...[rows, last, last, kind, owner, createdAt, overMs / rows],
    ...[createdAt + lifeMs, overMs / rows, createdAt + lifeMs, overMs / rows, keyId],
  );
  db.prepare(
    `insert into entry_tokens select token, seq from
       (select lower(hex(randomblob(11))) as token, seq from entries where seq > ?) order by token`,
  ).run(last);
  if (file === 'logs.db') {
    const words = Array.from({ length: WORDS }, () => 'lower(hex(randomblob(6)))').join(" || ' ' || ");
    db.prepare(`insert into words select seq, ${words} from entries where seq > ?`).run(last);
    const bits = Array.from({ length: SIGNATURE_COLUMNS }, () => 'random() & random() & random()').join(', ');
    db.prepare(`insert into signatures select seq, ${bits} from entries where seq > ?`).run(last);
  }
  db.exec('commit');
  db.exec(ENTRY_SCHEMA);
  db.exec('pragma wal_checkpoint(truncate)');
  db.close();
};
