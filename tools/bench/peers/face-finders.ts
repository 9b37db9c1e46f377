import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, type Found, gather, here, once, pythonWith, run, type Sources } from './install.ts';

/** A program that finds faces and embeds the largest. */
export interface FacePeer extends Command {
  /** What its embeddings are compared by, as its makers do. */
  readonly closeness: 'cosine' | 'euclidean';
  /** The same program, started to find every face and embed none. */
  finding(threads: number): readonly [string, ...string[]];
}

const peer = (
  name: string,
  closeness: FacePeer['closeness'],
  start: readonly [string, ...string[]],
): FacePeer => ({
  name,
  closeness,
  command: () => [...start, 'largest'],
  finding: () => [...start, 'every'],
});

const ours = (
  [
    ['Lethe', 'plain'],
    ['Lethe, careful', 'careful'],
  ] as const
).map(([name, how]) => peer(name, 'cosine', [process.execPath, here('lethe-faces.ts'), how]));

const DLIB = '20.0.1.post1';
const FACE_RECOGNITION = '1.3.0';
/** Its models are read through an old interface of setuptools; it names a dlib that has to be compiled, and is told of a compiled one. */
const DLIB_PACKAGES = [
  `dlib-bin==${DLIB}`,
  'face-recognition-models==0.3.0',
  'setuptools==80.9.0',
  'numpy==2.3.5',
  'pillow==12.0.0',
  'click==8.3.1',
];

const FACE_API = '1.7.15';
const TENSORFLOW = '4.22.0';
const NODE_PACKAGES = [
  `@vladmandic/face-api@${FACE_API}`,
  `@tensorflow/tfjs@${TENSORFLOW}`,
  `@tensorflow/tfjs-backend-wasm@${TENSORFLOW}`,
];

/** Those whose packages bring the program and not the weights. */
const WITHOUT_WEIGHTS: readonly string[] = ['InsightFace', 'UniFace', 'DeepFace', 'alchemyface'];

/**
 * Our two ways, and the others that could be had; the rest are named in `missing`, with the reason.
 * @param folder where they are installed when they are not there yet; without it only ours are given
 */
export async function findFaceFinders(folder: string | undefined): Promise<Found<FacePeer>> {
  const { peers, missing } = await gather(folder, ours, sources);
  return {
    peers,
    missing: [...missing, ...WITHOUT_WEIGHTS.map((name) => `${name} (fetches its weights when it runs)`)],
  };
}

const sources: Sources<FacePeer> = {
  face_recognition: async (folder) => {
    const place = join(folder, `face-recognition-${FACE_RECOGNITION}`);
    const python = await pythonWith(place, DLIB_PACKAGES);
    await once(join(place, 'face_recognition'), async () => {
      const options = ['--quiet', '--no-deps', `face_recognition==${FACE_RECOGNITION}`];
      await run(python, ['-m', 'pip', 'install', ...options]);
    });
    return [
      peer(`face_recognition ${FACE_RECOGNITION}`, 'euclidean', [python, here('face-recognition-faces.py')]),
    ];
  },
  'face-api': async (folder) => {
    const place = join(folder, `face-api-${FACE_API}`);
    await once(place, async () => {
      await writeFile(join(place, 'package.json'), '{ "private": true }\n');
      const options = ['--prefix', place, '--no-audit', '--no-fund', '--ignore-scripts', '--save-exact'];
      await run('npm', ['install', ...options, ...NODE_PACKAGES]);
    });
    return [
      peer(`face-api ${FACE_API}, tiny`, 'euclidean', [process.execPath, here('face-api-faces.ts'), place]),
    ];
  },
};
