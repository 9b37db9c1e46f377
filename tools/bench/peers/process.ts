import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Item } from '../../accuracy/text-score.ts';
import type { Answer } from './serve.ts';

/** A reader in a process of its own, asked for one file at a time. */
export interface ReaderProcess<Found = Item> {
  /** Never rejects: a reader that dies, or needs longer than the limit, answers an error and is started anew for the next file. */
  ask(path: string): Promise<Answer<Found>>;
  /** Highest resident memory that a process of it has had, bytes; undefined where the system does not tell. */
  peakBytes(): number | undefined;
  /** How often it was ended between two pages because it held more memory than the limit. */
  restarts(): number;
  stop(): Promise<void>;
}

/** Readers that leak must not take the machine's memory: the most that one may hold from one page to the next. */
const MEMORY_LIMIT_BYTES = 3 * 2 ** 30;
/** For loading and the first image, which are not counted. */
const START_LIMIT_MS = 300_000;
/** What the libraries under the readers look at. */
const THREAD_SETTINGS = ['OMP_NUM_THREADS', 'OMP_THREAD_LIMIT', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS'];

interface Running {
  readonly child: ChildProcessByStdio<Writable, Readable, null>;
  readonly lines: Interface;
  readonly ended: AbortSignal;
}

/** @param options.warmUp a file that is read, and not counted, whenever the process has been started */
export function readerProcess<Found = Item>(
  [program, ...args]: readonly [string, ...string[]],
  options: { readonly threads: number; readonly warmUp: string; readonly limitMs: number },
): ReaderProcess<Found> {
  const settings = THREAD_SETTINGS.map((name) => [name, String(options.threads)]);
  // Nothing is left behind in the folder of the scripts.
  const env = {
    ...process.env,
    PYTHONDONTWRITEBYTECODE: '1',
    ...(Object.fromEntries(settings) as Record<string, string>),
  };
  let running: Running | undefined;
  let peak: number | undefined;
  let restarts = 0;

  const start = async (): Promise<Running> => {
    const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'ignore'] });
    // Its end is seen by who waits for an answer; a write to one that has ended is no news.
    child.on('error', () => {});
    child.stdin.on('error', () => {});
    const lines = createInterface({ input: child.stdout });
    const end = new AbortController();
    lines.once('close', () => end.abort());
    const started = { child, lines, ended: end.signal };
    const first = await answerFrom(started, options.warmUp, START_LIMIT_MS);
    // Its answer, should it come after all, must not be taken for that to the next image.
    if ('error' in first && first.error === TOO_LONG) child.kill('SIGKILL');
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
      const answer = await answerFrom<Found>(running, path, options.limitMs);
      const memory = await memoryOf(running);
      peak = memory ? Math.max(peak ?? 0, memory.peak) : peak;
      const isTooLarge = memory !== undefined && memory.now > MEMORY_LIMIT_BYTES;
      if (isTooLarge) restarts++;
      if (isTooLarge || ('error' in answer && ENDINGS.includes(answer.error))) await stop();
      return answer;
    },
    peakBytes: () => peak,
    restarts: () => restarts,
    stop,
  };
}

const ENDED = 'ended';
const TOO_LONG = 'too long';
const ENDINGS: readonly string[] = [ENDED, TOO_LONG];

/** Resident memory, now and at its highest, bytes; undefined for a process that has ended, or where the system does not tell. */
async function memoryOf({ child }: Running): Promise<{ now: number; peak: number } | undefined> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
  const bytes = (name: string): number =>
    1024 * Number(new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(status)?.[1]);
  const [now, peak] = [bytes('VmRSS'), bytes('VmHWM')];
  return Number.isNaN(now) || Number.isNaN(peak) ? undefined : { now, peak };
}

/** Also true of one that could not be started. */
const hasEnded = ({ child: { pid, exitCode, signalCode } }: Running): boolean =>
  pid === undefined || exitCode !== null || signalCode !== null;

async function answerFrom<Found>(running: Running, path: string, limitMs: number): Promise<Answer<Found>> {
  if (hasEnded(running)) return { error: ENDED };
  const { child, lines, ended } = running;
  const late = AbortSignal.timeout(limitMs);
  const signal = AbortSignal.any([late, ended]);
  const line = once(lines, 'line', { signal });
  child.stdin.write(`${path}\n`);
  try {
    const [text] = (await line) as [string];
    return JSON.parse(text) as Answer<Found>;
  } catch {
    return { error: late.aborted ? TOO_LONG : ENDED };
  }
}
