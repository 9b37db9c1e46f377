/**
 * `npm test [-- filters]`: the type check, then the tests. With `--check` also format and lint. Each of those checks counts
 * as one test. The last line printed is exactly `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { newTestFolder } from './test-folder.ts';
import { tally, type Tally, type VitestReport } from './tally.ts';

const root = dirname(import.meta.dirname);
const options = process.argv.slice(2);
const filters = options.filter((option) => option !== '--check');

const runTool = (
  file: string,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): boolean => {
  const options = { cwd: root, stdio: 'inherit', env: { ...process.env, ...more } } as const;
  return spawnSync(process.execPath, [join(root, 'node_modules', file), ...args], options).status === 0;
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
function runTests(): Tally {
  const folder = newTestFolder();
  const report = join(folder, 'report.json');
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const ok = runTool('vitest/vitest.mjs', ['run', ...reporters, ...filters], { TMPDIR: temporary });
    return tally(JSON.parse(readFileSync(report, 'utf8')) as VitestReport, ok);
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

let [passed, failed] = [0, 0];
for (const [name, file, args] of checks) {
  const ok = runTool(file, args);
  console.log(`${ok ? '✓' : '✗'} ${name}`);
  if (ok) passed++;
  else failed++;
}
const tests = runTests();
passed += tests.passed;
failed += tests.failed;
process.exitCode = failed === 0 && tests.passed > 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);
