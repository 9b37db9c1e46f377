import { availableParallelism } from 'node:os';
import { Arenas } from './arenas.ts';
import { MemoryCodeSet } from './code-set.ts';
import { layoutOf } from './layout.ts';
import { quickBounds } from './quick-bounds.ts';
import { scratchPlaces, SearchThreads } from './search-threads.ts';
import type { CodeSets } from './types.ts';

export interface CodeSetsOptions {
  /** Threads that search large sets together; as many as there are processors when absent. */
  readonly threads?: number;
  /** Bytes of codes up to which a set is searched where it is asked: half a millisecond's worth when absent. */
  readonly smallBytes?: number;
  /** Bytes of each memory that holds codes; only what is used of it is really taken. */
  readonly memoryBytes?: number;
}

const SMALL_BYTES = 5 * 1024 ** 2;
const MEMORY_BYTES = 64 * 1024 ** 2;

export const createCodeSets = (options: CodeSetsOptions = {}): CodeSets => {
  const { smallBytes = SMALL_BYTES, memoryBytes = MEMORY_BYTES } = options;
  const count = options.threads ?? availableParallelism();
  const threads = new SearchThreads(count, memoryBytes);
  const arenas = new Arenas(memoryBytes, scratchPlaces(count));
  const sets = new Set<MemoryCodeSet>();
  const shared = { arenas, threads, smallBytes, sets, quickBounds: quickBounds() };
  return {
    create: (bits) => new MemoryCodeSet(layoutOf(bits), shared),
    sizeBytes: () => [...sets].reduce((sum, set) => sum + set.indexBytes(), arenas.usedBytes),
    close: async () => {
      await Promise.all([...sets].map((set) => set.clear()));
      await threads.close();
    },
  };
};
