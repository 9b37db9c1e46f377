import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEntryFile } from '../../src/storage/sql/entry-file.ts';
import { openSqlite, type SqlFile } from '../../src/storage/sql/sqlite.ts';
import { describeEntryStore } from './entry-store-contract.ts';

describeEntryStore('an SQLite file', async (folder) => openEntryFile(join(folder, 'entries.db')));

interface Tables {
  notes: { id: number; text: string };
}

describe('SQLite behind Kysely', () => {
  let folder: string;
  let file: SqlFile<Tables>;
  const path = () => join(folder, 'notes.db');
  const open = () =>
    openSqlite<Tables>(path(), 'create table if not exists notes (id integer primary key, text text)');
  const note = (text: string) =>
    file.db
      .insertInto('notes')
      .values({ text } as Tables['notes'])
      .execute();
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sql-'));
    file = open();
  });
  afterEach(async () => {
    await file.close();
    rmSync(folder, { recursive: true });
  });

  it('deletes securely, syncs fully and writes ahead', async () => {
    const pragma = async (name: string) =>
      (await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(file.db)).rows[0]?.[name];
    expect(await pragma('secure_delete')).toBe(1);
    expect(await pragma('synchronous')).toBe(2);
    expect(await pragma('journal_mode')).toBe('wal');
  });

  it('waits for the disk with every commit but the lazy ones, whichever came before', async () => {
    const level = async (db: SqlFile<Tables>['db'] = file.db) =>
      (await sql<{ synchronous: number }>`pragma synchronous`.execute(db)).rows[0]?.synchronous;
    for (const isFailing of [false, true, false]) {
      const levels: unknown[] = [];
      const lazy = file.lazily(async (tx) => {
        levels.push(await level(tx));
        // More statements than are kept prepared.
        for (let i = 0; i < 401; i++) await sql.raw(`select ${i}`).execute(tx);
        if (isFailing) throw new Error('not this one');
      });
      await lazy.catch(() => undefined);
      levels.push(await level());
      await file.transaction(async (tx) => levels.push(await level(tx)));
      expect(levels).toEqual([1, 2, 2]);
    }
  });

  it('rolls a failed transaction back', async () => {
    const failing = file.transaction(async (tx) => {
      await tx.insertInto('notes').values({ id: 1, text: 'x' }).execute();
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await file.db.selectFrom('notes').selectAll().execute()).toEqual([]);
  });

  it('truncates the write-ahead log', async () => {
    await note('x'.repeat(50_000));
    expect(statSync(`${path()}-wal`).size).toBeGreaterThan(50_000);
    await file.checkpoint();
    expect(statSync(`${path()}-wal`).size).toBe(0);
  });

  it('tells what others committed from what it did itself', async () => {
    const before = file.foreignVersion();
    await note('mine');
    expect(file.foreignVersion()).toBe(before);
    const other = open();
    await other.db.insertInto('notes').values({ id: 99, text: 'theirs' }).execute();
    expect(file.foreignVersion()).not.toBe(before);
    await other.close();
  });
});
