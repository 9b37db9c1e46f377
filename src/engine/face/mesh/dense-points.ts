import type { RgbImage } from '../../image.ts';
import type { Point } from '../../types.ts';
import { type Affine, bounds, centroid, transform } from '../geometry.ts';
import { warp } from '../warp.ts';
import { planes } from '../tensor.ts';
import { MESH_INPUT, type MeshNetwork } from './mesh-network.ts';

/**
 * Where the network sees a face: a square around the 68 points, `side` times the longer side of their box, its middle so
 * much of the box's height above theirs. The mesh then fills what its makers' own tracker lets it fill: two thirds of the
 * square (on LFW: the median of its longer side is 128 of 192 pixels).
 */
const FRAME = { side: 1.69, above: 0.12 } as const;

/** From the network's square to the image; the line between the eyes is level in the square. Pixel edges count. */
export function meshFrame(landmarks68: readonly Point[]): Affine {
  const [left, right] = [centroid(landmarks68.slice(36, 42)), centroid(landmarks68.slice(42, 48))];
  const length = Math.hypot(right.x - left.x, right.y - left.y) || 1;
  const [cos, sin] = [(right.x - left.x) / length, (right.y - left.y) / length];
  const box = bounds(landmarks68.map((point) => transform([cos, sin, 0, -sin, cos, 0], point)));
  const centre = transform([cos, -sin, 0, sin, cos, 0], {
    x: box.x + box.width / 2,
    y: box.y + box.height * (0.5 - FRAME.above),
  });
  const scale = (Math.max(box.width, box.height) * FRAME.side) / MESH_INPUT;
  const [a, b] = [cos * scale, sin * scale];
  const half = MESH_INPUT / 2;
  return [a, -b, centre.x - (a - b) * half, b, a, centre.y - (a + b) * half];
}

/** The same for pixel centres, which are integers where the picture is sampled. */
const ofCentres = ([a, b, c, d, e, f]: Affine): Affine => [
  a,
  b,
  c + (a + b) / 2 - 0.5,
  d,
  e,
  f + (d + e) / 2 - 0.5,
];

/** The mesh of a face and its irises: 478 points as `MeshNetwork` orders them, pixels of the image. */
export async function findDensePoints(
  network: MeshNetwork,
  image: RgbImage,
  landmarks68: readonly Point[],
): Promise<Point[]> {
  const frame = meshFrame(landmarks68);
  const patch = warp(image, ofCentres(frame), MESH_INPUT, MESH_INPUT);
  const points = await network.points(planes(patch, 0, 255, 'rgb'));
  return points.map((point) => transform(frame, point));
}
