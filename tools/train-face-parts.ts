import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { coverage, type PartModel, type PartName } from '../src/engine/face/completeness.ts';
import { COLUMNS, PER_CELL } from '../src/engine/face/part-features.ts';
import { KINDS, NEW_KINDS } from './accuracy/occlusions.ts';
import { type PartSample, partSamples, repeatable, splitImages } from './accuracy/part-samples.ts';

/**
 * `node tools/train-face-parts.ts [FOLDER]`: draws occlusions over LFW faces below FOLDER/face, trains a classifier for each part
 * of the face, tries it on other people and on kinds of occlusion that were not drawn for training, and writes
 * `models/face-parts.json` with the parts it tells well enough. It holds weights only, and nothing of any picture.
 */
const folder = join(process.argv[2] ?? '../shared/eval', 'face');
const target = new URL('../models/face-parts.json', import.meta.url);

const IMAGES = { training: 420, trying: 220 };
/** A part is covered, or clear, from and up to this part of its points; between them it is left out. */
const COVERED = 0.6;
const CLEAR = 0.15;
const LEAST_AUC = 0.9;
const FALSE_ALARMS = 0.03;

/** Cells of each part: first and last row and column. */
const CELLS: Readonly<Record<PartName, Pick<PartModel, 'rows' | 'columns'>>> = {
  eyebrow: { rows: [1, 5], columns: [1, 10] },
  eye: { rows: [2, 6], columns: [1, 10] },
  nose: { rows: [3, 8], columns: [3, 8] },
  cheek: { rows: [4, 10], columns: [0, 11] },
  mouth: { rows: [7, 11], columns: [2, 9] },
  chin: { rows: [9, 13], columns: [2, 9] },
};

interface Labelled {
  readonly sample: PartSample;
  readonly covered: boolean;
}

const labelled = (samples: readonly PartSample[], part: PartName): Labelled[] =>
  samples
    .filter(({ covered }) => covered[part] >= COVERED || covered[part] < CLEAR)
    .map((sample) => ({ sample, covered: sample.covered[part] >= COVERED }));

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

/** The area under the curve of hits against false alarms: how often a covered part gets more than a clear one. */
function areaUnderCurve(covered: readonly number[], clear: readonly number[]): number {
  const all = [...covered.map((v) => ({ v, hit: true })), ...clear.map((v) => ({ v, hit: false }))];
  all.sort((p, q) => p.v - q.v);
  const ranks = all.reduce((sum, { hit }, i) => sum + (hit ? i + 1 : 0), 0);
  return (ranks - (covered.length * (covered.length + 1)) / 2) / (covered.length * clear.length);
}

function inputsOf(
  { features }: PartSample,
  { rows, columns }: Pick<PartModel, 'rows' | 'columns'>,
): Float64Array {
  const inputs: number[] = [];
  for (let row = rows[0]!; row <= rows[1]!; row++)
    inputs.push(
      ...features.subarray(
        (row * COLUMNS + columns[0]!) * PER_CELL,
        (row * COLUMNS + columns[1]! + 1) * PER_CELL,
      ),
    );
  return Float64Array.from(inputs);
}

const STEPS = { epochs: 25, batch: 64, rate: 0.01, decay: 0.03 };

/** Logistic regression on standardised inputs, both classes weighing the same, by Adam (Kingma and Ba, ICLR 2015). */
function fit(
  inputs: readonly Float64Array[],
  covered: readonly boolean[],
): { weights: number[]; bias: number } {
  const size = inputs[0]!.length;
  const centre = Array.from({ length: size }, (_, d) => mean(inputs.map((x) => x[d]!)));
  const spread = centre.map((c, d) => Math.sqrt(mean(inputs.map((x) => (x[d]! - c) ** 2))) + 1e-3);
  const scaled = inputs.map((x) => x.map((v, d) => (v - centre[d]!) / spread[d]!));
  const share = mean(covered.map(Number));
  const [w, m, v] = [0, 1, 2].map(() => new Float64Array(size + 1)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const random = repeatable(7);
  const steps = Math.ceil((STEPS.epochs * inputs.length) / STEPS.batch);
  for (let step = 1; step <= steps; step++) {
    const gradient = w.map((value, d) => (d < size ? STEPS.decay * value : 0));
    for (let k = 0; k < STEPS.batch; k++) {
      const i = Math.floor(random() * inputs.length);
      const x = scaled[i]!;
      let z = w[size]!;
      for (let d = 0; d < size; d++) z += w[d]! * x[d]!;
      const y = covered[i] ? 1 : 0;
      const error = (1 / (1 + Math.exp(-z)) - y) / (2 * (y ? share : 1 - share)) / STEPS.batch;
      for (let d = 0; d < size; d++) gradient[d]! += error * x[d]!;
      gradient[size]! += error;
    }
    const rate = STEPS.rate * (1 - step / steps) + 0.0005;
    gradient.forEach((g, d) => {
      m[d] = 0.9 * m[d]! + 0.1 * g;
      v[d] = 0.999 * v[d]! + 0.001 * g * g;
      w[d]! -= (rate * (m[d] / (1 - 0.9 ** step))) / (Math.sqrt(v[d] / (1 - 0.999 ** step)) + 1e-8);
    });
  }
  const weights = centre.map((_, d) => w[d]! / spread[d]!);
  return { weights, bias: w[size]! - centre.reduce((sum, c, d) => sum + c * weights[d]!, 0) };
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

function train(part: PartName, training: readonly PartSample[]): PartModel {
  const cells = CELLS[part];
  const chosen = labelled(training, part);
  const { weights, bias } = fit(
    chosen.map(({ sample }) => inputsOf(sample, cells)),
    chosen.map(({ covered }) => covered),
  );
  const linear = { ...cells, bias: round(bias), weights: weights.map(round) };
  // Limits from faces it was trained on would be too tight: they are set by `limited` on other people.
  return { ...linear, clear: 0, limit: 0 };
}

/** The same with its limits, from clear faces of people that it was not trained on. */
function limited(model: PartModel, samples: readonly PartSample[]): PartModel {
  const values = samples
    .filter(({ kind }) => kind === 'clear')
    .map(({ features }) => coverage(model, features));
  values.sort((p, q) => p - q);
  const at = (place: number): number => round(values[Math.floor(place * (values.length - 1))]!);
  return { ...model, clear: at(0.5), limit: at(1 - FALSE_ALARMS) };
}

const kindsOf = ['all', ...KINDS, ...NEW_KINDS] as const;

/** Hits against false alarms by kind of occlusion, and the part of the covered that the limit finds. */
function tried(model: PartModel, samples: readonly Labelled[]): Record<string, number> {
  const valueOf = ({ sample }: Labelled): number => coverage(model, sample.features);
  const clear = samples.filter(({ covered }) => !covered).map(valueOf);
  const covered = (kind: (typeof kindsOf)[number]): number[] =>
    samples.filter((s) => s.covered && (kind === 'all' || s.sample.kind === kind)).map(valueOf);
  const areas = Object.fromEntries(
    kindsOf
      .filter((kind) => covered(kind).length >= 10)
      .map((kind) => [kind, round(areaUnderCurve(covered(kind), clear))]),
  );
  return { ...areas, found: round(mean(covered('all').map((v) => (v > model.limit ? 1 : 0)))) };
}

const files = await splitImages(folder, IMAGES.training, IMAGES.trying);
const training = await partSamples(folder, files.training, KINDS, repeatable(1));
const trying = await partSamples(folder, files.trying, [...KINDS, ...NEW_KINDS], repeatable(2));
// One half of the other people sets the limits, the other is what figures are of.
const middle = trying.findIndex((sample, i) => i >= trying.length / 2 && sample.kind === 'clear');
const models: Partial<Record<PartName, PartModel>> = {};
for (const part of Object.keys(CELLS) as PartName[]) {
  const model = limited(train(part, training), trying.slice(0, middle));
  const result = tried(model, labelled(trying.slice(middle), part));
  console.log(part, result);
  if ((result.all ?? 0) >= LEAST_AUC) models[part] = model;
}
await writeFile(target, `${JSON.stringify(models)}\n`);
