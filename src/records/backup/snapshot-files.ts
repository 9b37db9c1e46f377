import { randomBytes } from 'node:crypto';
import { sha256 } from './backup-keys.ts';
import { pack, unpack } from './packed-records.ts';
import type { Repository } from './repository.ts';
import { BackupDamaged, readSealed, writeSealed, type SealedSize } from './sealed-file.ts';
import { BackupError, type Part, type Snapshot } from './types.ts';

const SALT_BYTES = 32;
const ID_BYTES = 2;
const COUNT_DIGITS = 4;

/**
 * `20260115T120000Z-00001f2e`: when, a count and a random number. In the order of names a snapshot comes after all that
 * were there before it, also within a second and after a clock was set back.
 * @param newest the last name that is there
 */
export const newSnapshotName = (takenAt: number, newest: string | undefined): string => {
  const own = `${new Date(takenAt).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const [last = '', id = ''] = newest?.split('-') ?? [];
  const time = last > own ? last : own;
  const count = time === last ? Number.parseInt(id.slice(0, COUNT_DIGITS), 16) + 1 : 0;
  return `${time}-${count.toString(16).padStart(COUNT_DIGITS, '0')}${randomBytes(ID_BYTES).toString('hex')}`;
};

/** The list of a snapshot's parts, written while they are. */
export const writeIndex = (
  repository: Repository,
  snapshot: string,
  parts: AsyncIterable<Part>,
): Promise<SealedSize> => {
  const packed = async function* () {
    for await (const part of parts) yield pack({ ...part });
  };
  return writeSealed(repository.indexPlace(snapshot), randomBytes(SALT_BYTES), packed());
};

/** From when this resolves the snapshot is there. */
export const writeSnapshot = async (repository: Repository, snapshot: Snapshot): Promise<void> => {
  // Whatever it refers to is on the disk before it is.
  await repository.settle();
  const place = repository.snapshotPlace(snapshot.name);
  await writeSealed(place, randomBytes(SALT_BYTES), [pack({ ...snapshot })]);
  await repository.settle();
};

/** @throws BackupDamaged */
export const readSnapshot = async (repository: Repository, name: string): Promise<Snapshot> => {
  const place = repository.snapshotPlace(name);
  for await (const record of unpack(readSealed(place))) {
    const snapshot = record as unknown as Snapshot;
    if (snapshot.name === name) return snapshot;
  }
  throw new BackupDamaged(place.name, 'was changed');
};

/** The parts of a snapshot, in the order in which they were written. @throws BackupDamaged */
export async function* readIndex(repository: Repository, { name, index }: Snapshot): AsyncGenerator<Part> {
  const place = repository.indexPlace(name);
  const hash = sha256();
  for await (const record of unpack(readSealed(place, hash))) yield record as unknown as Part;
  if (hash.digest('hex') !== index.sha256) throw new BackupDamaged(place.name, 'is that of another snapshot');
}

/** Newest first. @throws BackupDamaged */
export const readSnapshots = async (repository: Repository): Promise<readonly Snapshot[]> => {
  const names = await repository.snapshotNames();
  return Promise.all(names.toReversed().map((name) => readSnapshot(repository, name)));
};

/**
 * @param wanted a name, the end of one, or `latest`
 * @throws BackupError when there is none, or more than one
 */
export const chooseSnapshot = async (repository: Repository, wanted = 'latest'): Promise<Snapshot> => {
  const names = await repository.snapshotNames();
  const found = wanted === 'latest' ? names.slice(-1) : names.filter((name) => name.endsWith(wanted));
  const [name] = found;
  if (name === undefined || found.length > 1)
    throw new BackupError(
      'no-snapshot',
      name === undefined ? 'There is no such snapshot' : 'More than one snapshot is called so',
    );
  return readSnapshot(repository, name);
};
