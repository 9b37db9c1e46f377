import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { tryLock } from '../../storage/sql/file-lock.ts';
import { syncFolder } from '../keys/master-key.ts';
import type { BackupKeys } from './backup-keys.ts';
import { partOf, type FilePlace } from './sealed-file.ts';
import { BackupError } from './types.ts';

const DESCRIPTION = 'repository';
const LOCK = 'lock';
const PART_NAME = /^[0-9a-f]{64}$/;
const SNAPSHOT_NAME = /^\d{8}T\d{6}Z-[0-9a-f]{8}$/;
const INDEX_SUFFIX = '.parts';

/** A folder of sealed files: parts by the keyed hash of their content, and snapshots that refer to them. */
export interface Repository {
  readonly keys: BackupKeys;
  partPlace(name: string): FilePlace;
  snapshotPlace(name: string): FilePlace;
  indexPlace(snapshot: string): FilePlace;
  /** Of a part's file; null when it is not there. */
  partSize(name: string): Promise<number | null>;
  /** Oldest first. */
  snapshotNames(): Promise<readonly string[]>;
  partNames(): AsyncIterable<string>;
  removePart(name: string): Promise<void>;
  removeSnapshot(name: string): Promise<void>;
  /** Paths below the folder that nothing has put there. */
  strangers(): Promise<readonly string[]>;
  /** Removes what an interrupted work has left half written. Only while it is locked. */
  sweep(): Promise<void>;
  /** Names of files that were written are on the disk when this resolves. */
  settle(): Promise<void>;
}

/**
 * @throws BackupError when there is no repository, or one of another installation
 */
export const openRepository = async (folder: string, keys: BackupKeys): Promise<Repository> => {
  const found = await readFile(join(folder, DESCRIPTION), 'utf8').catch(() => null);
  if (found === null)
    throw new BackupError('no-repository', 'There is no repository of back-ups in this folder');
  if (found !== descriptionOf(keys))
    throw new BackupError(
      'other-installation',
      'This repository belongs to another installation (or its description was changed): the ledger in use opens none of it',
    );
  return repositoryAt(resolve(folder), keys);
};

/** As `openRepository`; makes it in a folder that is empty or not there. @throws BackupError */
export const openOrMakeRepository = async (folder: string, keys: BackupKeys): Promise<Repository> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = await readdir(folder);
  if (names.includes(DESCRIPTION)) return openRepository(folder, keys);
  const description = join(folder, DESCRIPTION);
  const ours = [LOCK, basename(partOf(description))];
  if (names.some((name) => !ours.includes(name)))
    throw new BackupError('not-a-repository', 'This folder is not empty, and is no repository of back-ups');
  const file = await open(partOf(description), 'w', 0o600);
  await file.writeFile(descriptionOf(keys));
  await file.sync();
  await file.close();
  await rename(partOf(description), description);
  syncFolder(folder);
  return repositoryAt(resolve(folder), keys);
};

/** Runs something that changes the repository; one such work at a time, over all processes. @throws BackupError */
export const whileLocked = async <R>(folder: string, work: () => Promise<R>): Promise<R> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = tryLock(join(folder, LOCK));
  if (!lock) throw new BackupError('locked', 'Somebody else is changing this repository');
  try {
    return await work();
  } finally {
    lock.release();
  }
};

const descriptionOf = ({ repositoryId }: BackupKeys): string => `lethe back-ups 1\n${repositoryId}\n`;

const repositoryAt = (folder: string, keys: BackupKeys): Repository => {
  const parts = join(folder, 'parts');
  const snapshots = join(folder, 'snapshots');
  const place = (path: string, name: string): FilePlace => ({ path, name, keys });
  const partPath = (name: string): string => join(parts, name.slice(0, 2), name);
  const written = new Set<string>();
  const noting = (given: FilePlace): FilePlace => {
    written.add(dirname(given.path));
    return given;
  };
  return {
    keys,
    partPlace: (name) => noting(place(partPath(name), `parts/${name}`)),
    snapshotPlace: (name) => noting(place(join(snapshots, name), `snapshots/${name}`)),
    indexPlace: (name) =>
      noting(place(join(snapshots, name + INDEX_SUFFIX), `snapshots/${name}${INDEX_SUFFIX}`)),
    partSize: (name) => sizeOf(partPath(name)),
    snapshotNames: async () => (await namesIn(snapshots)).filter((name) => SNAPSHOT_NAME.test(name)).sort(),
    partNames: () => partNamesIn(parts),
    removePart: (name) => rm(partPath(name), { force: true }),
    removeSnapshot: async (name) => {
      await rm(join(snapshots, name), { force: true });
      await rm(join(snapshots, name + INDEX_SUFFIX), { force: true });
    },
    strangers: () => strangersIn(folder),
    sweep: async () => {
      for await (const path of filesUnder(folder)) {
        const interrupted = path.endsWith(partOf(''));
        const lonely =
          path.endsWith(INDEX_SUFFIX) && (await sizeOf(path.slice(0, -INDEX_SUFFIX.length))) === null;
        if (interrupted || lonely) await rm(path, { force: true });
      }
    },
    settle: async () => {
      for (const one of [...written, parts, snapshots, folder])
        if ((await sizeOf(one)) !== null) syncFolder(one);
      written.clear();
    },
  };
};

const sizeOf = async (path: string): Promise<number | null> => {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};

const namesIn = async (folder: string): Promise<readonly string[]> => {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};

async function* partNamesIn(parts: string): AsyncGenerator<string> {
  for (const folder of await namesIn(parts))
    for (const name of await namesIn(join(parts, folder)))
      if (PART_NAME.test(name) && name.startsWith(folder)) yield name;
}

async function* filesUnder(folder: string): AsyncGenerator<string> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesUnder(path);
    else yield path;
  }
}

const strangersIn = async (folder: string): Promise<readonly string[]> => {
  const strange: string[] = [];
  const snapshots = new Set(await namesIn(join(folder, 'snapshots')));
  for await (const path of filesUnder(folder)) {
    const [top, ...rest] = path.slice(folder.length + 1).split('/');
    const name = rest.at(-1) ?? '';
    const known =
      (rest.length === 0 && (top === DESCRIPTION || top === LOCK)) ||
      (top === 'parts' && rest.length === 2 && PART_NAME.test(name) && name.startsWith(rest[0] ?? '-')) ||
      (top === 'snapshots' && rest.length === 1 && isOfSnapshot(name, snapshots));
    if (!known) strange.push(path.slice(folder.length + 1));
  }
  return strange.sort();
};

const isOfSnapshot = (name: string, all: ReadonlySet<string>): boolean => {
  const snapshot = name.endsWith(INDEX_SUFFIX) ? name.slice(0, -INDEX_SUFFIX.length) : name;
  return SNAPSHOT_NAME.test(snapshot) && all.has(snapshot);
};
