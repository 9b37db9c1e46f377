import { open, readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { patternsOf, type Encoding, type Needles, type Pattern } from './needles.ts';

export interface Finding {
  /** Path below the folder. */
  readonly file: string;
  /** Where in the file; -1: in its name. */
  readonly offset: number;
  readonly needle: string;
  readonly encoding: Encoding;
}

export interface ScanProgress {
  readonly file: string;
  /** So far, over all files. */
  readonly bytes: number;
  readonly files: number;
}

const CHUNK_BYTES = 1 << 20;

/**
 * Reads every byte of every file under a folder, and the files' names, and looks for the needles: as they are, as
 * Base64 at all three alignments, as hex in both cases and as UTF-16. Long needles count as found when a piece is.
 * It shares no code with the stores, and knows nothing of their formats.
 * @returns the first place in each file of each needle and encoding; empty when there is none
 */
export const scanFolder = async (
  folder: string,
  needles: Needles,
  onProgress: (progress: ScanProgress) => void = () => undefined,
): Promise<readonly Finding[]> => {
  const search = searcher(patternsOf(needles));
  const findings: Finding[] = [];
  let bytes = 0;
  let files = 0;
  for await (const path of filesUnder(folder)) {
    const file = relative(folder, path);
    const found = new Map<string, Finding>();
    const note = ({ needle, encoding }: Pattern, offset: number): void => {
      const key = `${needle} ${encoding}`;
      if (!found.has(key)) found.set(key, { file, offset, needle, encoding });
    };
    search.within(Buffer.from(file), (pattern) => note(pattern, -1));
    bytes += await scanFile(path, search, note);
    files += 1;
    findings.push(...found.values());
    onProgress({ file, bytes, files });
  }
  return findings;
};

async function* filesUnder(folder: string): AsyncGenerator<string> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesUnder(path);
    else if (entry.isFile()) yield path;
  }
}

type Note = (pattern: Pattern, offset: number) => void;

/** @returns the file's size; 0 when it is gone by now, as write-ahead logs may be */
const scanFile = async (path: string, search: Searcher, note: Note): Promise<number> => {
  let file;
  try {
    // Closing it would undo a lock that this process has on it: of such a file nothing but its name is told.
    if ((await stat(path)).size === 0) return 0;
    file = await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
  try {
    const buffer = Buffer.alloc(CHUNK_BYTES + search.overlap);
    let carried = 0;
    let read = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, carried, CHUNK_BYTES);
      if (bytesRead === 0) return read;
      const filled = carried + bytesRead;
      const start = read - carried;
      search.within(buffer.subarray(0, filled), (pattern, offset) => note(pattern, start + offset));
      read += bytesRead;
      carried = Math.min(search.overlap, filled);
      buffer.copyWithin(0, filled - carried, filled);
    }
  } finally {
    await file.close();
  }
};

interface Searcher {
  /** What lies across two chunks is found when so many bytes of the first are seen again with the second. */
  readonly overlap: number;
  within(bytes: Uint8Array, note: Note): void;
}

/** Looks for all patterns in one pass: the first two bytes at each place say which patterns are worth comparing. */
const searcher = (patterns: readonly Pattern[]): Searcher => {
  const byPair = Map.groupBy(patterns, ({ bytes }) => ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0));
  const isStart = new Uint8Array(1 << 16);
  for (const pair of byPair.keys()) isStart[pair] = 1;
  return {
    overlap: Math.max(0, ...patterns.map(({ bytes }) => bytes.length - 1)),
    within: (bytes, note) => {
      for (let i = 0; i + 1 < bytes.length; i++) {
        const pair = ((bytes[i] as number) << 8) | (bytes[i + 1] as number);
        if (isStart[pair] === 0) continue;
        for (const pattern of byPair.get(pair) ?? []) if (startsAt(bytes, i, pattern.bytes)) note(pattern, i);
      }
    },
  };
};

const startsAt = (bytes: Uint8Array, offset: number, wanted: Uint8Array): boolean => {
  if (offset + wanted.length > bytes.length) return false;
  for (let i = wanted.length - 1; i >= 0; i--) if (bytes[offset + i] !== wanted[i]) return false;
  return true;
};
