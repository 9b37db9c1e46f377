import type { Turns } from '../../lib/turns.ts';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import {
  Kysely,
  sql,
  SqliteDialect,
  type SqliteDatabase,
  type SqliteStatement,
  type Transaction,
} from 'kysely';

/** How long a write waits for another process that writes the same file. */
const BUSY_TIMEOUT_MS = 10_000;
const STATEMENTS_KEPT = 400;

/** One SQLite file behind Kysely. Writes survive a kill and a power cut once their transaction has resolved. */
export interface SqlFile<Tables> {
  readonly db: Kysely<Tables>;
  /** Holds the file's write lock from the beginning, so that what is read in it stays true until its end. */
  transaction<R>(work: (tx: Transaction<Tables>) => Promise<R>): Promise<R>;
  /** Seen by all as soon as it resolves, durable with the next `transaction` or `checkpoint`: a power cut may undo it. */
  lazily<R>(work: (tx: Transaction<Tables>) => Promise<R>): Promise<R>;
  /** Moves the write-ahead log into the file and truncates it: overwritten content is then nowhere. */
  checkpoint(): Promise<void>;
  /** Changes whenever another connection, of this process or another, has committed to the file. */
  foreignVersion(): number;
  close(): Promise<void>;
}

export interface SqliteOptions {
  /** `wal` unless commits have to be atomic over attached databases too, which takes `delete`. */
  readonly journal?: 'wal' | 'delete';
  /** `full`: durable once its transaction has resolved. `normal`: only once the log is moved into the file. */
  readonly synchronous?: 'full' | 'normal';
  /** Shared with another thread that writes the same file. */
  readonly turns?: Turns | undefined;
  /** Called once the schema is there, on the one connection that is used. */
  readonly prepare?: (database: DatabaseSync) => void;
}

/**
 * @param schema statements that create what is missing; must be harmless when repeated
 */
export const openSqlite = <Tables>(
  file: string,
  schema: string,
  { journal = 'wal', synchronous = 'full', turns, prepare }: SqliteOptions = {},
): SqlFile<Tables> => {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    setUp(database, schema, { journal, synchronous });
    prepare?.(database);
  } catch (error) {
    database.close();
    throw error;
  }
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: asKyselyDatabase(database) }) });
  const checkpoint = truncateLog(db);
  const inTurn = <R>(work: () => Promise<R>): Promise<R> => (turns ? turns.take(work) : work());
  const durably: InTransaction<Tables> = (work) => db.transaction().execute(work);
  // A rollback journal that is not waited for may lose more than the last commit.
  const lazily = journal === 'wal' && synchronous === 'full' ? unsynced(db) : durably;
  const versionStatement = database.prepare('pragma data_version');
  return {
    db,
    transaction: (work) => inTurn(() => begun(durably, work)),
    lazily: (work) => inTurn(() => begun(lazily, work)),
    checkpoint,
    foreignVersion: () => Number(versionStatement.get()?.['data_version']),
    close: async () => {
      await checkpoint();
      await db.destroy();
      if (database.isOpen) database.close();
    },
  };
};

/** How often a log is tried to be truncated that somebody still reads. */
const TRUNCATE_ATTEMPTS = 40;
const TRUNCATE_EVERY_MS = 25;

/**
 * A back-up reads one instant of a file for as long as it takes, and keeps the log from being truncated. Nobody waits
 * for that longer than a second, and then not again until it has ended: it truncates the log itself afterwards.
 */
const truncateLog = <Tables>(db: Kysely<Tables>): (() => Promise<void>) => {
  let attempts = TRUNCATE_ATTEMPTS;
  const truncated = (): Promise<boolean> =>
    db.connection().execute(async (connection) => {
      await sql`pragma busy_timeout = 0`.execute(connection);
      try {
        const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(connection);
        return rows[0]?.busy !== 1;
      } finally {
        await sql.raw(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`).execute(connection);
      }
    });
  return async () => {
    for (let attempt = 1; ; attempt++) {
      if (await truncated()) {
        attempts = TRUNCATE_ATTEMPTS;
        return;
      }
      if (attempt >= attempts) break;
      await new Promise((resolve) => setTimeout(resolve, TRUNCATE_EVERY_MS));
    }
    attempts = 1;
  };
};

/** A database that is only read: nothing in it, or beside it, is changed. */
export const openForReading = <Tables>(file: string): Pick<SqlFile<Tables>, 'db' | 'close'> => {
  const database = new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: asKyselyDatabase(database) }) });
  return { db, close: () => db.destroy() };
};

/** In a rollback journal every statement of the schema would be a commit of its own, with all its waiting for the disk. */
const setUp = (
  database: DatabaseSync,
  schema: string,
  { journal, synchronous }: Required<Pick<SqliteOptions, 'journal' | 'synchronous'>>,
): void => {
  // secure_delete: deleted content is overwritten with zeros (https://sqlite.org/pragma.html#pragma_secure_delete).
  // temp_store: no temporary file. synchronous: https://sqlite.org/pragma.html#pragma_synchronous.
  database.exec(`
    pragma journal_mode = ${journal};
    pragma synchronous = ${synchronous};
    pragma secure_delete = on;
    pragma temp_store = memory;
    pragma cache_size = -16000;
    ${journal === 'wal' ? schema : `begin immediate; ${schema} commit`}`);
};

/** Kysely expects the interface of better-sqlite3, which differs from node:sqlite in how parameters are given. */
const asKyselyDatabase = (database: DatabaseSync): SqliteDatabase => {
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare: (text) => {
      const kept = statements.get(text);
      if (kept) return kept;
      const statement = text === 'begin' ? beginOf(database) : asKyselyStatement(database.prepare(text));
      if (statements.size >= STATEMENTS_KEPT) statements.clear();
      statements.set(text, statement);
      return statement;
    },
  };
};

/** Takes the write lock at once or fails as busy. */
const beginOf = (database: DatabaseSync): SqliteStatement => {
  const begin = asKyselyStatement(database.prepare('begin immediate'));
  return {
    ...begin,
    run: (parameters) => {
      database.exec('pragma busy_timeout = 0');
      try {
        return begin.run(parameters);
      } finally {
        database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`);
      }
    },
  };
};

type InTransaction<Tables> = <R>(work: (tx: Transaction<Tables>) => Promise<R>) => Promise<R>;

/** In the write-ahead log a commit that is not waited for leaves the file whole. */
const unsynced =
  <Tables>(db: Kysely<Tables>): InTransaction<Tables> =>
  (work) =>
    db.connection().execute(async (connection) => {
      await sql`pragma synchronous = normal`.execute(connection);
      try {
        return await connection.transaction().execute(work);
      } finally {
        await sql`pragma synchronous = full`.execute(connection);
      }
    });

const BUSY = 5;
const BUSY_RETRY_MS = 2;

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === BUSY;

/** While another process writes, this one's other work goes on: SQLite's own waiting would stop the thread. */
const begun = async <Tables, R>(
  run: InTransaction<Tables>,
  work: (tx: Transaction<Tables>) => Promise<R>,
): Promise<R> => {
  const until = performance.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    let began = false;
    try {
      return await run((tx) => {
        began = true;
        return work(tx);
      });
    } catch (error) {
      if (began || !isBusy(error) || performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, BUSY_RETRY_MS));
    }
  }
};

const asKyselyStatement = (statement: StatementSync): SqliteStatement => {
  const values = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    iterate: (parameters) => statement.iterate(...values(parameters)),
  };
};
