import type { FiledEntry } from '../../storage/sql/snapshot.ts';
import { sha256 } from './backup-keys.ts';
import { pack, unpack } from './packed-records.ts';
import type { Repository } from './repository.ts';
import { BackupDamaged, readSealed, writeSealed, type SealedSize } from './sealed-file.ts';
import type { Part } from './types.ts';

/** An entry with its payload, wherever that was. */
export type BackedUpEntry = FiledEntry & { readonly sealed: Uint8Array };

/** What is known of a part before it is written. */
export interface PartDraft extends Pick<Part, 'name' | 'store' | 'owner' | 'kind' | 'day' | 'entries'> {
  readonly content: readonly Uint8Array[];
}

type PartHead = Pick<Part, 'store' | 'owner' | 'kind' | 'day'>;

/** @param packed the part's entries, each packed */
export const draftPart = (
  { keys }: Pick<Repository, 'keys'>,
  { store, owner, kind, day }: PartHead,
  packed: readonly Uint8Array[],
): PartDraft => {
  const content = [pack({ store, owner, kind, day }), ...packed];
  const hash = keys.contentHash();
  for (const bytes of content) hash.update(bytes);
  return { name: hash.digest('hex'), store, owner, kind, day, entries: packed.length, content };
};

export const packEntry = (entry: BackedUpEntry): Uint8Array => pack({ ...entry });

export const writePart = (repository: Repository, { name, content }: PartDraft): Promise<SealedSize> =>
  writeSealed(repository.partPlace(name), repository.keys.saltOf(name), content);

/** Of a part that an interrupted back-up has left. @throws BackupDamaged */
export const sealedSizeOf = async (repository: Repository, name: string): Promise<SealedSize> => {
  const hash = sha256();
  const content = repository.keys.contentHash();
  for await (const frame of readSealed(repository.partPlace(name), hash)) content.update(frame);
  if (content.digest('hex') !== name) throw new BackupDamaged(`parts/${name}`, 'was changed');
  return { sizeBytes: (await repository.partSize(name)) ?? 0, sha256: hash.digest('hex') };
};

/**
 * The entries of a part; that all of them were there and nothing else is only known at the end.
 * @throws BackupDamaged
 */
export async function* readPart(repository: Repository, part: Part): AsyncGenerator<BackedUpEntry> {
  const place = repository.partPlace(part.name);
  const sealedHash = sha256();
  const contentHash = repository.keys.contentHash();
  const content = async function* () {
    for await (const frame of readSealed(place, sealedHash)) {
      contentHash.update(frame);
      yield frame;
    }
  };
  let head: PartHead | null = null;
  let entries = 0;
  for await (const record of unpack(content())) {
    if (head === null) head = record as unknown as PartHead;
    else {
      entries += 1;
      yield record as unknown as BackedUpEntry;
    }
  }
  const asIndexed =
    head?.store === part.store &&
    head.owner === part.owner &&
    head.kind === part.kind &&
    head.day === part.day;
  if (contentHash.digest('hex') !== part.name || sealedHash.digest('hex') !== part.sha256)
    throw new BackupDamaged(place.name, 'is not what the snapshot refers to');
  if (!asIndexed || entries !== part.entries)
    throw new BackupDamaged(place.name, 'holds something else than the snapshot says');
}
