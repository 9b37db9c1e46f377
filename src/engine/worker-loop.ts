import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { keepMemoryOutOfCoreDumps } from '../lib/core-dumps.ts';
import { whereOf } from '../lib/where.ts';
import type { JobName } from './jobs.ts';
import { EngineError } from './types.ts';
import type { Answer, Recognisers, Request } from './worker-protocol.ts';

const parentWatch = new URL(`./parent-watch${extname(import.meta.filename)}`, import.meta.url);

const send = (answer: Answer): void => void process.send?.(answer);

type AnyRecogniser = (input: unknown) => Promise<unknown>;

const makerOf = (recognisers: Partial<Recognisers>, name: JobName) => {
  const make = recognisers[name];
  if (!make) throw new Error('this worker has no such recogniser');
  return make;
};

/** Makes recognisers on first use; one that could not be made is tried again next time. */
function lazily(recognisers: Partial<Recognisers>): (name: JobName) => Promise<AnyRecogniser> {
  const made = new Map<JobName, Promise<AnyRecogniser>>();
  return async (name) => {
    const making = made.get(name) ?? (makerOf(recognisers, name)() as Promise<AnyRecogniser>);
    made.set(name, making);
    making.catch(() => made.delete(name));
    return making;
  };
}

/**
 * Serves requests from the pool until it goes away. Signals for the whole process group are left to the pool: it lets calls
 * in flight finish first. Nothing is ever written to the standard streams.
 */
export function serveJobs(recognisers: Partial<Recognisers>): void {
  keepMemoryOutOfCoreDumps();
  const recogniser = lazily(recognisers);
  const perform = async (request: Request): Promise<unknown> => {
    const recognise = await recogniser(request.name);
    send({ type: 'loaded' });
    return request.type === 'run' ? recognise(request.input) : undefined;
  };
  process.on('message', (request: Request) => {
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
