import type { RgbImage } from '../image.ts';
import type { Point } from '../types.ts';
import { type Box, bounds, centroid, squareAround } from './geometry.ts';
import { resizeRegion } from './resample.ts';
import { type Network, output } from './session.ts';
import { luma } from './tensor.ts';

const SIDE = 64;
/** How much larger than the first pass's landmarks the second pass looks. */
const SECOND_LOOK = 1.2;

async function landmarksIn(network: Network, image: RgbImage, square: Box): Promise<Point[]> {
  const grey = luma(resizeRegion(image, square, SIDE, SIDE, 0)).map((v) => v / 256);
  const found = output(await network.run(grey, [1, 1, SIDE, SIDE]), 'output');
  return Array.from({ length: 68 }, (_, i) => ({
    x: square.x + found[2 * i]! * square.width,
    y: square.y + found[2 * i + 1]! * square.height,
  }));
}

/**
 * 68 points in the iBUG 300-W order, pixels of the image. The network sees a square as high as the box; the second
 * pass looks at the landmarks of the first, which the detector's box frames less evenly.
 */
export async function findLandmarks(network: Network, image: RgbImage, box: Box): Promise<Point[]> {
  const first = bounds(await landmarksIn(network, image, squareAround(box, box.height)));
  const side = Math.max(first.width, first.height) * SECOND_LOOK;
  return landmarksIn(network, image, squareAround(first, side));
}

const pick = (points: readonly Point[], ...indices: number[]): Point =>
  centroid(indices.map((i) => points[i]!));

/** Left eye, right eye, nose tip, left and right mouth corner as seen in the image, out of the 68. */
export function fivePoints(landmarks68: readonly Point[]): Point[] {
  return [
    pick(landmarks68, 37, 38, 40, 41),
    pick(landmarks68, 43, 44, 46, 47),
    pick(landmarks68, 30),
    pick(landmarks68, 48, 60),
    pick(landmarks68, 54, 64),
  ];
}
