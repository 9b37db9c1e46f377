import { ReceiptHeads } from '../receipts/receipt-heads.ts';
import type { Stores } from '../stores.ts';
import { backupKeys } from './backup-keys.ts';
import { partsOf } from './entry-parts.ts';
import { takeInstant, type Instant } from './instant.ts';
import { ledgerFacts } from './ledger-facts.ts';
import { sealedSizeOf, writePart, type PartDraft } from './part-file.ts';
import { openOrMakeRepository, openRepository, whileLocked, type Repository } from './repository.ts';
import { BackupDamaged, type SealedSize } from './sealed-file.ts';
import { newSnapshotName, readIndex, readSnapshot, writeIndex, writeSnapshot } from './snapshot-files.ts';
import { sweepParts } from './sweep.ts';
import { Tally } from './tally.ts';
import {
  BackupError,
  type CreateOptions,
  type CreateReport,
  type OnProgress,
  type Part,
  type Snapshot,
} from './types.ts';

const WITHOUT_MIRROR =
  'The ledger has no mirror: this back-up can be restored only beside this very ledger. Set LETHE_LEDGER_MIRROR to a file on another disk.';
const RECEIPTS_CHANGED = 'The log of receipts was changed: see lethe receipts verify';
/** Calls are answered while a back-up is made. */
const LONGEST_TURN_MS = 10;

export interface BackupSource {
  readonly folder: string;
  readonly stores: Stores;
  readonly now: number;
  /** Runs the step in which the instant is taken between those that change more than one store. */
  readonly inTurn: <R>(work: () => Promise<R>) => Promise<R>;
}

/**
 * Backs up all stores but the ledger, as they are at one instant; parts that are in the repository already are only
 * referred to. What an interrupted one has written is used by the next.
 * @throws BackupError when the folder is something else, or somebody else is changing the repository
 */
export const createBackup = async (source: BackupSource, options: CreateOptions): Promise<CreateReport> => {
  const keys = backupKeys(source.stores.roots.backup);
  if (options.dryRun) return create(source, options, await readOnly(options.to, keys));
  return whileLocked(options.to, async () => {
    const repository = await openOrMakeRepository(options.to, keys);
    await repository.sweep();
    return create(source, options, await writable(repository));
  });
};

const create = async (
  { folder, stores, now, inTurn }: BackupSource,
  { dryRun = false, onProgress }: CreateOptions,
  target: Target,
): Promise<CreateReport> => {
  const tally = new Tally();
  const instant = await inTurn(() => takeInstant(folder, stores));
  try {
    const name = newSnapshotName(now, target.newest);
    const index = await target.index(name, fileParts(instant, stores, target, tally, onProgress));
    const { installation, mirrored, lastKeyId } = await ledgerFacts(stores.ledger.db);
    const receipts = await new ReceiptHeads(stores.ledger, stores.lethe, stores.roots.receipts).current();
    const about = { name, takenAt: now, installation, mirrored, receipts, lastKeyId };
    const snapshot: Snapshot = { ...about, ...tally.totals(), index };
    const swept = await target.complete(snapshot, tally.names);
    const warnings = [...(mirrored ? [] : [WITHOUT_MIRROR]), ...(receipts ? [] : [RECEIPTS_CHANGED])];
    return { dryRun, snapshot, swept, warnings };
  } finally {
    await instant.close();
  }
};

/** Where parts and snapshot go: into the repository, or nowhere. */
interface Target extends Pick<Repository, 'keys'> {
  /** The name of the last snapshot. */
  readonly newest: string | undefined;
  file(part: PartDraft): Promise<SealedSize & { readonly isNew: boolean }>;
  index(snapshot: string, parts: AsyncIterable<Part>): Promise<SealedSize>;
  /** @returns how many parts were removed that nothing refers to any more */
  complete(snapshot: Snapshot, parts: ReadonlySet<string>): Promise<number>;
}

const writable = async (repository: Repository): Promise<Target> => {
  const known = await knownParts(repository);
  return {
    keys: repository.keys,
    newest: (await repository.snapshotNames()).at(-1),
    file: async (part) => {
      const before = known.get(part.name);
      const there = await repository.partSize(part.name);
      if (there !== null && before?.sizeBytes === there) return { ...before, isNew: false };
      const left =
        there !== null && !before ? await unlessDamaged(sealedSizeOf(repository, part.name)) : null;
      return left ? { ...left, isNew: false } : { ...(await writePart(repository, part)), isNew: true };
    },
    index: (snapshot, parts) => writeIndex(repository, snapshot, parts),
    complete: async (snapshot, referred) => {
      await writeSnapshot(repository, snapshot);
      return (await sweepParts(repository, { referred })).parts;
    },
  };
};

/** A dry run: what would be new is measured before it is sealed. */
const readOnly = async (folder: string, keys: Repository['keys']): Promise<Target> => {
  const repository = await openIfThere(folder, keys);
  const known = await knownParts(repository);
  return {
    keys,
    newest: (await repository?.snapshotNames())?.at(-1),
    file: async ({ name, content }) => {
      const before = known.get(name);
      const sizeBytes = content.reduce((sum, { length }) => sum + length, 0);
      return before ? { ...before, isNew: false } : { sizeBytes, sha256: '', isNew: true };
    },
    index: async (_, parts) => {
      let sizeBytes = 0;
      for await (const part of parts) sizeBytes += JSON.stringify(part).length;
      return { sizeBytes, sha256: '' };
    },
    complete: async () => 0,
  };
};

const openIfThere = async (folder: string, keys: Repository['keys']): Promise<Repository | null> => {
  try {
    return await openRepository(folder, keys);
  } catch (error) {
    if (error instanceof BackupError && error.code === 'no-repository') return null;
    throw error;
  }
};

const unlessDamaged = async <R>(reading: Promise<R>): Promise<R | null> => {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof BackupDamaged) return null;
    throw error;
  }
};

/** What the newest snapshot refers to; about 300 bytes of memory for a part. */
const knownParts = async (repository: Repository | null): Promise<ReadonlyMap<string, SealedSize>> => {
  const known = new Map<string, SealedSize>();
  const newest = (await repository?.snapshotNames())?.at(-1);
  if (!repository || newest === undefined) return known;
  const read = async (): Promise<void> => {
    for await (const { name, sizeBytes, sha256 } of readIndex(
      repository,
      await readSnapshot(repository, newest),
    ))
      known.set(name, { sizeBytes, sha256 });
  };
  // A snapshot that is damaged is found by verify; it must not keep the next one from being made.
  await unlessDamaged(read());
  return known;
};

async function* fileParts(
  { stores: snapshots, entries: totalEntries, sizeBytes: totalBytes }: Instant,
  { objects }: Stores,
  target: Target,
  tally: Tally,
  onProgress: OnProgress = () => undefined,
): AsyncGenerator<Part> {
  let entries = 0;
  let bytes = 0;
  let turn = performance.now();
  const onEntry = (sealedBytes: number | null): Promise<void> | undefined => {
    entries += 1;
    bytes += sealedBytes ?? 0;
    if (sealedBytes === null) tally.goneMeanwhile += 1;
    if (performance.now() - turn < LONGEST_TURN_MS) return undefined;
    onProgress({ entries, totalEntries, bytes, totalBytes });
    return new Promise((resolve) =>
      setImmediate(() => {
        turn = performance.now();
        resolve();
      }),
    );
  };
  for (const { name: store, snapshot } of snapshots)
    for await (const draft of partsOf(snapshot.entries(), { repository: target, store, objects, onEntry })) {
      const { content: _, ...about } = draft;
      const { isNew, ...size } = await target.file(draft);
      const part: Part = { ...about, ...size };
      tally.add(part, isNew);
      yield part;
    }
  onProgress({ entries, totalEntries, bytes, totalBytes });
}
