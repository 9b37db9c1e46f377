import { EngineError } from './types.ts';
import type { Request } from './worker-protocol.ts';

/** A request and who waits for its answer. */
export interface Job {
  readonly request: Request;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Jobs that wait, first come, first served. A job leaves when it is taken, is aborted or has waited too long. */
export class JobQueue {
  readonly #limit: number;
  readonly #timeoutMs: number;
  readonly #jobs: Job[] = [];

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
   * Appends a job.
   * @param signal an abort frees the caller at once; a job that has been taken is then finished for nothing
   * @returns the job's output, once whoever takes it resolves it
   * @throws EngineError `overloaded`; the signal's reason
   */
  add(request: Request, signal?: AbortSignal): Promise<unknown> {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    if (this.#jobs.length >= this.#limit)
      return Promise.reject(new EngineError('overloaded', 'too many recognitions are waiting'));
    const { promise, ...job } = { request, ...Promise.withResolvers<unknown>() };
    const abort = (): void => this.#drop(job, signal?.reason);
    const patience = setTimeout(() => {
      if (this.#jobs.includes(job))
        this.#drop(job, new EngineError('overloaded', `no worker was free within ${this.#timeoutMs} ms`));
    }, this.#timeoutMs);
    signal?.addEventListener('abort', abort);
    this.#jobs.push(job);
    return promise.finally(() => {
      clearTimeout(patience);
      signal?.removeEventListener('abort', abort);
    });
  }

  /** Rejects whatever waits. */
  clear(error: Error): void {
    for (const job of this.#jobs.splice(0)) job.reject(error);
  }

  #drop(job: Job, reason: unknown): void {
    const place = this.#jobs.indexOf(job);
    if (place >= 0) this.#jobs.splice(place, 1);
    job.reject(reason);
  }
}
