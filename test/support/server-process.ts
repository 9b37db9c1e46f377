import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { compiled } from './compiled.ts';

const root = join(import.meta.dirname, '..', '..');

export interface ServerProcess {
  readonly pid: number;
  readonly port: number;
  /** All that it has printed. */
  output(): string;
  /** Sends the signal and waits for the end; the exit code, or null when a signal ended it. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

const settled = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : once(child, 'exit').then(([code]) => code as number | null);

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

/** Starts the real server as a process of its own, on a port that the system chooses, and waits until it answers `path`. */
export async function startServerProcess(
  env: Readonly<Record<string, string>>,
  path = '/healthz',
): Promise<ServerProcess> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, 'src', 'main.ts')],
    {
      cwd: root,
      env: { ...compiled, PATH: process.env['PATH'] ?? '', ...env, LETHE_PORT: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const whileItRuns = async <T>(attempt: () => T | Promise<T>): Promise<NonNullable<T>> => {
    for (;;) {
      const found = await attempt();
      if (found) return found;
      const end = child.exitCode ?? child.signalCode;
      if (end !== null) throw new Error(`the server ended with ${end}:\n${output}`);
      await pause();
    }
  };
  const port = await whileItRuns(() => Number(/serves on \S+:(\d+)\n/.exec(output)?.[1] ?? 0));
  await whileItRuns(() =>
    fetch(`http://127.0.0.1:${port}${path}`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  return {
    pid: child.pid ?? 0,
    port,
    output: () => output,
    end: async (signal) => {
      child.kill(signal);
      return settled(child);
    },
  };
}
