import { closeSync, existsSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { openPlainSqlite, type PlainSqlite } from '../../storage/sql/plain-sqlite.ts';
import { columnsOf, LedgerMirrorError, reconcile, tablesOf } from './mirror-reconcile.ts';
import { syncFolder } from '../keys/master-key.ts';

/** The note in `meta` by which a ledger knows that it has a mirror. `kept`: and may not be opened without it. */
export const MIRROR_NOTE = 'mirror';

/** A second ledger on another disk: what is not written to both has not happened. */
export interface LedgerMirror {
  /** Attaches the file to the ledger's connection and brings both in step. @throws LedgerMirrorError */
  attach(ledger: PlainSqlite): void;
  /** From now on each change of the ledger is one of the mirror, in the same transaction. */
  follow(ledger: PlainSqlite): void;
  /** @throws LedgerMirrorError when the file has been moved, replaced or removed since it was opened */
  assertInPlace(): void;
}

/**
 * @param schema the ledger's own
 * @throws LedgerMirrorError when the file cannot be opened
 */
export const openMirror = (mirrorFile: string, schema: string): LedgerMirror => {
  const file = resolve(mirrorFile);
  try {
    closeSync(openSync(file, 'a', 0o600));
    using mirror = openPlainSqlite(file);
    mirror.exec(
      `pragma journal_mode = delete; pragma synchronous = full; pragma secure_delete = on;
      begin immediate; ${schema} commit`,
    );
  } catch {
    throw new LedgerMirrorError('The mirror of the ledger cannot be opened. Is its disk there?');
  }
  const opened = statSync(file);
  return {
    attach: (ledger) => {
      ledger.prepare('attach ? as mirror').run(file);
      // secure_delete: what is destroyed here must not lie on in the other place.
      ledger.exec(`
        pragma mirror.journal_mode = delete;
        pragma mirror.synchronous = full;
        pragma mirror.secure_delete = on;
        begin immediate`);
      try {
        reconcile(ledger, noteOf(ledger));
        for (const side of ['main', 'mirror'])
          ledger.exec(`
            insert into ${side}.meta (name, value) values ('${MIRROR_NOTE}', 'kept')
              on conflict do update set value = excluded.value where value <> excluded.value`);
        ledger.exec('commit');
      } catch (error) {
        ledger.exec('rollback');
        throw error;
      }
    },
    follow: (ledger) => tablesOf(ledger).forEach((table) => ledger.exec(triggersOf(ledger, table))),
    assertInPlace: () => {
      const now = existsSync(file) ? statSync(file) : null;
      if (now?.ino !== opened.ino || now.dev !== opened.dev)
        throw new LedgerMirrorError(
          'The mirror of the ledger is not where it was: nothing is changed without it',
        );
    },
  };
};

const noteOf = (database: PlainSqlite): string | null => {
  const row = database.prepare('select value from main.meta where name = ?').get(MIRROR_NOTE);
  return row ? String(row['value']) : null;
};

const triggersOf = (database: PlainSqlite, table: string): string => {
  const columns = columnsOf(database, table);
  const names = columns.map(({ name }) => name);
  const keys = columns.filter(({ isKey }) => isKey).map(({ name }) => name);
  const remove = `delete from mirror.${table} where ${keys.map((key) => `${key} is old.${key}`).join(' and ')};`;
  const add = `insert into mirror.${table} (${names.join()}) values (${names.map((name) => `new.${name}`).join()});`;
  const trigger = (event: string, body: string): string =>
    `create temp trigger mirror_${event}_${table} after ${event} on main.${table} begin ${body} end;`;
  return trigger('insert', add) + trigger('update', remove + add) + trigger('delete', remove);
};

/**
 * A ledger that has a mirror is not opened without it: what was destroyed then would live on in the mirror.
 * @param forGood the mirror is given up
 * @throws LedgerMirrorError
 */
export const forgetMirror = (ledgerFile: string, forGood: boolean): void => {
  if (!existsSync(ledgerFile)) return;
  using ledger = openPlainSqlite(ledgerFile);
  if (!ledger.prepare("select 1 from sqlite_schema where name = 'meta'").get()) return;
  const note = noteOf(ledger);
  if (note === null) return;
  if (note === 'kept' && !forGood)
    throw new LedgerMirrorError(
      'This ledger has a mirror, and is not opened without it. Set LETHE_LEDGER_MIRROR to its file, or to "none" to give it up for good.',
    );
  ledger.prepare('delete from meta where name = ?').run(MIRROR_NOTE);
};

/**
 * The ledger of a new machine, or of one that lost its own: the mirror, copied into a folder that has none. The copy may
 * be opened with this mirror or without one.
 * @throws LedgerMirrorError when the mirror is empty or damaged, or the folder has a ledger
 */
export const ledgerFromMirror = (mirrorFile: string, folder: string): void => {
  const file = join(folder, 'ledger.db');
  if (hasLedger(file)) throw new LedgerMirrorError('The folder has a ledger already');
  if (!existsSync(mirrorFile)) throw new LedgerMirrorError('There is no mirror in this place');
  const part = `${file}.part`;
  rmSync(part, { force: true });
  {
    using mirror = openPlainSqlite(mirrorFile);
    const whole = mirror.prepare('pragma integrity_check').get()?.['integrity_check'] === 'ok';
    if (!whole || tablesOf(mirror).length === 0)
      throw new LedgerMirrorError('The mirror is empty, or damaged');
    mirror.prepare('vacuum into ?').run(part);
  }
  {
    using copy = openPlainSqlite(part);
    copy.exec('pragma secure_delete = on');
    copy.prepare('update meta set value = ? where name = ?').run('possible', MIRROR_NOTE);
  }
  // The log of a ledger that is no more must not be taken for this one's.
  for (const suffix of ['-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
  renameSync(part, file);
  syncFolder(dirname(file));
};

/** An opening that was refused leaves tables without a word in them. */
const hasLedger = (file: string): boolean => {
  if (!existsSync(file)) return false;
  using ledger = openPlainSqlite(file);
  if (tablesOf(ledger).length === 0) return false;
  return ledger.prepare('select 1 from meta limit 1').get() !== undefined;
};

/** How many rows of the ledger and its mirror differ; 0 when they are in step. Needs an attached mirror. */
export const differencesSql = (tables: readonly string[]): string => {
  const one = (table: string, a: string, b: string): string =>
    `(select count(*) from (select * from ${a}.${table} except select * from ${b}.${table}))`;
  return `select ${tables.map((t) => `${one(t, 'main', 'mirror')} + ${one(t, 'mirror', 'main')}`).join(' + ')} as n`;
};
