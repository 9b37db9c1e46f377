import { parentPort, workerData } from 'node:worker_threads';
import { kernelModules, viewArena, type Arena } from './arenas.ts';
import { quickBounds } from './quick-bounds.ts';
import { Scan } from './scan.ts';
import { PIECE, type SearchAnswer, type SearchOrder, type SearchThreadData } from './search-protocol.ts';

/** Looks through the blocks that it is told of, as many as the other threads leave it. */
const { scratch, memoryBytes } = workerData as SearchThreadData;
const modules = kernelModules(memoryBytes);
const arenas = new Map<number, Arena>();
const boundsOf = quickBounds();

/** Blocks that a thread takes at a time: a few megabytes that lie in a row. */
const TURN = 4;

const search = ({
  layout,
  code,
  limit,
  maxDistance,
  quick,
  pieces,
  next,
}: SearchOrder): SearchAnswer['hits'] => {
  const bounds = quick ? boundsOf(layout) : null;
  const scan = new Scan({ layout, code, limit, maxDistance, quick: bounds }, scratch);
  const count = pieces.length / PIECE.words;
  for (let turn = Atomics.add(next, 0, TURN); turn < count; turn = Atomics.add(next, 0, TURN))
    for (let piece = turn; piece < Math.min(turn + TURN, count); piece++) {
      const at = piece * PIECE.words;
      const [id = 0, start = 0, capacity = 0, used = 0, firstSlot = 0] = pieces.subarray(
        at,
        at + PIECE.words,
      );
      const arena = arenas.get(id);
      if (!arena) throw new Error('a memory that this thread was not told of');
      scan.look({ arena, start, capacity, used, firstSlot });
    }
  const hits = scan.end();
  code.fill(0);
  return hits;
};

parentPort?.on('message', (order: SearchOrder) => {
  for (const { id, memory } of order.memories) arenas.set(id, viewArena(id, memory, modules));
  const hits = search(order);
  parentPort?.postMessage({ search: order.search, hits } satisfies SearchAnswer, [hits.buffer]);
});
