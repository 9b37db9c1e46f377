import type { Repository } from './repository.ts';
import { sweepParts } from './sweep.ts';
import type { PruneReport } from './types.ts';

/** Forgets all snapshots but the newest, and removes the parts that only they referred to. Only while it is locked. */
export const pruneBackups = async (
  repository: Repository,
  { keep, dryRun = false }: { keep: number; dryRun?: boolean | undefined },
): Promise<PruneReport> => {
  const newestFirst = (await repository.snapshotNames()).toReversed();
  const kept = newestFirst.slice(0, keep);
  const removed = newestFirst.slice(keep);
  if (!dryRun) {
    await repository.sweep();
    for (const name of removed) await repository.removeSnapshot(name);
    await repository.settle();
  }
  const swept = await sweepParts(repository, { without: new Set(removed), dryRun });
  return { dryRun, kept, removed, ...swept };
};
