import type { Repository } from './repository.ts';
import { BackupDamaged } from './sealed-file.ts';
import { readIndex, readSnapshot } from './snapshot-files.ts';

export interface SweepOptions {
  /** Parts that are known to be referred to. */
  readonly referred?: ReadonlySet<string>;
  /** Snapshots that do not count any more. */
  readonly without?: ReadonlySet<string>;
  readonly dryRun?: boolean;
}

/**
 * Removes parts that no snapshot refers to: what an interrupted back-up, or snapshots that were forgotten, have left.
 * Nothing is removed when a snapshot cannot be read, for who knows what it refers to.
 */
export const sweepParts = async (
  repository: Repository,
  { referred = new Set(), without = new Set(), dryRun = false }: SweepOptions,
): Promise<{ parts: number; sizeBytes: number }> => {
  const lonely = new Set<string>();
  for await (const name of repository.partNames()) if (!referred.has(name)) lonely.add(name);
  const names = (await repository.snapshotNames()).filter((name) => !without.has(name));
  try {
    for (const name of names.toReversed()) {
      if (lonely.size === 0) break;
      for await (const part of readIndex(repository, await readSnapshot(repository, name)))
        lonely.delete(part.name);
    }
  } catch (error) {
    if (error instanceof BackupDamaged) return { parts: 0, sizeBytes: 0 };
    throw error;
  }
  let sizeBytes = 0;
  for (const name of lonely) {
    sizeBytes += (await repository.partSize(name)) ?? 0;
    if (!dryRun) await repository.removePart(name);
  }
  return { parts: lonely.size, sizeBytes };
};
