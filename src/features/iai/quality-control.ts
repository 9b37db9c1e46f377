import type { FaceQuality } from '../../engine/types.ts';

/**
 * What QualityControl 1 to 4 asks for: the least `score` and `sharpness`, and how far `brightness` may be from the middle.
 * 0 asks for nothing.
 */
const BOUNDS = [
  null,
  { score: 20, sharpness: 20, brightness: 50 },
  { score: 40, sharpness: 40, brightness: 45 },
  { score: 60, sharpness: 60, brightness: 35 },
  { score: 70, sharpness: 80, brightness: 25 },
] as const;

/** Whether a face is good enough for a request's QualityControl, 0..4. */
export function meetsQuality(quality: FaceQuality, control: number): boolean {
  const bounds = BOUNDS[control];
  return (
    !bounds ||
    (quality.score >= bounds.score &&
      quality.sharpness >= bounds.sharpness &&
      Math.abs(quality.brightness - 50) <= bounds.brightness)
  );
}
