// Sets the project up when it has to be, then runs a script on the project's own Node:
//
//   node tools/bootstrap.mjs [--dev] [script.ts] [arguments...]
//
// It runs on any Node >= 18 and needs nothing installed. What is set up is judged by content, never by file
// times: the packages that package-lock.json asks for against those that npm noted in node_modules. `--dev` asks
// for the development packages too. Without a script it only sets up.
import { spawn } from 'node:child_process';
import { linkSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { constants, hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const ownNode = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
const lockFile = join(root, '.setup.lock');
const NODE_MAJOR = 24;
/** A setup touches its lock every second; one untouched for so long has died. */
const LOCK_STALE_MS = 60_000;

const readOr = (file, fallback) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return fallback;
  }
};

const namesIn = (folder) => (statSync(folder, { throwIfNoEntry: false }) ? readdirSync(folder) : []);

const packagesIn = (file) => JSON.parse(readOr(join(root, file), '{}')).packages ?? {};

/** The Node to run on: the pinned one from node_modules, or this one where that is missing and this one is new enough. */
function nodePath() {
  if (statSync(ownNode, { throwIfNoEntry: false })) return ownNode;
  return Number(process.versions.node.split('.')[0]) >= NODE_MAJOR ? process.execPath : undefined;
}

/** Whether each package that the lock file asks for is installed, in its version. Optional ones may be missing. */
function isSetUp(dev) {
  const installed = packagesIn('node_modules/.package-lock.json');
  for (const [path, wanted] of Object.entries(packagesIn('package-lock.json'))) {
    if (path === '' || (!dev && (wanted.dev || wanted.devOptional))) continue;
    const found = installed[path];
    if (found ? found.version !== wanted.version || found.integrity !== wanted.integrity : !wanted.optional)
      return false;
  }
  return nodePath() !== undefined;
}

/** Whether the process that holds the lock has ended without giving it back. */
function isStale(holder) {
  const touched = statSync(lockFile, { throwIfNoEntry: false })?.mtimeMs;
  if (touched === undefined) return false;
  if (Date.now() - touched > LOCK_STALE_MS) return true;
  const [host, pid] = holder.split(' ');
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

/** Takes the lock: a linked file appears with its content, so nobody ever reads half of it. */
function tryLock() {
  const mine = `${lockFile}.${process.pid}`;
  writeFileSync(mine, `${hostname()} ${process.pid}`);
  try {
    linkSync(mine, lockFile);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const holder = readOr(lockFile, '');
    if (isStale(holder) && readOr(lockFile, '') === holder) rmSync(lockFile, { force: true });
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
}

const release = () => rmSync(lockFile, { force: true });

/** Shows what is going on: a spinner on a terminal, a line now and then elsewhere. Returns how to end it. */
function showProgress(what) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const { isTTY } = process.stderr;
  let frame = 0;
  const draw = () => process.stderr.write(`\r${'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'[frame++ % 10]} ${what} (${seconds()} s) `);
  if (!isTTY) process.stderr.write(`${what}\n`);
  const timer = setInterval(
    () => (isTTY ? draw() : process.stderr.write(`${what}: ${seconds()} s\n`)),
    isTTY ? 100 : 15_000,
  );
  return (outcome) => {
    clearInterval(timer);
    process.stderr.write(`${isTTY ? '\r\x1b[K' : ''}${what}: ${outcome} after ${seconds()} s\n`);
  };
}

/** Runs npm, keeps what it prints, and gives its exit code. Signals end npm first, then us. */
function npm(args) {
  const cli = process.env.npm_execpath?.endsWith('npm-cli.js') ? process.env.npm_execpath : undefined;
  const [command, ...before] = cli ? [process.execPath, cli] : ['npm'];
  const child = spawn(command, [...before, ...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    // onnxruntime-node's install script fetches a GPU runtime that is not used; the CPU one is in its package.
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32' && !cli,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  const stop = (signal) => {
    child.kill(signal);
    release();
    process.exit(128 + constants.signals[signal]);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return new Promise((done) => {
    child.on('error', (error) => done({ code: 1, output: `npm cannot be started: ${error.message}\n` }));
    child.on('close', (code) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      done({ code: code ?? 1, output });
    });
  });
}

/** onnxruntime-node brings its library for every system, 245 MB; only this one's is kept. */
function dropOtherSystems() {
  const libraries = join(root, 'node_modules/onnxruntime-node/bin');
  for (const abi of namesIn(libraries))
    for (const system of namesIn(join(libraries, abi)))
      for (const cpu of namesIn(join(libraries, abi, system)))
        if (system !== process.platform || cpu !== process.arch)
          rmSync(join(libraries, abi, system, cpu), { recursive: true, force: true });
}

/**
 * Installs what is missing. Where there is something already, `npm install` comes first: unlike `npm ci` it leaves the
 * packages that a running server uses where they are, and all of them when it fails.
 */
async function install(dev) {
  const done = showProgress(
    `Setting up Lethe: installing its packages${dev ? ', with those for development' : ''}`,
  );
  const scope = dev ? '--include=dev' : '--omit=dev';
  const isUpdate =
    statSync(join(root, 'node_modules/.package-lock.json'), { throwIfNoEntry: false }) !== undefined;
  let { code, output } = await npm(isUpdate ? ['install', '--no-save', scope] : ['ci', scope]);
  if (isUpdate && code === 0 && !isSetUp(dev)) ({ code, output } = await npm(['ci', scope]));
  const complete = code === 0 && isSetUp(dev);
  if (complete) dropOtherSystems();
  done(complete ? 'done' : 'failed');
  if (complete) return;
  process.stderr.write(output);
  if (code === 0)
    process.stderr.write(
      `npm has installed the packages, but Node ${NODE_MAJOR} is not among them (${ownNode}): its install script did not run, ` +
        `or there is none for ${process.platform} ${process.arch}. Allow install scripts, or put Node >= ${NODE_MAJOR} on the PATH.\n`,
    );
  release();
  process.exit(code || 1);
}

/** Sets up, one process at a time; whoever waited finds it done. */
async function setUp(dev) {
  for (let waited = 0; !tryLock(); waited++) {
    if (waited === 0) process.stderr.write('Another start is setting Lethe up; waiting for it\n');
    await sleep(300);
    if (isSetUp(dev) && !readOr(lockFile, '')) return;
  }
  const heartbeat = setInterval(() => utimesSync(lockFile, new Date(), new Date()), 1_000);
  try {
    if (!isSetUp(dev)) await install(dev);
  } finally {
    clearInterval(heartbeat);
    release();
  }
}

/** Runs a script on the project's Node in our place: same terminal, same signals, same exit. */
function run(script, args) {
  const child = spawn(nodePath(), ['--disable-warning=ExperimentalWarning', script, ...args], {
    stdio: 'inherit',
    // Compiled sources are remembered, so that the next start need not strip and compile them again.
    env: { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled'), ...process.env },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the script as well; twice would mean "at once" to it.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  child.on('error', (error) => {
    process.stderr.write(`${nodePath()} cannot be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

const [script, ...args] = process.argv.slice(2).filter((arg, i) => i > 0 || arg !== '--dev');
const dev = process.argv[2] === '--dev';
if (!isSetUp(dev)) await setUp(dev);
if (script) run(resolve(root, script), args);
