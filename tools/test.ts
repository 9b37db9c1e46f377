/**
 * `npm test [-- filters]`: the tests, and the type check beside them. With `--check` also format and lint. Each of those
 * checks counts as one test. The last line printed is exactly `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { newTestFolder } from './test-folder.ts';
import { tally, type Tally, type VitestReport } from './tally.ts';

const root = dirname(import.meta.dirname);
const options = process.argv.slice(2);
const filters = options.filter((option) => option !== '--check');

interface Ended {
  readonly ok: boolean;
  /** What it printed, unless that went straight to whoever watches. */
  readonly printed: string;
}

/** Runs a tool of node_modules on the Node that runs this. */
const runTool = (
  file: string,
  args: readonly string[],
  how: { readonly quiet: boolean; readonly env?: Readonly<Record<string, string>> },
): Promise<Ended> => {
  const out = how.quiet ? 'pipe' : 'inherit';
  const child = spawn(process.execPath, [join(root, 'node_modules', file), ...args], {
    ...{ cwd: root, stdio: ['inherit', out, out], env: { ...process.env, ...how.env } },
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((done) => {
    child.on('error', ({ message }) => done({ ok: false, printed: `${message}\n` }));
    child.on('close', (code) => done({ ok: code === 0, printed: Buffer.concat(chunks).toString() }));
  });
};

const types = ['--noEmit', '--incremental', '--tsBuildInfoFile', 'node_modules/.cache/tsc.tsbuildinfo'];
const checks: [name: string, file: string, args: readonly string[]][] = [
  ['types', 'typescript/bin/tsc', types],
];
if (options.includes('--check'))
  checks.unshift(
    ['format', 'prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']],
    ['lint', 'eslint/bin/eslint.js', ['.']],
  );

/** Runs Vitest and counts from its report; a run that left no report counts as one failure. */
async function runTests(): Promise<Tally> {
  const folder = newTestFolder();
  const report = join(folder, 'report.json');
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  try {
    const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...filters];
    const { ok } = await runTool('vitest/vitest.mjs', args, { quiet: false, env: { TMPDIR: temporary } });
    return tally(JSON.parse(readFileSync(report, 'utf8')) as VitestReport, ok);
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the checks one after the other; what each has to say is printed in one piece when it has ended. */
async function runChecks(): Promise<Tally> {
  const outcomes: boolean[] = [];
  for (const [name, file, args] of checks) {
    const { ok, printed } = await runTool(file, args, { quiet: true });
    console.log(`${printed}${ok ? '✓' : '✗'} ${name}`);
    outcomes.push(ok);
  }
  const passed = outcomes.filter(Boolean).length;
  return { passed, failed: outcomes.length - passed };
}

// Tests wait now and then, for a disk or a clock; the checks, each on one core, have that time.
const [checked, tests] = await Promise.all([runChecks(), runTests()]);
const failed = checked.failed + tests.failed;
process.exitCode = failed === 0 && tests.passed > 0 ? 0 : 1;
console.log(`${checked.passed + tests.passed} passed, ${failed} failed`);
