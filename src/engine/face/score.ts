import calibration from '../../../models/face-score-calibration.json' with { type: 'json' };
import { TEMPLATE_BITS } from './template/types.ts';

export interface ScorePoint {
  readonly cosine: number;
  readonly score: number;
}

/** Linear between points that ascend in both cosine and score; flat beyond the ends. */
export function interpolateScore(points: readonly ScorePoint[], cosine: number): number {
  const after = points.findIndex((p) => p.cosine > cosine);
  const [first, last] = [points[0]!, points.at(-1)!];
  if (after === 0) return first.score;
  if (after === -1) return last.score;
  const [p, q] = [points[after - 1]!, points[after]!];
  return p.score + ((q.score - p.score) * (cosine - p.cosine)) / (q.cosine - p.cosine);
}

/**
 * How alike two faces are, 0..100, from the cosine of their embeddings: 40, 50 and 60 stand for a false acceptance
 * rate of 1 in 1,000, 10,000 and 100,000 pairs of different people, as in the API's face model 3.0. Calibrated on
 * the data set that `models/face-score-calibration.json` describes.
 */
export function compareScore(cosine: number): number {
  return interpolateScore(calibration.points, cosine);
}

/** Cosine of the angle that templates so far apart stand for, by Charikar, STOC 2002: bits differ in proportion to it. */
const cosineOfDistance = (distance: number): number => Math.cos((Math.PI * distance) / TEMPLATE_BITS);

/**
 * The same scale for two templates of one secret.
 * @param distance bits in which they differ, 0..TEMPLATE_BITS
 */
export function templateScore(distance: number): number {
  return compareScore(cosineOfDistance(distance));
}

/** The largest distance with at least this score: what a search for it is bounded by. */
export function distanceOfScore(score: number): number {
  let distance = TEMPLATE_BITS;
  while (distance > 0 && templateScore(distance) < score) distance--;
  return distance;
}

/** Cosine of two embeddings of length one. */
export function cosineSimilarity(p: Float32Array, q: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += p[i]! * q[i]!;
  return sum;
}
