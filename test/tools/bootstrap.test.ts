import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const project = dirname(dirname(import.meta.dirname));

/** What the packages of the sample project are, and which of them only development needs. */
const wanted = {
  '': { version: '0.1.0' },
  'node_modules/runtime': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/test-tool': { version: '2.0.0', integrity: 'sha512-b', dev: true },
  'node_modules/other-platform': { version: '3.0.0', integrity: 'sha512-c', optional: true },
};

/** Stands in for npm: notes its arguments, waits a little, fails if told to, and else installs what the lock asks for. */
const fakeNpm = `#!/usr/bin/env node
const { appendFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } = require('node:fs');
const asked = process.argv.slice(2).join(' ');
appendFileSync('npm-calls', asked + ' ONNXRUNTIME_NODE_INSTALL=' + process.env.ONNXRUNTIME_NODE_INSTALL + '\\n');
if (process.env.NPM_FAILS) {
  console.error('npm error the registry is away');
  process.exit(3);
}
setTimeout(() => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  delete packages[''];
  delete packages['node_modules/other-platform'];
  if (asked.includes('--omit=dev')) delete packages['node_modules/test-tool'];
  mkdirSync('node_modules/node/bin', { recursive: true });
  try { symlinkSync(${JSON.stringify(process.execPath)}, 'node_modules/node/bin/node'); } catch {}
  writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }));
}, 200);
`;

let root: string;
let env: NodeJS.ProcessEnv;

beforeEach(() => {
  root = join(mkdtempSync(join(tmpdir(), 'lethe-')), 'a folder with spaces');
  for (const folder of ['tools', 'bin', 'src/cli', 'path'])
    mkdirSync(join(root, folder), { recursive: true });
  for (const file of ['tools/bootstrap.mjs', 'bin/lethe']) cpSync(join(project, file), join(root, file));
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: wanted }));
  writeFileSync(
    join(root, 'src/cli/main.ts'),
    'const said: string[] = process.argv.slice(2);\nconsole.log(JSON.stringify(said), process.cwd());',
  );
  writeFileSync(join(root, 'exit.ts'), 'process.exit(Number(process.argv[2]));');
  writeFileSync(
    join(root, 'wait.ts'),
    "process.on('SIGTERM', () => process.exit(42));\nsetInterval(() => {}, 1000);\nconsole.log('waiting');",
  );
  writeFileSync(join(root, 'path/npm'), fakeNpm);
  chmodSync(join(root, 'path/npm'), 0o755);
  symlinkSync(process.execPath, join(root, 'path/node'));
  const { npm_execpath: _, ...others } = process.env;
  env = { ...others, PATH: `${join(root, 'path')}${delimiter}${process.env['PATH']}` };
});

afterEach(() => rmSync(dirname(root), { recursive: true, force: true }));

const bootstrap = (args: readonly string[], more: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, [join(root, 'tools/bootstrap.mjs'), ...args], {
    env: { ...env, ...more },
    encoding: 'utf8',
  });

const npmCalls = (): string[] => {
  const file = join(root, 'npm-calls');
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
};

test('a first start installs for production, the next starts nothing but the script', () => {
  const first = bootstrap(['src/cli/main.ts', 'a', 'b c']);
  expect(first.stdout).toContain('["a","b c"]');
  expect(first.stderr).toMatch(/^Setting up Lethe.*\n.*done after \d+ s\n$/);
  expect(npmCalls()).toEqual([expect.stringMatching(/^ci --omit=dev .*ONNXRUNTIME_NODE_INSTALL=skip$/)]);
  const second = bootstrap(['src/cli/main.ts', '--dev']);
  expect(second.stdout).toContain('["--dev"]');
  expect(second.stderr).toBe('');
  expect(npmCalls()).toHaveLength(1);
});

test('development packages are added where they are missing, and asked for no more', () => {
  bootstrap([]);
  bootstrap(['--dev']);
  bootstrap(['--dev']);
  bootstrap([]);
  expect(npmCalls()).toEqual([
    expect.stringContaining('--omit=dev'),
    expect.stringMatching(/^install --no-save --include=dev/),
  ]);
});

test('an update that fails leaves what is installed where it is', () => {
  bootstrap([]);
  expect(bootstrap(['--dev'], { NPM_FAILS: '1' }).status).toBe(3);
  expect(npmCalls().map((call) => call.split(' ')[0])).toEqual(['ci', 'install']);
  expect(bootstrap(['exit.ts', '0']).stderr).toBe('');
});

test('only the libraries for this system are kept', () => {
  const libraries = join(root, 'node_modules/onnxruntime-node/bin/napi-v6');
  const [own, other] = [
    join(libraries, process.platform, process.arch),
    join(libraries, 'other', process.arch),
  ];
  for (const folder of [own, other]) mkdirSync(folder, { recursive: true });
  bootstrap([]);
  expect([own, other].map((folder) => existsSync(folder))).toEqual([true, false]);
});

test('a changed lock is followed', () => {
  bootstrap([]);
  const newer = { ...wanted, 'node_modules/runtime': { version: '1.0.1', integrity: 'sha512-d' } };
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: newer }));
  bootstrap([]);
  bootstrap([]);
  expect(npmCalls()).toHaveLength(2);
});

test('a failed installation shows what npm said, and is tried again next time', () => {
  const failed = bootstrap(['src/cli/main.ts'], { NPM_FAILS: '1' });
  expect(failed.status).toBe(3);
  expect(failed.stderr).toContain('npm error the registry is away');
  expect(failed.stdout).toBe('');
  expect(existsSync(join(root, '.setup.lock'))).toBe(false);
  expect(bootstrap(['src/cli/main.ts']).status).toBe(0);
});

test('of starts at the same time one installs and the others wait for it', async () => {
  const starts = [1, 2, 3].map((n) =>
    spawn(process.execPath, [join(root, 'tools/bootstrap.mjs'), 'exit.ts', String(n)], {
      env,
      stdio: 'ignore',
    }),
  );
  const exits = await Promise.all(starts.map((start) => once(start, 'exit')));
  expect(exits.map(([code]) => code as number)).toEqual([1, 2, 3]);
  expect(npmCalls()).toHaveLength(1);
});

test('a setup that was killed does not hold up the next', () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeFileSync(join(root, '.setup.lock'), `${hostname()} ${pid}`);
  const { status, stderr } = bootstrap(['exit.ts', '0']);
  expect(stderr).toContain('done after');
  expect(status).toBe(0);
});

test("the script's exit code and signals pass through", async () => {
  expect(bootstrap(['exit.ts', '23']).status).toBe(23);
  const waiting = spawn(process.execPath, [join(root, 'tools/bootstrap.mjs'), 'wait.ts'], { env });
  await once(waiting.stdout, 'data');
  waiting.kill('SIGTERM');
  expect((await once(waiting, 'exit'))[0]).toBe(42);
});

test('the command line works through a link, from any folder', () => {
  const elsewhere = dirname(root);
  symlinkSync(join(root, 'bin/lethe'), join(elsewhere, 'lethe'));
  const { stdout } = spawnSync(join(elsewhere, 'lethe'), ['policy', 'show'], {
    env,
    cwd: elsewhere,
    encoding: 'utf8',
  });
  expect(stdout).toBe(`["policy","show"] ${elsewhere}\n`);
});
