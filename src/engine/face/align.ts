import type { RgbImage } from '../image.ts';
import type { Point } from '../types.ts';
import { type Affine, centroid, invert } from './geometry.ts';
import type { Patch } from './resample.ts';
import { warp } from './warp.ts';

export const ALIGNED_SIZE = 112;

/** Where ArcFace puts eyes, nose tip and mouth corners in its 112x112 crop (Deng et al., CVPR 2019). */
export const ARCFACE_TEMPLATE: readonly Point[] = [
  { x: 38.2946, y: 51.6963 },
  { x: 73.5318, y: 51.5014 },
  { x: 56.0252, y: 71.7366 },
  { x: 41.5493, y: 92.3655 },
  { x: 70.7299, y: 92.2041 },
];

/**
 * The similarity transform (rotation, uniform scale, translation; no reflection) that carries `from` to `to`
 * with the least squared error.
 *
 * Umeyama, "Least-squares estimation of transformation parameters between two point patterns", PAMI 13(4), 1991;
 * in two dimensions the singular value decomposition reduces to two sums.
 * @throws RangeError when fewer than two points differ.
 */
export function similarity(from: readonly Point[], to: readonly Point[]): Affine {
  const p = centroid(from);
  const q = centroid(to);
  let along = 0;
  let across = 0;
  let spread = 0;
  from.forEach((point, i) => {
    const target = to[i];
    if (target === undefined) throw new RangeError('the point patterns differ in length');
    const [x, y, u, v] = [point.x - p.x, point.y - p.y, target.x - q.x, target.y - q.y];
    along += x * u + y * v;
    across += x * v - y * u;
    spread += x * x + y * y;
  });
  if (spread === 0) throw new RangeError('the points do not differ');
  const a = along / spread;
  const b = across / spread;
  return [a, -b, q.x - a * p.x + b * p.y, b, a, q.y - b * p.x - a * p.y];
}

/** Cuts the 112x112 crop that the embedding network was trained on. `landmarks5` are pixels of the image. */
export function alignFace(image: RgbImage, landmarks5: readonly Point[]): Patch {
  return warp(image, invert(similarity(landmarks5, ARCFACE_TEMPLATE)), ALIGNED_SIZE, ALIGNED_SIZE);
}
