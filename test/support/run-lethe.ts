import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { compiled } from './compiled.ts';
import type { LetheOrder } from './lethe-thread.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');

/** How long a command may take. */
const PATIENCE_MS = 120_000;

export interface LetheRun {
  readonly out: string;
  readonly error: string;
  readonly code: number | null;
}

interface Place {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Runs `lethe` as a process of its own, as an operator would. */
const spawnLethe = (args: readonly string[], { cwd, env }: Place): LetheRun => {
  const options = ['--disable-warning=ExperimentalWarning', main, ...args];
  const { stdout, stderr, status } = spawnSync(process.execPath, options, {
    ...{ cwd, env: { ...compiled, ...env }, encoding: 'utf8' },
  });
  return { out: stdout, error: stderr, code: status };
};

/** A thread that runs one command after the other, while this one waits. */
function openThread(): (order: LetheOrder) => LetheRun {
  const ended = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(join(import.meta.dirname, 'lethe-thread.ts'), {
    workerData: { main: pathToFileURL(main).href, port: port2, ended },
    transferList: [port2],
    env: compiled,
  });
  worker.unref();
  port1.unref();
  return (order) => {
    const before = Atomics.load(ended, 0);
    worker.postMessage(order);
    if (Atomics.wait(ended, 0, before, PATIENCE_MS) === 'timed-out')
      throw new Error('a command has not ended in time');
    const answer = receiveMessageOnPort(port1);
    return answer?.message as LetheRun;
  };
}

let thread: ReturnType<typeof openThread> | undefined;
/** The families of commands that have run as processes. */
const spawned = new Set<string>();

/**
 * Runs `lethe` as an operator would. The first command of each family (`receipts`, `keys`, ...) that tests run here is a process of its
 * own, which has to end by itself; those that follow share a thread that has loaded everything, since a process takes a second
 * or two to load it.
 */
export const runLethe = (args: readonly string[], place: Place): LetheRun => {
  const family = args[0] ?? '';
  if (!spawned.has(family)) {
    spawned.add(family);
    return spawnLethe(args, place);
  }
  const here = process.cwd();
  process.chdir(place.cwd);
  try {
    thread ??= openThread();
    return thread({ args, env: place.env });
  } finally {
    process.chdir(here);
  }
};
