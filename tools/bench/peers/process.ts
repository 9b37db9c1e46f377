import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Answer } from './serve.ts';

/** A reader in a process of its own, asked for one image at a time. */
export interface ReaderProcess {
  /** Never rejects: a reader that dies, or needs longer than the limit, answers an error and is started anew for the next image. */
  ask(path: string): Promise<Answer>;
  /** Highest resident memory that the process has had, bytes; undefined where the system does not tell. */
  peakBytes(): Promise<number | undefined>;
  stop(): Promise<void>;
}

/** What the libraries under the readers look at. */
const THREAD_SETTINGS = ['OMP_NUM_THREADS', 'OMP_THREAD_LIMIT', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS'];

interface Running {
  readonly child: ChildProcessByStdio<Writable, Readable, null>;
  readonly lines: Interface;
}

/** @param warmUp an image that is read, and not counted, whenever the process has been started */
export function readerProcess(
  [program, ...args]: readonly [string, ...string[]],
  options: { readonly threads: number; readonly warmUp: string; readonly limitMs: number },
): ReaderProcess {
  const settings = THREAD_SETTINGS.map((name) => [name, String(options.threads)]);
  // Nothing is left behind in the folder of the scripts.
  const env = {
    ...process.env,
    PYTHONDONTWRITEBYTECODE: '1',
    ...(Object.fromEntries(settings) as Record<string, string>),
  };
  let running: Running | undefined;

  const start = async (): Promise<Running> => {
    const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'ignore'] });
    // Its end is seen by who waits for an answer; a write to one that has ended is no news.
    child.on('error', () => {});
    child.stdin.on('error', () => {});
    const started = { child, lines: createInterface({ input: child.stdout }) };
    await answerFrom(started, options.warmUp, options.limitMs);
    return started;
  };
  const stop = async (): Promise<void> => {
    const ending = running;
    running = undefined;
    if (!ending || hasEnded(ending)) return;
    ending.child.kill('SIGKILL');
    await once(ending.child, 'exit');
  };
  return {
    async ask(path) {
      running ??= await start();
      const answer = await answerFrom(running, path, options.limitMs);
      if ('error' in answer && ENDINGS.includes(answer.error)) await stop();
      return answer;
    },
    peakBytes: async () => {
      const status = await readFile(`/proc/${running?.child.pid}/status`, 'utf8').catch(() => '');
      const kilobytes = /^VmHWM:\s*(\d+) kB/m.exec(status)?.[1];
      return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
    },
    stop,
  };
}

const ENDED = 'ended';
const TOO_LONG = 'too long';
const ENDINGS: readonly string[] = [ENDED, TOO_LONG];

/** Also true of one that could not be started. */
const hasEnded = ({ child: { pid, exitCode, signalCode } }: Running): boolean =>
  pid === undefined || exitCode !== null || signalCode !== null;

async function answerFrom(running: Running, path: string, limitMs: number): Promise<Answer> {
  if (hasEnded(running)) return { error: ENDED };
  const { child, lines } = running;
  const late = AbortSignal.timeout(limitMs);
  const closed = new AbortController();
  lines.once('close', () => closed.abort());
  const signal = AbortSignal.any([late, closed.signal]);
  const line = once(lines, 'line', { signal });
  child.stdin.write(`${path}\n`);
  try {
    const [text] = (await line) as [string];
    return JSON.parse(text) as Answer;
  } catch {
    return { error: late.aborted ? TOO_LONG : ENDED };
  }
}
