import { category, isCategoryId } from '../../policy/catalogue.ts';
import type { ObjectStore } from '../../storage/objects/folder-objects.ts';
import type { FiledEntry } from '../../storage/sql/snapshot.ts';
import { draftPart, packEntry, type PartDraft } from './part-file.ts';
import type { Repository } from './repository.ts';
import type { StoreName } from './types.ts';

/** A part is held in memory while it is filled. */
const LARGEST_PART_BYTES = 8 << 20;
const SMALLEST_PART_BYTES = 1 << 20;

export interface PartsOptions {
  readonly repository: Pick<Repository, 'keys'>;
  readonly store: StoreName;
  readonly objects: Pick<ObjectStore, 'read'>;
  /** Told of each entry; null when its object has gone. What it returns is waited for. */
  readonly onEntry: (sealedBytes: number | null) => Promise<void> | undefined;
}

/**
 * Files the entries of a store into parts: those of one account, category and day of creation together. What is unchanged
 * since the last time makes the same parts.
 * @param entries by owner, kind and time of creation
 */
export async function* partsOf(
  entries: Iterable<FiledEntry>,
  { repository, store, objects, onEntry }: PartsOptions,
): AsyncGenerator<PartDraft> {
  let group: Group | null = null;
  let packed: Uint8Array[] = [];
  let size = 0;
  const finished = (of: Group): PartDraft => {
    const part = draftPart(repository, { store, ...of }, packed);
    packed = [];
    size = 0;
    return part;
  };
  for (const entry of entries) {
    const next = groupOf(entry);
    if (group && packed.length > 0 && !isSame(group, next)) yield finished(group);
    group = next;
    const sealed = isObject(entry) ? await objects.read(entry.id) : entry.sealed;
    await onEntry(sealed?.length ?? null);
    if (!sealed) continue;
    const bytes = packEntry({ ...entry, sealed });
    packed.push(bytes);
    size += bytes.length;
    if (size >= LARGEST_PART_BYTES || (size >= SMALLEST_PART_BYTES && isBoundary(entry.id)))
      yield finished(group);
  }
  if (group && packed.length > 0) yield finished(group);
}

interface Group {
  readonly owner: string;
  readonly kind: string;
  readonly day: string;
}

const groupOf = ({ owner, kind, createdAt }: FiledEntry): Group => ({
  owner,
  kind,
  day: new Date(createdAt).toISOString().slice(0, 10),
});

const isSame = (a: Group, b: Group): boolean => a.owner === b.owner && a.kind === b.kind && a.day === b.day;

/** Its payload lies in the folder of objects, unless it is kept apart. */
export const isObject = ({ sealed, kind }: FiledEntry): boolean =>
  sealed === null && isCategoryId(kind) && category(kind).medium === 'objects';

/** One entry in sixteen, told by its own id: what goes or comes before it does not move where later parts begin. */
const isBoundary = (id: string): boolean => id.endsWith('0');
