import { mkdtempSync, readFileSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What Linux keeps in memory as files, for shared memory. */
const MEMORY_FOLDER = '/dev/shm';
/** For what tests keep at a time, and for the tests themselves. */
const LEAST_BYTES = 8 * 2 ** 30;

/** Whether a line of /proc/mounts is of a folder in memory in which programs may run. */
const isUsable = (line: string): boolean => {
  const [, folder, kind, options = ''] = line.split(' ');
  return (
    folder === MEMORY_FOLDER && kind === 'tmpfs' && !options.split(',').some((o) => /^(?:ro|noexec)$/.test(o))
  );
};

function memoryFolder(): string | undefined {
  try {
    if (!readFileSync('/proc/mounts', 'utf8').split('\n').some(isUsable)) return undefined;
    const { bavail, bsize } = statfsSync(MEMORY_FOLDER);
    return Math.min(bavail * bsize, process.availableMemory()) >= LEAST_BYTES ? MEMORY_FOLDER : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A new folder for all that tests write: in memory where there is plenty, else where temporary files are. Tests kill processes, and
 * none cuts the power, so what a disk had done by then cannot be seen; waiting for one is half the time of those that keep much.
 */
export const newTestFolder = (): string => mkdtempSync(join(memoryFolder() ?? tmpdir(), 'lethe-test-'));
