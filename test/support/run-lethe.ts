import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { compiled } from './compiled.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');

export interface LetheRun {
  readonly out: string;
  readonly error: string;
  readonly code: number | null;
}

/** Runs `lethe` as a process of its own, as an operator would. */
export const runLethe = (
  args: readonly string[],
  { cwd, env }: { cwd: string; env: Readonly<Record<string, string>> },
): LetheRun => {
  const options = ['--disable-warning=ExperimentalWarning', main, ...args];
  const { stdout, stderr, status } = spawnSync(process.execPath, options, {
    ...{ cwd, env: { ...compiled, ...env }, encoding: 'utf8' },
  });
  return { out: stdout, error: stderr, code: status };
};
