import { existsSync } from 'node:fs';
import { openPlainSqlite } from '../sql/plain-sqlite.ts';
import { SIGNATURE_COLUMNS, signatureOf } from './signature.ts';

/** A file of an older version kept its words in an FTS5 table, under the name that the words have now. Done once. */
export const replaceFullTextTable = (file: string): void => {
  if (!existsSync(file)) return;
  using db = openPlainSqlite(file);
  const isFullText = db
    .prepare("select 1 from sqlite_schema where name = 'words' and sql like 'create virtual table%'")
    .get();
  if (!isFullText) return;
  const names = Array.from({ length: SIGNATURE_COLUMNS }, (_, i) => `s${i}`);
  db.exec(`begin immediate;
    create table new_words (seq integer primary key, text text not null);
    insert into new_words select rowid, text from words;
    drop table words;
    alter table new_words rename to words;
    create table signatures (
      seq integer primary key, ${names.map((name) => `${name} integer not null`).join(', ')})`);
  const insert = db.prepare(`insert into signatures values (?, ${names.map(() => '?').join(', ')})`);
  for (const { seq, text } of db.prepare('select seq, text from words').iterate())
    insert.run(Number(seq), ...signatureOf(String(text).split(' ').filter(Boolean)));
  db.exec('commit');
};
