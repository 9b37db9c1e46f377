import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Arena } from './arenas.ts';
import type { SearchAnswer, SearchOrder, SearchThreadData } from './search-protocol.ts';

/** A thread ended before it had answered. */
export class SearchThreadEnded extends Error {
  constructor() {
    super('A thread that searches ended before it had answered.');
    this.name = 'SearchThreadEnded';
  }
}

/** Threads that are leaving and those that follow them each have a place; the first is for who asks. */
export const scratchPlaces = (threads: number): number => 1 + 2 * threads;

const module = new URL(`./search-thread${extname(import.meta.filename)}`, import.meta.url);

interface Asked {
  readonly resolve: (hits: SearchAnswer['hits']) => void;
  readonly reject: (error: SearchThreadEnded) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly scratch: number;
  readonly arenas: Set<number>;
  readonly asked: Map<number, Asked>;
  /** It knows a memory that nobody uses any more, and ends when it has answered, so that the memory is let go of. */
  leaving: boolean;
}

export type SharedSearch = Omit<SearchOrder, 'search' | 'next' | 'memories'>;

/** Threads that search together. They are started with the first search, and again when one has ended. */
export class SearchThreads {
  readonly #count: number;
  readonly #memoryBytes: number;
  readonly #threads = new Set<Thread>();
  #searches = 0;

  constructor(count: number, memoryBytes: number) {
    this.#count = count;
    this.#memoryBytes = memoryBytes;
  }

  /** @returns what each thread found nearest @throws SearchThreadEnded */
  async search(shared: SharedSearch, arenas: ReadonlyMap<number, Arena>): Promise<readonly Uint32Array[]> {
    const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const search = this.#searches++;
    return Promise.all(
      this.#started().map((thread) => {
        const unknown = [...arenas.values()].filter(({ id }) => !thread.arenas.has(id));
        for (const { id } of unknown) thread.arenas.add(id);
        const memories = unknown.map(({ id, memory }) => ({ id, memory }));
        return ask(thread, { ...shared, search, next, memories });
      }),
    );
  }

  /** Nobody uses these memories any more. */
  async letGoOf(arenas: readonly number[]): Promise<void> {
    const concerned = [...this.#threads].filter((thread) => arenas.some((id) => thread.arenas.has(id)));
    for (const thread of concerned) thread.leaving = true;
    await Promise.all(
      concerned.filter(({ asked }) => asked.size === 0).map(({ worker }) => worker.terminate()),
    );
  }

  async close(): Promise<void> {
    await Promise.all([...this.#threads].map(({ worker }) => worker.terminate()));
  }

  #started(): readonly Thread[] {
    const staying = [...this.#threads].filter(({ leaving }) => !leaving);
    const taken = new Set([...this.#threads].map(({ scratch }) => scratch));
    for (let scratch = 1; scratch < scratchPlaces(this.#count) && staying.length < this.#count; scratch++)
      if (!taken.has(scratch)) staying.push(this.#start(scratch));
    // All places are taken by threads that are leaving and not done yet: they can do this, too.
    return staying.length > 0 ? staying : [...this.#threads];
  }

  #start(scratch: number): Thread {
    const workerData: SearchThreadData = { scratch, memoryBytes: this.#memoryBytes };
    // What this thread was told on its command line (loaders, an inspector) is not for that one.
    const worker = new Worker(module, { workerData, execArgv: [] });
    const thread: Thread = { worker, scratch, arenas: new Set(), asked: new Map(), leaving: false };
    this.#threads.add(thread);
    worker.unref();
    worker.on('message', ({ search, hits }: SearchAnswer) => {
      thread.asked.get(search)?.resolve(hits);
      thread.asked.delete(search);
      if (thread.asked.size > 0) return;
      if (thread.leaving) void worker.terminate();
      else worker.unref();
    });
    // Its exit follows and says all there is to say; the error itself could hold what it worked on.
    worker.on('error', () => {});
    worker.on('exit', () => {
      this.#threads.delete(thread);
      for (const { reject } of thread.asked.values()) reject(new SearchThreadEnded());
      thread.asked.clear();
    });
    return thread;
  }
}

const ask = (thread: Thread, order: SearchOrder): Promise<SearchAnswer['hits']> => {
  const { promise, resolve, reject } = Promise.withResolvers<SearchAnswer['hits']>();
  thread.asked.set(order.search, { resolve, reject });
  // While it is asked, it keeps the process from ending.
  thread.worker.ref();
  thread.worker.postMessage(order);
  return promise;
};
