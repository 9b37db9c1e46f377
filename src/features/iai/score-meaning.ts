import { compareScore, cosineSimilarity } from '../../engine/face/score.ts';

/** Scores that were measured: above them rates are extrapolated, or not stated (docs/templates.md). */
export const MEASURED_SCORES = { least: 15, most: 60 } as const;
const LAST_RATE = 70;

/**
 * The part of pairs of different people that scores so high or higher, which score = 10 (1 - log10 FAR) stands for.
 * Null where the scale states none, below 15; from 70 on it is that of 70, as an upper bound.
 */
export function falseAcceptRate(score: number): number | null {
  if (score < MEASURED_SCORES.least) return null;
  return 10 ** (1 - Math.min(score, LAST_RATE) / 10);
}

/** The score of two embeddings as it is answered, with two decimals. */
export const scoreOfPair = (a: Float32Array, b: Float32Array): number =>
  Math.round(compareScore(cosineSimilarity(a, b)) * 100) / 100;
