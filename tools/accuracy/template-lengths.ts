import { cosineSimilarity } from '../../src/engine/face/score.ts';
import { projectionOf } from '../../src/engine/face/template/projection.ts';
import { recastTemplate } from '../../src/engine/face/template/recast.ts';
import { TEMPLATE_BITS } from '../../src/engine/face/template/types.ts';
import calibration from '../../models/face-score-calibration.json' with { type: 'json' };
import {
  cosineTally,
  distance,
  pack,
  type Packed,
  templatesOf,
  templateTally,
  testSecret,
} from './all-pairs.ts';
import { denseTemplate } from './dense-projection.ts';
import type { LfwPair } from './lfw.ts';
import type { Sample } from './lfw-embeddings.ts';
import { closenessAt, rateAt, type Tally } from './pair-tally.ts';
import { protocolAccuracy } from './protocol.ts';

export interface LengthRow {
  readonly what: string;
  /** %, by the protocol, each fold's threshold from the other folds. */
  readonly accuracy: number;
  /** % of all pairs of one person accepted where so many pairs of different people are. */
  readonly tarAtFar1e3: number;
  readonly tarAtFar1e4: number;
  readonly tarAtFar1e5: number;
}

const percent = (part: number): number => Math.round(part * 10_000) / 100;
const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

const tars = (tally: Tally): Pick<LengthRow, 'tarAtFar1e3' | 'tarAtFar1e4' | 'tarAtFar1e5'> => {
  const tar = (far: number): number => percent(rateAt(tally, 'genuine', closenessAt(tally, far)));
  return { tarAtFar1e3: tar(1e-3), tarAtFar1e4: tar(1e-4), tarAtFar1e5: tar(1e-5) };
};

/** The protocol's accuracy, by the closeness of the samples of these two places. Pairs without a face count as apart. */
function accuracy(
  samples: readonly Sample[],
  pairs: readonly LfwPair[],
  closeness: (i: number, j: number) => number,
): number {
  const places = new Map(samples.map((s, i) => [s.file, i]));
  return percent(
    protocolAccuracy(
      pairs.map(({ a, b, same, fold }) => {
        const [i, j] = [places.get(a), places.get(b)];
        return { closeness: i === undefined || j === undefined ? -1 : closeness(i, j), same, fold };
      }),
    ),
  );
}

function templateRow(
  what: string,
  samples: readonly Sample[],
  pairs: readonly LfwPair[],
  packs: readonly Packed[],
): LengthRow {
  const rows = packs.map((packed) => ({
    accuracy: accuracy(samples, pairs, (i, j) => -distance(packed, i, packed, j) / (packed.wordsEach * 32)),
    ...tars(templateTally(samples, packed, packed)),
  }));
  const of = (key: keyof (typeof rows)[number]): number =>
    Math.round(100 * mean(rows.map((row) => row[key]))) / 100;
  return {
    what,
    accuracy: of('accuracy'),
    tarAtFar1e3: of('tarAtFar1e3'),
    tarAtFar1e4: of('tarAtFar1e4'),
    tarAtFar1e5: of('tarAtFar1e5'),
  };
}

/** Templates of several lengths beside the embeddings that they are made of, over three secrets; and dense matrices. */
export function lengthRows(samples: readonly Sample[], pairs: readonly LfwPair[]): LengthRow[] {
  const secrets = [0, 1, 2].map(testSecret);
  const cosine = (i: number, j: number): number =>
    cosineSimilarity(samples[i]!.embedding, samples[j]!.embedding);
  const dense = [1, 2].map(denseTemplate).map((template) => pack(samples.map((s) => template(s.embedding))));
  return [
    { what: 'embedding', accuracy: accuracy(samples, pairs, cosine), ...tars(cosineTally(samples)) },
    ...[512, 1024, 2048, 4096].map((bits) => {
      const packs = secrets.map((secret) => pack(templatesOf(samples, secret, bits)));
      return templateRow(`${bits} bits`, samples, pairs, packs);
    }),
    templateRow(`${TEMPLATE_BITS} bits, dense matrix`, samples, pairs, dense),
  ];
}

export interface RecastRow {
  readonly recasts: number;
  /** % accepted at a false acceptance rate of 1e-3 among templates recast so often. */
  readonly tarAtFar1e3: number;
  readonly tarAtFar1e4: number;
  /** % accepted, of one person and of two, at the distance that stands for a score of 40. */
  readonly tarAtScore40: number;
  readonly farAtScore40: number;
  readonly tarAtScore60: number;
  /** Mean cosine of the embedding and what the template still tells of it. */
  readonly cosine: number;
}

/** Templates recast from secret to secret, each compared with fresh ones of the last secret. */
export function recastRows(samples: readonly Sample[]): RecastRow[] {
  const closenessOf = (score: number): number =>
    TEMPLATE_BITS - calibration.template.points.find((p) => p.score === score)!.distance;
  let enrolled = templatesOf(samples, testSecret(0), TEMPLATE_BITS);
  const rows: RecastRow[] = [];
  for (let recasts = 0; recasts <= 5; recasts++) {
    const projection = projectionOf(testSecret(recasts));
    if (recasts > 0) {
      const from = projectionOf(testSecret(recasts - 1));
      enrolled = enrolled.map((template) => recastTemplate(template, from, projection));
    }
    if (![0, 1, 2, 5].includes(recasts)) continue;
    const fresh = pack(samples.map((s) => projection.template(s.embedding)));
    const tally = templateTally(samples, pack(enrolled), fresh);
    const checked = samples.filter((_, i) => i % 20 === 0);
    rows.push({
      recasts,
      ...tars(tally),
      tarAtScore40: percent(rateAt(tally, 'genuine', closenessOf(40))),
      farAtScore40: Number(rateAt(tally, 'impostor', closenessOf(40)).toPrecision(3)),
      tarAtScore60: percent(rateAt(tally, 'genuine', closenessOf(60))),
      cosine: Number(
        mean(
          checked.map((s, i) => cosineSimilarity(s.embedding, projection.estimate(enrolled[i * 20]!))),
        ).toFixed(4),
      ),
    });
  }
  return rows;
}
