import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, type Found, gather, here, once, pythonWith, run, type Sources } from './install.ts';

/** A program that reads text. */
export interface Peer extends Command {
  /** How it makes use of two cores: by a setting of its own, or by a second process. */
  readonly twoCores: 'threads' | 'processes';
}

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
export const findPeers = (folder: string | undefined): Promise<Found<Peer>> => gather(folder, ours, sources);

const sources: Sources<Peer> = {
  RapidOCR: async (folder) => {
    const python = await pythonWith(join(folder, `rapidocr-${RAPIDOCR}`), PYTHON_PACKAGES);
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
