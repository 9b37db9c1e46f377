import { DatabaseSync } from 'node:sqlite';

/** How long a write waits for another process that writes the same file. */
const BUSY_TIMEOUT_MS = 10_000;

/** A connection as it is, for what is done once and in one go: copying, moving and comparing whole tables. */
export type PlainSqlite = Pick<DatabaseSync, 'exec' | 'prepare'> & Disposable;

export const openPlainSqlite = (file: string): PlainSqlite =>
  new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
