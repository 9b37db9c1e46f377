import { EngineError } from './types.ts';
import type { Request } from './worker-protocol.ts';

/** A request and who waits for its answer. */
export interface Job {
  readonly request: Request;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** A job in the queue. */
interface Waiting extends Job {
  /** It goes before those that are not. */
  readonly isUrgent: boolean;
  /** Urgent jobs that came later and went before it. */
  overtaken: number;
}

/** Not more urgent jobs than that go before one that is not: it comes to its turn, however many there are. */
const MOST_OVERTAKING = 4;

/** Jobs that wait, first come, first served, but urgent ones first. A job leaves when it is taken, is aborted or has waited too long. */
export class JobQueue {
  readonly #limit: number;
  readonly #timeoutMs: number;
  readonly #jobs: Waiting[] = [];

  constructor(limit: number, timeoutMs: number) {
    this.#limit = limit;
    this.#timeoutMs = timeoutMs;
  }

  get length(): number {
    return this.#jobs.length;
  }

  first(): Job | undefined {
    return this.#jobs[0];
  }

  take(): Job | undefined {
    return this.#jobs.shift();
  }

  /**
   * Adds a job: an urgent one before those at the end that are not, as long as they were not overtaken too often.
   * @param signal an abort frees the caller at once; a job that has been taken is then finished for nothing
   * @returns the job's output, once whoever takes it resolves it
   * @throws EngineError `overloaded`; the signal's reason
   */
  add(request: Request, signal?: AbortSignal, isUrgent = false): Promise<unknown> {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    if (this.#jobs.length >= this.#limit)
      return Promise.reject(new EngineError('overloaded', 'too many recognitions are waiting'));
    const { promise, ...settle } = Promise.withResolvers<unknown>();
    const job: Waiting = { request, isUrgent, overtaken: 0, ...settle };
    const abort = (): void => this.#drop(job, signal?.reason);
    const patience = setTimeout(() => {
      if (this.#jobs.includes(job))
        this.#drop(job, new EngineError('overloaded', `no worker was free within ${this.#timeoutMs} ms`));
    }, this.#timeoutMs);
    signal?.addEventListener('abort', abort);
    this.#insert(job);
    return promise.finally(() => {
      clearTimeout(patience);
      signal?.removeEventListener('abort', abort);
    });
  }

  /** Rejects whatever waits. */
  clear(error: Error): void {
    for (const job of this.#jobs.splice(0)) job.reject(error);
  }

  #insert(job: Waiting): void {
    const mayPass = ({ isUrgent, overtaken }: Waiting): boolean => !isUrgent && overtaken < MOST_OVERTAKING;
    const place = job.isUrgent ? this.#jobs.findLastIndex((other) => !mayPass(other)) + 1 : this.#jobs.length;
    for (const passed of this.#jobs.slice(place)) passed.overtaken++;
    this.#jobs.splice(place, 0, job);
  }

  #drop(job: Waiting, reason: unknown): void {
    const place = this.#jobs.indexOf(job);
    if (place >= 0) this.#jobs.splice(place, 1);
    job.reject(reason);
  }
}
