import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { silentLogger, type Logger } from '../lib/logger.ts';
import { jobCalls } from './jobs.ts';
import { longListening } from './long-listening.ts';
import { Pool } from './pool.ts';
import type { Engine, JobName } from './jobs.ts';

export interface EngineOptions {
  /** Worker processes; default: one a core, at most 4. */
  readonly workers?: number;
  /** Recognitions that may wait; default: 16 a worker. */
  readonly queueLimit?: number;
  /** Longest time for one recognition, and longest wait for a worker, milliseconds; default: a minute. */
  readonly timeoutMs?: number;
  /** A worker whose resident memory is above this after a recognition is replaced; default: 2 GiB. */
  readonly maxRssBytes?: number;
  readonly logger?: Logger;
  /** Called after each recogniser that a worker has loaded because of `warm`. */
  readonly onLoaded?: (name: JobName, loaded: number, total: number) => void;
  /** Module that a worker runs instead of the real one, for tests. */
  readonly workerModule?: URL;
}

/** In the order in which they load, the slowest first: with two workers, the others load beside it. What is not here loads in no time. */
const JOB_NAMES: readonly JobName[] = ['transcribe', 'readText', 'findFaces'];
const MOST_WORKERS = 4;
const QUEUE_PER_WORKER = 16;
const MINUTE_MS = 60_000;
const GIB = 1024 ** 3;

/** Beside this file, in the sources and in a build alike. */
const realWorker = new URL(`./worker${extname(import.meta.filename)}`, import.meta.url);

/** Worker processes where nobody says how many. */
export const usualWorkers = (): number => Math.min(availableParallelism(), MOST_WORKERS);

/** Recognition in a pool of worker processes. Starts them at once; models load with `warm` or when first needed. */
export function createEngine(options: EngineOptions = {}): Engine {
  const workers = options.workers ?? usualWorkers();
  const pool = new Pool({
    workers,
    queueLimit: options.queueLimit ?? QUEUE_PER_WORKER * workers,
    timeoutMs: options.timeoutMs ?? MINUTE_MS,
    maxRssBytes: options.maxRssBytes ?? 2 * GIB,
    logger: options.logger ?? silentLogger,
    workerModule: options.workerModule ?? realWorker,
  });
  return {
    ...jobCalls((name, input, signal) => pool.run(name, input, signal)),
    ...longListening(pool),
    warm: () => {
      let loaded = 0;
      return pool.warm(JOB_NAMES, (name) => options.onLoaded?.(name, ++loaded, workers * JOB_NAMES.length));
    },
    close: () => pool.close(),
  };
}
