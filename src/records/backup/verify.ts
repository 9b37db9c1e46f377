import { readPart } from './part-file.ts';
import type { Repository } from './repository.ts';
import { BackupDamaged } from './sealed-file.ts';
import { chooseSnapshot, readIndex, readSnapshot } from './snapshot-files.ts';
import { Tally } from './tally.ts';
import type { OnProgress, Part, Snapshot, VerifyReport } from './types.ts';

export interface VerifyOptions {
  /** A name, the end of one, or `latest`; absent: all of them, and whether anything else lies about. */
  readonly snapshot?: string | undefined;
  readonly onProgress?: OnProgress | undefined;
}

type Problem = VerifyReport['problems'][number];

/** Reads every byte of the snapshots and of what they refer to. @throws BackupError */
export const verifyBackup = async (
  repository: Repository,
  { snapshot: wanted, onProgress = () => undefined }: VerifyOptions = {},
): Promise<VerifyReport> => {
  const problems: Problem[] = [];
  const note = (file: string, problem: string): void => void problems.push({ file, problem });
  const names =
    wanted === undefined
      ? await repository.snapshotNames()
      : [(await chooseSnapshot(repository, wanted)).name];
  const snapshots: Snapshot[] = [];
  for (const name of names)
    await noting(note, async () => void snapshots.push(await readSnapshot(repository, name)));
  const checked = new Map<string, string>();
  let entries = 0;
  let bytes = 0;
  // Parts that several snapshots share are read once; at most so much.
  const totalEntries = snapshots.reduce((sum, snapshot) => sum + snapshot.entries, 0);
  const totalBytes = snapshots.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  for (const snapshot of snapshots.toReversed())
    await noting(note, async () => {
      const tally = new Tally();
      for await (const part of readIndex(repository, snapshot)) {
        tally.add(part, false);
        const known = checked.get(part.name);
        if (known === identityOf(part)) continue;
        if (known !== undefined) note(`parts/${part.name}`, 'is described differently by two snapshots');
        checked.set(part.name, identityOf(part));
        await noting(note, () => readAll(repository, part));
        entries += part.entries;
        bytes += part.sizeBytes;
        onProgress({ entries, totalEntries, bytes, totalBytes });
      }
      if (!agrees(snapshot, tally))
        note(`snapshots/${snapshot.name}`, 'counts something else than its parts hold');
    });
  if (wanted === undefined) {
    for await (const name of repository.partNames())
      if (!checked.has(name)) note(`parts/${name}`, 'is referred to by no snapshot');
    for (const path of await repository.strangers()) note(path, 'does not belong here');
  }
  return { snapshots: names.length, parts: checked.size, entries, sizeBytes: bytes, problems };
};

const identityOf = ({ sha256, sizeBytes, entries, store, owner, kind, day }: Part): string =>
  [sha256, sizeBytes, entries, store, owner, kind, day].join(' ');

const readAll = async (repository: Repository, part: Part): Promise<void> => {
  for await (const entry of readPart(repository, part))
    if (entry.owner !== part.owner || entry.kind !== part.kind)
      throw new BackupDamaged(`parts/${part.name}`, 'holds something else than the snapshot says');
};

const agrees = (snapshot: Snapshot, tally: Tally): boolean => {
  const { entries, parts, sizeBytes, categories } = tally.totals();
  const counts = (list: Snapshot['categories']): string =>
    JSON.stringify(list.map((one) => [one.category, one.entries, one.apart, one.sizeBytes]));
  return (
    entries === snapshot.entries &&
    parts === snapshot.parts &&
    sizeBytes === snapshot.sizeBytes &&
    counts(categories) === counts(snapshot.categories)
  );
};

const noting = async (
  note: (file: string, problem: string) => void,
  work: () => Promise<void>,
): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof BackupDamaged)) throw error;
    note(error.file, error.problem);
  }
};
