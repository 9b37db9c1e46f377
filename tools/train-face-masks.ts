import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withoutDirections } from '../src/engine/face/mask-score.ts';
import { cosineSimilarity } from '../src/engine/face/score.ts';
import { type MaskSample, maskSamples } from './accuracy/masked-faces.ts';
import { closenessAt, emptyTally, pairsOf, rateAt, type Tally } from './accuracy/pair-tally.ts';
import { principalDirections } from './accuracy/principal-directions.ts';
import { calibrate, type CalibratedPoint, rounded } from './face-calibration.ts';

/**
 * `node tools/train-face-masks.ts [FOLDER]`: draws masks over LFW faces below FOLDER/face, finds the directions in which they move
 * embeddings, measures and calibrates comparisons without these, and writes `models/face-masks.json`, which holds nothing of
 * any picture. Every pair that is counted is of people from whom the directions were not learned.
 */
const folder = join(process.argv[2] ?? '../shared/eval', 'face');
const target = new URL('../models/face-masks.json', import.meta.url);
const DIRECTIONS = 32;
const STEP = 1e-4;
/** The cosine from which CompareFace answers 40. */
const COMPARE_FACE_40 = 0.3355;

type Condition = 'none' | 'one' | 'both';
const CONDITIONS: readonly Condition[] = ['none', 'one', 'both'];

interface Found {
  readonly person: string;
  readonly bare: Float32Array;
  readonly masked: Float32Array;
}

/** Cosines of all pairs of different pictures in which none, one or both faces wear a mask. */
function tallyOf(samples: readonly Found[], condition: Condition, tally: Tally): Tally {
  const left = samples.map((s) => (condition === 'both' ? s.masked : s.bare));
  const right = samples.map((s) => (condition === 'none' ? s.bare : s.masked));
  samples.forEach((p, i) => {
    samples.forEach((q, j) => {
      if (condition === 'one' ? i === j : j >= i) return;
      const cosine = Math.max(-1, Math.min(1, cosineSimilarity(left[i]!, right[j]!)));
      (p.person === q.person ? tally.genuine : tally.impostor)[Math.floor((cosine + 1) / STEP)]!++;
    });
  });
  return tally;
}

const fresh = (): Tally => emptyTally(-1, STEP, 2 / STEP + 1);

const directionsOf = (samples: readonly Found[]): Float32Array[] =>
  principalDirections(
    samples.map(({ bare, masked }) => bare.map((v, i) => v - masked[i]!)),
    DIRECTIONS,
  );

const cleaned = (samples: readonly Found[], directions: readonly Float32Array[]): Found[] =>
  samples.map(({ person, bare, masked }) => ({
    person,
    bare: withoutDirections(bare, directions),
    masked: withoutDirections(masked, directions),
  }));

const percent = (rate: number): number => Math.round(rate * 10_000) / 100;

const acceptance = (tally: Tally) => ({
  tarAtFar1e3: percent(rateAt(tally, 'genuine', closenessAt(tally, 1e-3))),
  tarAtFar1e4: percent(rateAt(tally, 'genuine', closenessAt(tally, 1e-4))),
});

/** Where a calibration has a score. */
const cosineOf = (points: readonly CalibratedPoint[], score: number): number =>
  points.find((p) => p.score === score)!.closeness;

const all: readonly MaskSample[] = await maskSamples(folder);
const samples = all.flatMap(({ person, bare, masked }): Found[] =>
  masked ? [{ person, bare: bare.embedding, masked: masked.embedding }] : [],
);
const seen = all.filter((s) => s.masked);
console.log({
  pictures: all.length,
  people: new Set(all.map((s) => s.person)).size,
  lostUnderMasks: percent(1 - seen.length / all.length),
  bareTakenForCovered: percent(all.filter((s) => s.bare.lowerFaceCovered).length / all.length),
  maskedTakenForCovered: percent(seen.filter((s) => s.masked!.lowerFaceCovered).length / seen.length),
});

const people = [...new Set(samples.map((s) => s.person))];
const first = new Set(people.filter((_, i) => i % 2 === 0));
const halves = [true, false].map((side) => samples.filter((s) => first.has(s.person) === side));
const learned = halves.map(directionsOf);

const rows = CONDITIONS.map((condition) => {
  const plain = fresh();
  const other = fresh();
  halves.forEach((half, i) => {
    tallyOf(half, condition, plain);
    tallyOf(cleaned(half, learned[1 - i]!), condition, other);
  });
  const held = halves.map((half, i) => {
    const points = calibrate(tallyOf(cleaned(halves[1 - i]!, learned[1 - i]!), condition, fresh()));
    const tried = tallyOf(cleaned(half, learned[1 - i]!), condition, fresh());
    return [40, 50].map((score) => rateAt(tried, 'impostor', cosineOf(points, score)));
  });
  return { condition, plain, other, held };
});

for (const { condition, plain, other, held } of rows) {
  console.log(condition, pairsOf(plain));
  console.table({
    CompareFace: {
      ...acceptance(plain),
      farAt40: rounded(rateAt(plain, 'impostor', COMPARE_FACE_40)),
      tarAt40: percent(rateAt(plain, 'genuine', COMPARE_FACE_40)),
    },
    withoutDirections: acceptance(other),
  });
  console.log('FAR at 40 and 50 on people not calibrated on:', held.map((r) => r.map(rounded)).join(' and '));
}

const pointsOf = (tally: Tally) =>
  calibrate(tally).map(({ closeness, score, far, trueAcceptanceRate }) => ({
    cosine: rounded(closeness),
    score,
    ...(far === undefined ? {} : { far: rounded(far), trueAcceptanceRate: rounded(trueAcceptanceRate ?? 0) }),
  }));

const calibrated = ({ other, held }: (typeof rows)[number]) => {
  const { impostor, genuine } = pairsOf(other);
  const heldOut = held.map(([at40, at50]) => ({ farAt40: rounded(at40!), farAt50: rounded(at50!) }));
  return { impostorPairs: impostor, genuinePairs: genuine, points: pointsOf(other), heldOut };
};
const [, one, both] = rows;
const model = {
  dataSet:
    'Labeled Faces in the Wild, aligned by deep funneling: up to four pictures of each person of View 2, folds 1-5, who has two; masks drawn',
  pictures: samples.length,
  people: people.length,
  method:
    'Directions: of the largest second moments of bare minus masked embeddings, of all people, 32-bit floats in Base64. Points: as in ' +
    'face-score-calibration.json, on pairs within either half of the people with directions of the other half.',
  one: calibrated(one!),
  both: calibrated(both!),
  directions: Buffer.concat(directionsOf(samples).map((d) => new Uint8Array(d.buffer))).toString('base64'),
};
await writeFile(target, `${JSON.stringify(model, null, 2)}\n`);
