import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { oneAtATime } from '../../lib/one-at-a-time.ts';
import { openEntryFile, type EntryFile } from '../sql/entry-file.ts';
import type { Entry, EntryFilter, EntryHead, EntryStore, EntrySummary } from '../entries.ts';

/** An entry store bounded in size: its oldest segments go when the newest need room. */
export interface Ring extends EntryStore {
  /** Bytes on the disk, write-ahead logs included. */
  sizeBytes(): number;
  close(): Promise<void>;
}

/** The ring turns in so many steps. */
const SEGMENTS = 16;
/** An empty segment's tables take about 50 kB. */
const SMALLEST_SEGMENT_BYTES = 131_072;
/** What a row takes beyond its payload in the worst case: columns, tokens, four indices, its copy in the write-ahead log. */
const ROW_OVERHEAD_BYTES = 4_096;

/**
 * A folder of segments, each a small database, so that a deletion request finds single entries by an index and two
 * processes may share the ring; dropping the oldest entries is removing a file. The size bound holds before and
 * after every insert.
 */
export const openRing = (folder: string, boundBytes: number): Ring => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const segments = new Segments(folder);
  const segmentBytes = Math.max(SMALLEST_SEGMENT_BYTES, Math.floor(boundBytes / SEGMENTS));
  const each = async <R>(work: (segment: EntryFile) => Promise<R>): Promise<R[]> => {
    const results: R[] = [];
    for (const segment of segments.newestFirst()) results.push(await work(segment));
    return results;
  };
  // A segment must not be dropped while something else reads it.
  return inTurn({
    insert: async (entries) => {
      const needed = entries.reduce((sum, entry) => sum + 2 * entry.sizeBytes + ROW_OVERHEAD_BYTES, 0);
      const newest = await segments.writable(segmentBytes);
      await segments.dropOldestUntil((size) => size + needed <= boundBytes);
      await newest.insert(entries);
    },
    find: (filter, limit) =>
      firstOf(segments.newestFirst(), limit, (segment, left) => segment.find(filter, left)),
    read: async (ids) => (await each((segment) => segment.read(ids))).flat(),
    heads: (filter, limit) =>
      firstOf(segments.newestFirst(), limit, (segment, left) => segment.heads(filter, left)),
    count: async (filter: EntryFilter) => sum(await each((segment) => segment.count(filter))),
    tally: async (filter) => (await each((segment) => segment.tally(filter))).flat(),
    remove: async (ids) => {
      const removed = sum(await each((segment) => segment.remove(ids)));
      await segments.dropEmpty();
      return removed;
    },
    retime: async (ids, times: Pick<EntryHead, 'visibleUntil' | 'removeAt'>) => {
      await each((segment) => segment.retime(ids, times));
    },
    cap: async (filter, times) => sum(await each((segment) => segment.cap(filter, times))),
    summarise: async (at, owner) =>
      mergeSummaries((await each((segment) => segment.summarise(at, owner))).flat()),
    owners: async () => [...new Set((await each((segment) => segment.owners())).flat())].sort(),
    keysInUse: async (keyIds) =>
      new Set((await each((segment) => segment.keysInUse(keyIds))).flatMap((used) => [...used])),
    usedKeys: async () => [...new Set((await each((segment) => segment.usedKeys())).flat())],
    settle: async () => {
      await each((segment) => segment.settle());
    },
    sizeBytes: () => segments.sizeBytes(),
    close: () => segments.close(),
  });
};

/** The same ring, its operations one after the other. */
const inTurn = (ring: Ring): Ring => {
  const turn = oneAtATime();
  return {
    insert: (entries) => turn(() => ring.insert(entries)),
    find: (filter, limit) => turn(() => ring.find(filter, limit)),
    read: (ids) => turn(() => ring.read(ids)),
    heads: (filter, limit) => turn(() => ring.heads(filter, limit)),
    count: (filter) => turn(() => ring.count(filter)),
    tally: (filter) => turn(() => ring.tally(filter)),
    remove: (ids) => turn(() => ring.remove(ids)),
    retime: (ids, times) => turn(() => ring.retime(ids, times)),
    cap: (filter, times) => turn(() => ring.cap(filter, times)),
    summarise: (at, owner) => turn(() => ring.summarise(at, owner)),
    owners: () => turn(() => ring.owners()),
    keysInUse: (keyIds) => turn(() => ring.keysInUse(keyIds)),
    usedKeys: () => turn(() => ring.usedKeys()),
    settle: () => turn(() => ring.settle()),
    sizeBytes: () => ring.sizeBytes(),
    close: () => turn(() => ring.close()),
  };
};

/** The files of a ring. Another process may add and drop some at any time, so the folder is read before each use. */
class Segments {
  readonly #folder: string;
  readonly #open = new Map<string, EntryFile>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  newestFirst(): EntryFile[] {
    const names = this.#names();
    for (const [name, segment] of this.#open) {
      // Holding a removed file open would keep its blocks alive.
      if (names.includes(name)) continue;
      this.#open.delete(name);
      // Nothing in it is worth a complaint any more.
      segment.close().catch(() => undefined);
    }
    return names.reverse().map((name) => this.#segment(name));
  }

  /** The newest segment, or a new one when that is full. */
  async writable(segmentBytes: number): Promise<EntryFile> {
    const newest = this.#names().at(-1);
    if (newest === undefined) return this.#segment(nameOf(1));
    if (this.#sizeOf(newest) >= segmentBytes) await this.#segment(newest).settle();
    if (this.#sizeOf(newest) < segmentBytes) return this.#segment(newest);
    return this.#segment(nameOf(Number.parseInt(newest, 10) + 1));
  }

  /** Never drops the newest: that is where the next entry goes. */
  async dropOldestUntil(fits: (sizeBytes: number) => boolean): Promise<void> {
    for (const name of this.#names().slice(0, -1)) {
      if (fits(this.sizeBytes())) return;
      await this.#drop(name);
    }
  }

  async dropEmpty(): Promise<void> {
    for (const name of this.#names().slice(0, -1))
      if ((await this.#segment(name).count({})) === 0) await this.#drop(name);
  }

  sizeBytes(): number {
    return sum(this.#names().map((name) => this.#sizeOf(name)));
  }

  async close(): Promise<void> {
    for (const segment of this.#open.values()) await segment.close();
    this.#open.clear();
  }

  async #drop(name: string): Promise<void> {
    await this.#open.get(name)?.close();
    this.#open.delete(name);
    for (const suffix of SUFFIXES) rmSync(join(this.#folder, name + suffix), { force: true });
  }

  #segment(name: string): EntryFile {
    const open = this.#open.get(name) ?? openEntryFile(join(this.#folder, name));
    this.#open.set(name, open);
    return open;
  }

  #names(): string[] {
    return readdirSync(this.#folder)
      .filter((name) => /^\d{8}\.db$/.test(name))
      .sort();
  }

  #sizeOf(name: string): number {
    return sum(
      SUFFIXES.map(
        (suffix) => statSync(join(this.#folder, name + suffix), { throwIfNoEntry: false })?.size ?? 0,
      ),
    );
  }
}

const SUFFIXES = ['', '-wal', '-shm'] as const;
const nameOf = (number: number): string => `${String(number).padStart(8, '0')}.db`;
const sum = (list: readonly number[]): number => list.reduce((total, value) => total + value, 0);

const firstOf = async <E extends Entry | EntryHead>(
  segments: readonly EntryFile[],
  limit: number,
  ask: (segment: EntryFile, left: number) => Promise<readonly E[]>,
): Promise<readonly E[]> => {
  const found: E[] = [];
  for (const segment of segments) {
    if (found.length >= limit) break;
    found.push(...(await ask(segment, limit - found.length)));
  }
  return found;
};

const mergeSummaries = (parts: readonly EntrySummary[]): EntrySummary[] => {
  const byKind = new Map<string, EntrySummary>();
  for (const part of parts) {
    const other = byKind.get(part.kind);
    byKind.set(part.kind, other ? merged(other, part) : part);
  }
  return [...byKind.values()];
};

const merged = (a: EntrySummary, b: EntrySummary): EntrySummary => ({
  kind: a.kind,
  count: a.count + b.count,
  sizeBytes: a.sizeBytes + b.sizeBytes,
  oldest: least(a.oldest, b.oldest),
  newest: greatest(a.newest, b.newest),
  nextRemoveAt: least(a.nextRemoveAt, b.nextRemoveAt),
  late: a.late + b.late,
});

const least = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);
const greatest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);
