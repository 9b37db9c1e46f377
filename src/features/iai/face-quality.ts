import { z } from 'zod';
import type { FaceCompleteness, FaceQuality } from '../../engine/types.ts';
import { number } from './fields.ts';

const PARTS = {
  Eyebrow: 'eyebrow',
  Eye: 'eye',
  Nose: 'nose',
  Cheek: 'cheek',
  Mouth: 'mouth',
  Chin: 'chin',
} as const satisfies Record<string, keyof FaceCompleteness>;

type Part = keyof typeof PARTS;

const part = () => number().exactOptional();

const completeness = z.object({
  Eyebrow: part(),
  Eye: part(),
  Nose: part(),
  Cheek: part(),
  Mouth: part(),
  Chin: part(),
} satisfies Record<Part, unknown>);

/** Parts of a face that cannot be judged are absent. */
export const faceQualityInfo = z.object({
  Score: number(),
  Sharpness: number(),
  Brightness: number(),
  Completeness: completeness.exactOptional(),
});

const toCompleteness = (seen: FaceCompleteness): z.output<typeof completeness> =>
  Object.fromEntries(
    Object.entries(PARTS).flatMap(([name, part]) => {
      const value = seen[part];
      return value === undefined ? [] : [[name, Math.round(value)]];
    }),
  );

export const toFaceQuality = ({
  score,
  sharpness,
  brightness,
  completeness,
}: FaceQuality): z.output<typeof faceQualityInfo> => ({
  Score: Math.round(score),
  Sharpness: Math.round(sharpness),
  Brightness: Math.round(brightness),
  ...(completeness ? { Completeness: toCompleteness(completeness) } : {}),
});
