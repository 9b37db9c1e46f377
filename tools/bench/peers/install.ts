import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const run = promisify(execFile);

/** A program that is compared, ours or another, as it is started for that. */
export interface Command {
  readonly name: string;
  /** The command that serves on standard input and output, using so many threads. */
  command(threads: number): readonly [string, ...string[]];
}

/** Where others come from, by what they are called when they cannot be had. */
export type Sources<Peer extends Command> = Readonly<
  Record<string, (folder: string) => Promise<readonly Peer[]>>
>;

export interface Found<Peer extends Command> {
  readonly peers: readonly Peer[];
  /** Those that could not be had, with the reason. */
  readonly missing: readonly string[];
}

/**
 * Ours, and the others that could be had.
 * @param folder where they are installed when they are not there yet; without it only ours are given
 */
export async function gather<Peer extends Command>(
  folder: string | undefined,
  ours: readonly Peer[],
  sources: Sources<Peer>,
): Promise<Found<Peer>> {
  if (folder === undefined)
    return { peers: ours, missing: ['all others (LETHE_PEERS names no folder for them)'] };
  const [peers, missing]: [Peer[], string[]] = [[...ours], []];
  for (const [name, find] of Object.entries(sources))
    try {
      for (const peer of await find(folder)) peers.push(await startable(peer));
    } catch (error) {
      const { stderr, message } = error as Error & { stderr?: string };
      missing.push(`${name} (${(stderr || message).trim().split('\n').at(-1) ?? 'unknown'})`);
    }
  return { peers, missing };
}

/** The script of this folder that runs a peer. */
export const here = (file: string): string => join(import.meta.dirname, file);

/** Makes a folder and fills it, once: a note in it says that it is complete. */
export async function once(folder: string, fill: () => Promise<void>): Promise<void> {
  const note = join(folder, 'complete');
  if (existsSync(note)) return;
  await mkdir(folder, { recursive: true });
  await fill();
  await writeFile(note, '');
}

/**
 * A Python environment of its own with these packages.
 * @returns its interpreter
 */
export async function pythonWith(environment: string, packages: readonly string[]): Promise<string> {
  const python = join(environment, 'bin', 'python');
  await once(environment, async () => {
    await run('python3', ['-m', 'venv', environment]);
    await run(python, ['-m', 'pip', 'install', '--quiet', ...packages]);
  });
  return python;
}

/** The peer, once it has been started with nothing to do. @throws when it cannot be started */
async function startable<Peer extends Command>(peer: Peer): Promise<Peer> {
  const [program, ...args] = peer.command(1);
  const started = run(program, args, { env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } });
  started.child.stdin?.end();
  await started;
  return peer;
}
