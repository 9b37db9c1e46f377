import calibration from '../../../models/face-score-calibration.json' with { type: 'json' };
import { TEMPLATE_BITS } from './template/types.ts';

export interface ScorePoint {
  /** Ascending from point to point; the score ascends or descends. */
  readonly at: number;
  readonly score: number;
}

const COSINES: readonly ScorePoint[] = calibration.cosine.points.map(({ cosine, score }) => ({
  at: cosine,
  score,
}));

const DISTANCES: readonly ScorePoint[] = calibration.template.points
  .map(({ distance, score }) => ({ at: distance, score }))
  .toReversed();

/** Linear between points; flat beyond the ends. */
export function interpolateScore(points: readonly ScorePoint[], at: number): number {
  const after = points.findIndex((p) => p.at > at);
  const [first, last] = [points[0]!, points.at(-1)!];
  if (after === 0) return first.score;
  if (after === -1) return last.score;
  const [p, q] = [points[after - 1]!, points[after]!];
  return p.score + ((q.score - p.score) * (at - p.at)) / (q.at - p.at);
}

/**
 * How alike two faces are, 0..100, from the cosine of their embeddings. A score stands for a false acceptance rate:
 * score = 10 (1 - log10 FAR), so that 40, 50 and 60 are 1 in 1,000, 10,000 and 100,000 pairs of different people, as in
 * the API's face model 3.0. Calibrated up to 60 on the data set that `models/face-score-calibration.json` describes; 70 is
 * extrapolated, and from there it rises evenly to the 100 of the same image.
 */
export function compareScore(cosine: number): number {
  return interpolateScore(COSINES, cosine);
}

const TEMPLATE_SCORES = Float64Array.from({ length: TEMPLATE_BITS + 1 }, (_, distance) =>
  interpolateScore(DISTANCES, distance),
);

/**
 * The same scale for two templates of one secret, calibrated on templates.
 * @param distance bits in which they differ, 0..TEMPLATE_BITS
 */
export function templateScore(distance: number): number {
  const score = TEMPLATE_SCORES[distance];
  if (score === undefined) throw new RangeError(`templates differ in 0 to ${TEMPLATE_BITS} bits`);
  return score;
}

/**
 * The largest distance with at least this score: what a search for it is bounded by. -1 where there is none, above 100.
 */
export function distanceOfScore(score: number): number {
  return TEMPLATE_SCORES.findLastIndex((s) => s >= score);
}

/** Cosine of two embeddings of length one. */
export function cosineSimilarity(p: Float32Array, q: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += p[i]! * q[i]!;
  return sum;
}
