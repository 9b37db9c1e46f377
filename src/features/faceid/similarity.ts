import { compareScore, cosineSimilarity } from '../../engine/face/score.ts';

/** From 70 on two faces are taken for one person's; 1 in 1,000 pairs of different people reaches it. */
export const SAME_PERSON = 70;

/**
 * Scores of face comparison, of which 40 and 50 stand for false accept rates of 1e-3 and 1e-4, and those of this service,
 * which puts the same rates at 70 and 80. Straight lines between.
 */
const SCALE = [
  [0, 0],
  [40, 70],
  [50, 80],
  [60, 90],
  [100, 100],
] as const;

const HUNDREDTH = 100;

/** A score of face comparison, 0..100, on the scale of this service, to hundredths. */
export function similarityOf(score: number): number {
  const above = Math.max(
    1,
    SCALE.findIndex(([from]) => from >= score),
  );
  const [[x0, y0], [x1, y1]] = [SCALE[above - 1]!, SCALE[above]!];
  const value = y0 + ((score - x0) * (y1 - y0)) / (x1 - x0);
  return Math.round(Math.max(0, Math.min(100, value)) * HUNDREDTH) / HUNDREDTH;
}

/** How alike two faces are, 0..100. @param p, q embeddings of length one */
export const similarity = (p: Float32Array, q: Float32Array): number =>
  similarityOf(compareScore(cosineSimilarity(p, q)));
