import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { whereOf } from '../../lib/where.ts';
import type { Overlay } from '../../policy/overlay.ts';
import type { WritingTurns } from '../stores.ts';
import type { ExpiryReport } from './types.ts';

export interface ExpiryThreadOptions {
  readonly folder: string;
  /** A file is read again whenever a rotation may have replaced the key. */
  readonly masterKey: { readonly file: string } | { readonly key: Uint8Array };
  readonly mirrorFile?: string | null | undefined;
  readonly overlay?: Overlay | undefined;
  /** Those of the vault that it works beside. */
  readonly turns: WritingTurns;
}

/** What the thread is started with. */
export type ExpiryWorkerData = Omit<ExpiryThreadOptions, 'turns'> & {
  readonly now: number;
  readonly turns: { readonly lethe: SharedArrayBuffer; readonly logs: SharedArrayBuffer };
};

export type ExpiryOrder = { readonly now: number } | 'close';
export type ExpiryAnswer =
  | { readonly report: ExpiryReport }
  /** Where it failed. */
  | { readonly failed: string }
  | { readonly closed: true };

/** It failed in the thread; says where, and nothing of what it worked on. */
export class ExpiryThreadFailed extends Error {
  constructor(what: string) {
    super(`Expiry beside the calls failed: ${what}`);
    this.name = 'ExpiryThreadFailed';
  }
}

export interface ExpiryThread {
  /** Removes what is due at `now`. @throws ExpiryThreadFailed; the next order starts a new thread */
  expire(now: number): Promise<ExpiryReport>;
  /** Lets an order that is under way finish. */
  close(): Promise<void>;
}

const module = new URL(`./expiry-worker${extname(import.meta.filename)}`, import.meta.url);

/** A thread of its own for removing much at once. It is started with the first order. */
export const expiryThread = ({ turns, ...options }: ExpiryThreadOptions): ExpiryThread => {
  const shared = { lethe: turns.lethe.shared, logs: turns.logs.shared };
  let worker: Worker | null = null;
  const start = (now: number): Worker => {
    const workerData: ExpiryWorkerData = { ...options, now, turns: shared };
    // What this thread was told on its command line (loaders, an inspector) is not for that one.
    return new Worker(module, { workerData, execArgv: [] });
  };
  const ask = async (order: ExpiryOrder, now: number): Promise<ExpiryAnswer> => {
    const asked = (worker ??= start(now));
    try {
      const answer = answerOf(asked);
      asked.postMessage(order);
      return await answer;
    } catch (error) {
      worker = null;
      await asked.terminate();
      await Promise.all([turns.lethe.takeBack(), turns.logs.takeBack()]);
      throw error;
    }
  };
  return {
    expire: async (now) => {
      const answer = await ask({ now }, now);
      if ('report' in answer) return answer.report;
      throw new ExpiryThreadFailed('failed' in answer ? answer.failed : 'it is closing');
    },
    close: async () => {
      const closing = worker;
      if (!closing) return;
      await ask('close', 0);
      worker = null;
      await closing.terminate();
    },
  };
};

const answerOf = async (worker: Worker): Promise<ExpiryAnswer> => {
  const { promise, resolve, reject } = Promise.withResolvers<ExpiryAnswer>();
  const failed = (error: Error): void => reject(new ExpiryThreadFailed(whereOf(error)));
  const stopped = (): void => reject(new ExpiryThreadFailed('it stopped'));
  worker.on('message', resolve).on('error', failed).on('exit', stopped);
  try {
    return await promise;
  } finally {
    worker.off('message', resolve).off('error', failed).off('exit', stopped);
  }
};
