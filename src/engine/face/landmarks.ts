import type { RgbImage } from '../image.ts';
import type { Point } from '../types.ts';
import { type Box, bounds, centroid, iou, squareAround } from './geometry.ts';
import { resizeRegion } from './resample.ts';
import { type Network, output } from './session.ts';
import { luma } from './tensor.ts';

const SIDE = 64;
/** How much larger than the landmarks of the first look the second one is. */
const SECOND_LOOK = 1.2;

async function landmarksIn(network: Network, image: RgbImage, square: Box): Promise<Point[]> {
  const grey = luma(resizeRegion(image, square, SIDE, SIDE, 0)).map((v) => v / 256);
  const found = output(await network.run(grey, [1, 1, SIDE, SIDE]), 'output');
  return Array.from({ length: 68 }, (_, i) => ({
    x: square.x + found[2 * i]! * square.width,
    y: square.y + found[2 * i + 1]! * square.height,
  }));
}

/** Where the detector's boxes have the face: so much of their height below the middle, in a square of so much of it. */
const FIRST_LOOK = { below: 0.12, side: 0.91 } as const;
/** A first look that overlaps the second this much (IoU) found the points where the second would: 0.6 % of the box's height apart. */
const WELL_FRAMED = 0.8;

/**
 * 68 points in the iBUG 300-W order, pixels of the image. The network sees a square where the detector's boxes have faces.
 * Where the points then lie elsewhere in it than the network's own framing has them, it looks a second time: always in a
 * picture that may not stand `upright`, whose boxes are framed otherwise.
 */
export async function findLandmarks(
  network: Network,
  image: RgbImage,
  box: Box,
  upright = true,
): Promise<Point[]> {
  const lower = { ...box, y: box.y + FIRST_LOOK.below * box.height };
  const first = upright ? squareAround(lower, FIRST_LOOK.side * box.height) : squareAround(box, box.height);
  const points = await landmarksIn(network, image, first);
  const found = bounds(points);
  const second = squareAround(found, Math.max(found.width, found.height) * SECOND_LOOK);
  return upright && iou(first, second) >= WELL_FRAMED ? points : landmarksIn(network, image, second);
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
