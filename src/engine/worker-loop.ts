import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { keepMemoryOutOfCoreDumps } from '../lib/core-dumps.ts';
import { whereOf } from '../lib/where.ts';
import { EngineError } from './types.ts';
import type { Answer, Ending, Loadable, Recognisers, Request, SessionMakers } from './worker-protocol.ts';
import { WorkerSessions } from './worker-sessions.ts';

const parentWatch = new URL(`./parent-watch${extname(import.meta.filename)}`, import.meta.url);

const send = (answer: Answer): void => void process.send?.(answer);

type AnyRecogniser = (input: unknown) => Promise<unknown>;
type OpenSession = Parameters<WorkerSessions['step']>[1];
type Makers = Partial<Recognisers & SessionMakers>;

/** Makes recognisers on first use; one that could not be made is tried again next time. */
function lazily(makers: Makers): (name: Loadable) => Promise<unknown> {
  const made = new Map<Loadable, Promise<unknown>>();
  return async (name) => {
    const make = makers[name];
    if (!make) throw new Error('this worker has no such recogniser');
    const making = made.get(name) ?? make();
    made.set(name, making);
    making.catch(() => made.delete(name));
    return making;
  };
}

/**
 * Serves requests from the pool until it goes away. Signals for the whole process group are left to the pool: it lets calls
 * in flight finish first. Nothing is ever written to the standard streams.
 */
export function serveJobs(makers: Makers): void {
  keepMemoryOutOfCoreDumps();
  const recogniser = lazily(makers);
  const sessions = new WorkerSessions();
  const perform = async (request: Request): Promise<unknown> => {
    const made = await recogniser(request.name);
    send({ type: 'loaded' });
    if (request.type === 'run') return (made as AnyRecogniser)(request.input);
    return request.type === 'step' ? sessions.step(request, made as OpenSession) : undefined;
  };
  process.on('message', (request: Request | Ending) => {
    if (request.type === 'end') return sessions.end(request.session);
    perform(request).then(
      (output) => send({ type: 'done', output, rssBytes: process.memoryUsage.rss() }),
      (error: unknown) =>
        send(
          error instanceof EngineError
            ? { type: 'refused', reason: error.reason, message: error.message }
            : { type: 'failed', where: whereOf(error) },
        ),
    );
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
  process.on('disconnect', () => process.exit());
  // A recogniser that never comes back would not hear the disconnect.
  new Worker(parentWatch, { workerData: process.ppid }).unref();
  send({ type: 'ready' });
}
