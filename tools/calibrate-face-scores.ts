import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TEMPLATE_BITS } from '../src/engine/face/template/types.ts';
import { cosineTally, pack, templatesOf, templateTally, testSecret } from './accuracy/all-pairs.ts';
import { halves, lfwSamples, type Sample } from './accuracy/lfw-embeddings.ts';
import { pairsOf, type Tally } from './accuracy/pair-tally.ts';
import {
  type CalibratedPoint,
  calibrate,
  reliability,
  type Reliability,
  rounded,
  tailCheck,
} from './face-calibration.ts';
import { type Plot, svgOf } from './plot.ts';

/**
 * `node tools/calibrate-face-scores.ts [FOLDER]`: embeds every LFW image below FOLDER/face, takes the thresholds of false
 * acceptance rates from all pairs of different people, of embeddings and of templates, and writes
 * `models/face-score-calibration.json` and the picture docs/pictures/face-scores.svg. Both hold numbers only. To show that
 * scores hold for people that were not calibrated on, people are also split in two: either half is tried on the other.
 */
const folder = join(process.argv[2] ?? '../shared/eval', 'face');
const target = new URL('../models/face-score-calibration.json', import.meta.url);
const pictures = new URL('../docs/pictures/', import.meta.url);
const SECRETS = 3;

/** All pairs under each of some secrets, together. */
function templates(samples: readonly Sample[]): Tally {
  let tally: Tally | undefined;
  for (let s = 0; s < SECRETS; s++) {
    const packed = pack(templatesOf(samples, testSecret(s), TEMPLATE_BITS));
    tally = templateTally(samples, packed, packed, tally);
  }
  return tally!;
}

const kinds = {
  cosine: { tally: cosineTally, each: 1, title: 'embeddings (cosine)' },
  template: { tally: templates, each: SECRETS, title: 'templates (bits)' },
} as const;

interface Calibrated {
  readonly all: Tally;
  readonly points: readonly CalibratedPoint[];
  readonly heldOut: readonly (readonly Reliability[])[];
  readonly title: string;
}

function calibrated(
  samples: readonly Sample[],
  { tally, each, title }: (typeof kinds)['cosine' | 'template'],
): Calibrated {
  const all = tally(samples);
  const parts = halves(samples).map(tally);
  const heldOut = parts.map((part, i) => {
    const tried = parts[1 - i]!;
    return reliability(calibrate(part), tried, pairsOf(tried).impostor / each);
  });
  return { all, points: calibrate(all), heldOut, title };
}

const reliabilityPlot = ({ heldOut, title }: Calibrated): Plot => ({
  title: `Scores of ${title}, on people not calibrated on`,
  x: {
    label: 'false accept rate that the score stands for',
    from: 1e-7,
    to: 1,
    log: true,
    ticks: [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1],
  },
  y: {
    label: 'false accept rate measured',
    from: 1e-7,
    to: 1,
    log: true,
    ticks: [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1],
  },
  series: [
    {
      label: 'as it should be',
      colour: '#999',
      style: 'dashed',
      points: [
        { x: 1e-7, y: 1e-7 },
        { x: 1, y: 1 },
      ],
    },
    ...heldOut.map((rows, i) => ({
      label: ['first half tried on the second', 'second half tried on the first'][i]!,
      colour: ['#0a58ca', '#d9480f'][i]!,
      style: 'points' as const,
      points: rows.map((r) => ({ x: r.far, y: r.measured, low: r.interval[0], high: r.interval[1] })),
    })),
  ],
});

const heldOutTable = ({ heldOut }: Calibrated) =>
  heldOut[0]!.map(({ score, far }, i) => ({
    score,
    far: rounded(far),
    measured: heldOut.map((rows) => rounded(rows[i]!.measured)),
    interval: heldOut.map((rows) => rows[i]!.interval.map(rounded)),
  }));

const pointsOf = ({ points }: Calibrated, at: (closeness: number) => Record<string, number>) =>
  points.map(({ closeness, score, far, trueAcceptanceRate }) => ({
    ...at(closeness),
    score,
    ...(far === undefined ? {} : { far: rounded(far), trueAcceptanceRate: rounded(trueAcceptanceRate ?? 0) }),
  }));

const samples = await lfwSamples(folder);
const cosine = calibrated(samples, kinds.cosine);
const template = calibrated(samples, kinds.template);
const pairs = pairsOf(cosine.all);

const calibration = {
  dataSet: 'Labeled Faces in the Wild, aligned by deep funneling: the images of View 2, folds 1-5',
  images: samples.length,
  people: new Set(samples.map((s) => s.person)).size,
  impostorPairs: pairs.impostor,
  genuinePairs: pairs.genuine,
  method:
    'Every image through the whole chain of src/engine/face. The closeness of a false acceptance rate is that which this ' +
    'part of all pairs of different people reaches; scores between are linear. The score of 70 is extrapolated: a ' +
    `parabola through the scores from 30 to 60. Templates: the same pairs under each of ${SECRETS} secrets.`,
  tail: {
    method: 'Rate measured where a parabola through the scores from 30 to 50 has 60.',
    cosine: rounded(tailCheck(cosine.all).curve),
    template: rounded(tailCheck(template.all).curve),
  },
  cosine: { points: pointsOf(cosine, (closeness) => ({ cosine: rounded(closeness) })) },
  template: {
    bits: TEMPLATE_BITS,
    points: pointsOf(template, (closeness) => ({
      distance: Math.round((TEMPLATE_BITS - closeness) * 10) / 10,
    })),
  },
  heldOut: {
    method:
      'People split in two halves by name order; the scores of each half measured on the pairs of the other. Intervals: ' +
      'Wilson, 95 %, as if pairs were independent; they share faces, so that the truth is wider.',
    cosine: heldOutTable(cosine),
    template: heldOutTable(template),
  },
};
await writeFile(target, `${JSON.stringify(calibration, null, 2)}\n`);
await mkdir(pictures, { recursive: true });
await writeFile(new URL('face-scores.svg', pictures), svgOf([cosine, template].map(reliabilityPlot)));
for (const kind of [cosine, template]) {
  console.table(kind.points);
  console.table(heldOutTable(kind).map(({ score, measured: [first, second] }) => ({ score, first, second })));
}
console.log(calibration.tail);
