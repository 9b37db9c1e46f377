import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFaceFinder } from '../src/engine/face/finder.ts';
import { allPairs, embedImages, listImages, rateAbove, thresholdAt } from './accuracy/lfw.ts';

/**
 * `node tools/calibrate-face-scores.ts [FOLDER]`: embeds every LFW image below FOLDER/face, takes the thresholds of false
 * acceptance rates from all pairs of different people, and writes `models/face-score-calibration.json`.
 * The file holds numbers only. To show that they hold for people that were not calibrated on, the identities are
 * also split in two: thresholds of either half are tried on the other.
 */
const folder = join(process.argv[2] ?? '../shared/eval', 'face');
const target = new URL('../models/face-score-calibration.json', import.meta.url);

/** Score that each false acceptance rate shall get: ten points a decade; 40, 50 and 60 are the API's. */
const SCORES = [
  { far: 1e-1, score: 20 },
  { far: 1e-2, score: 30 },
  { far: 1e-3, score: 40 },
  { far: 1e-4, score: 50 },
  { far: 1e-5, score: 60 },
];

const round = (value: number): number => Number(value.toPrecision(4));
const person = (file: string): string => file.split('/')[1] ?? '';

const embeddings = await embedImages(await createFaceFinder(), folder, await listImages(folder));
const people = [...new Set([...embeddings.keys()].map(person))];
const half = new Set(people.filter((_, i) => i % 2 === 0));
const all = allPairs(embeddings);
const halves = [true, false].map((first) =>
  allPairs(new Map([...embeddings].filter(([file]) => half.has(person(file)) === first))),
);

const heldOut = SCORES.map(({ far }) => ({
  far,
  measured: halves.map((calibrated, i) =>
    round(rateAbove(halves[1 - i]!.impostor, thresholdAt(calibrated.impostor, far))),
  ),
}));

const points = [
  { cosine: -1, score: 0 },
  ...SCORES.map(({ far, score }) => {
    const cosine = round(thresholdAt(all.impostor, far));
    return { cosine, score, far, trueAcceptanceRate: round(rateAbove(all.genuine, cosine)) };
  }),
  { cosine: 1, score: 100 },
];

const calibration = {
  dataSet: 'Labeled Faces in the Wild, aligned by deep funneling: the images of View 2, folds 1-5',
  images: embeddings.size,
  people: people.length,
  impostorPairs: all.impostor.length,
  genuinePairs: all.genuine.length,
  method:
    'Every image through the whole chain of src/engine/face. The cosine of a false acceptance rate is the smallest that ' +
    'at most this part of all pairs of different people exceeds; scores between are linear.',
  heldOut: {
    method:
      'People split in two halves by name order; the thresholds of each half measured on the pairs of the other.',
    impostorPairs: halves.map((pairs) => pairs.impostor.length),
    falseAcceptance: heldOut,
  },
  points,
};
await writeFile(target, `${JSON.stringify(calibration, null, 2)}\n`);
console.table(points);
console.table(heldOut.map(({ far, measured: [first, second] }) => ({ far, first, second })));
