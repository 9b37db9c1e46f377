import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A program that reads text, ours or another, as it is started for the comparison. */
export interface Peer {
  readonly name: string;
  /** How it makes use of two cores: by a setting of its own, or by a second process. */
  readonly twoCores: 'threads' | 'processes';
  /** The command that serves on standard input and output, using so many threads. */
  command(threads: number): readonly [string, ...string[]];
}

const here = (file: string): string => join(import.meta.dirname, file);

const ours = (['basic', 'accurate'] as const).map((mode): Peer => ({
  name: `Lethe, ${mode}`,
  twoCores: 'processes',
  command: () => [process.execPath, here('lethe.ts'), mode],
}));

const RAPIDOCR = '3.10.0';
/** Its default networks (PP-OCRv6 small) are in the wheel; the runtime has to be named. */
const PYTHON_PACKAGES = [`rapidocr==${RAPIDOCR}`, 'onnxruntime==1.31.1'];
const GUTENYE = '1.4.8';
const TESSERACT_JS = '7.0.0';
const NODE_PACKAGES = [
  `@gutenye/ocr-node@${GUTENYE}`,
  `tesseract.js@${TESSERACT_JS}`,
  '@tesseract.js-data/eng@1.0.0',
];

/**
 * Our two modes, and the peers that could be had; the others are named in `missing`, with the reason.
 * @param folder where they are installed when they are not there yet; without it only ours are given
 */
export async function findPeers(
  folder: string | undefined,
): Promise<{ readonly peers: readonly Peer[]; readonly missing: readonly string[] }> {
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

const sources: Readonly<Record<string, (folder: string) => Promise<readonly Peer[]>>> = {
  RapidOCR: async (folder) => {
    const environment = join(folder, `rapidocr-${RAPIDOCR}`);
    const python = join(environment, 'bin', 'python');
    await once(environment, async () => {
      await run('python3', ['-m', 'venv', environment]);
      await run(python, ['-m', 'pip', 'install', '--quiet', ...PYTHON_PACKAGES]);
    });
    return [
      {
        name: `RapidOCR ${RAPIDOCR}`,
        twoCores: 'threads',
        command: (threads) => [python, here('rapidocr-reader.py'), String(threads)],
      },
    ];
  },
  'packages of npm': async (folder) => {
    const place = join(folder, `node-${GUTENYE}-${TESSERACT_JS}`);
    await once(place, async () => {
      await writeFile(join(place, 'package.json'), '{ "private": true }\n');
      const options = ['--prefix', place, '--no-audit', '--no-fund', '--ignore-scripts', '--save-exact'];
      const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' };
      await run('npm', ['install', ...options, ...NODE_PACKAGES], { env });
    });
    return [
      {
        name: `@gutenye/ocr-node ${GUTENYE}`,
        twoCores: 'threads',
        command: (threads) => [process.execPath, here('gutenye-ocr.ts'), place, String(threads)],
      },
      {
        name: `tesseract.js ${TESSERACT_JS}`,
        twoCores: 'processes',
        command: () => [process.execPath, here('tesseract-js.ts'), place],
      },
    ];
  },
  Tesseract: async () => {
    const { stdout } = await run('tesseract', ['--version']);
    const version = /tesseract v?([\d.]+)/.exec(stdout)?.[1] ?? '';
    return [
      {
        name: `Tesseract ${version}`,
        twoCores: 'threads',
        command: () => ['python3', here('tesseract-reader.py')],
      },
    ];
  },
};

/** The peer, once it has been started with nothing to read. @throws when it cannot be started */
async function startable(peer: Peer): Promise<Peer> {
  const [program, ...args] = peer.command(1);
  const started = run(program, args, { env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } });
  started.child.stdin?.end();
  await started;
  return peer;
}

/** Makes a folder and fills it, once: a note in it says that it is complete. */
async function once(folder: string, fill: () => Promise<void>): Promise<void> {
  const note = join(folder, 'complete');
  if (existsSync(note)) return;
  await mkdir(folder, { recursive: true });
  await fill();
  await writeFile(note, '');
}
