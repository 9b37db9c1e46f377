import { DatabaseSync } from 'node:sqlite';

/** Held by one process at a time. The operating system lets it go when the process ends, however it ends. */
export interface FileLock {
  release(): void;
}

const BUSY = 5;

/**
 * Locks a file, which is made and stays empty, by SQLite's own locks (https://sqlite.org/lockingv3.html): nothing has to
 * be guessed about locks that a killed process has left.
 * @returns null when somebody else holds it
 */
export const tryLock = (file: string): FileLock | null => {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    // Nothing is written, so no journal is needed.
    database.exec('pragma journal_mode = memory; begin exclusive');
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode === BUSY) return null;
    throw error;
  }
  return { release: () => database.close() };
};
