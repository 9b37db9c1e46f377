import { z } from 'zod';
import { compareScore } from '../../engine/face/score.ts';
import { action } from '../action.ts';
import { harmless } from '../personal-data.ts';
import { cosineOfPair, mostConfident, pairFields } from './face-pair.ts';
import { PICTURE_RATE } from './fields.ts';

/**
 * This action's scores against those of CompareFace. Its documentation puts a false accept rate of 1e-3 at 70 and of 1e-4 at 80,
 * where CompareFace has 40 and 50; above and below, both scales end at 0 and 100.
 */
const SCALE = [
  [0, 0],
  [40, 70],
  [50, 80],
  [60, 90],
  [100, 100],
] as const;

/** @param score of CompareFace, 0..100 */
function similarityScore(score: number): number {
  const next = SCALE.findIndex(([end], i) => i > 0 && score <= end);
  const [[x0, y0], [x1, y1]] = [SCALE[next - 1]!, SCALE[next]!];
  return y0 + ((score - x0) / (x1 - x0)) * (y1 - y0);
}

/** Says how alike two faces are, on a scale of its own: 70 stands for a false accept rate of 1e-3, 80 for 1e-4. */
export const DetectFaceSimilarity = action({
  name: 'DetectFaceSimilarity',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: 'face.compare',
  rateLimit: PICTURE_RATE,
  input: z.object(pairFields),
  output: z.object({ Score: harmless(z.number()) }),
  async run(request, context) {
    const cosine = await cosineOfPair(request, { choose: mostConfident, rotate: false, context });
    return { Score: Math.round(similarityScore(compareScore(cosine)) * 100) / 100 };
  },
});
