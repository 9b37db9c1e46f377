import type { RgbImage } from '../image.ts';
import type { Point } from '../types.ts';
import { type Affine, centroid, transform } from './geometry.ts';
import { warp } from './warp.ts';
import { luma } from './tensor.ts';

/** The eye is looked at in a picture of this size, its corners level and this far apart, pixels. */
const WIDTH = 48;
const HEIGHT = 28;
const CORNERS = 36;
/** An eye whose opening is a smaller part of its width shows no pupil. */
const LEAST_OPENING = 0.12;
/** Gradients count from so many standard deviations above their mean: the edge of the iris, not skin. */
const STRONG = 0.3;
/** The iris is looked for in the middle part of the eye: lids' shadows meet in its corners. */
const MIDDLE = 0.6;

interface Gradient {
  readonly x: number;
  readonly y: number;
  /** Direction from dark to light, of length one. */
  readonly dx: number;
  readonly dy: number;
}

/** From the eye's picture to the image. Pixel centres are integers in both. */
function eyeFrame(left: Point, right: Point, centre: Point): Affine {
  const [a, b] = [(right.x - left.x) / CORNERS, (right.y - left.y) / CORNERS];
  const [x, y] = [(WIDTH - 1) / 2, (HEIGHT - 1) / 2];
  return [a, -b, centre.x - 0.5 - a * x + b * y, b, a, centre.y - 0.5 - b * x - a * y];
}

function strongGradients(grey: Float32Array): Gradient[] {
  const found: (Gradient & { length: number })[] = [];
  for (let y = 1; y < HEIGHT - 1; y++)
    for (let x = 1; x < WIDTH - 1; x++) {
      const i = y * WIDTH + x;
      const dx = grey[i + 1]! - grey[i - 1]!;
      const dy = grey[i + WIDTH]! - grey[i - WIDTH]!;
      const length = Math.hypot(dx, dy) || 1;
      found.push({ x, y, dx: dx / length, dy: dy / length, length });
    }
  const mean = found.reduce((sum, g) => sum + g.length, 0) / found.length;
  const deviation = Math.sqrt(found.reduce((sum, g) => sum + (g.length - mean) ** 2, 0) / found.length);
  return found.filter((g) => g.length > mean + STRONG * deviation);
}

/** 3 x 3 binomial filter; the border stays. */
function smooth(grey: Float32Array): Float32Array {
  const result = grey.slice();
  for (let y = 1; y < HEIGHT - 1; y++)
    for (let x = 1; x < WIDTH - 1; x++) {
      let sum = 0;
      for (let j = -1; j <= 1; j++)
        for (let i = -1; i <= 1; i++)
          sum += (2 - Math.abs(i)) * (2 - Math.abs(j)) * grey[(y + j) * WIDTH + x + i]!;
      result[y * WIDTH + x] = sum / 16;
    }
  return result;
}

/** How well the gradients point away from (x, y): the mean square of their agreement. */
function agreement(gradients: readonly Gradient[], x: number, y: number): number {
  let sum = 0;
  for (const g of gradients) {
    const [rx, ry] = [g.x - x, g.y - y];
    const along = rx * g.dx + ry * g.dy;
    if (along > 0) sum += (along * along) / (rx * rx + ry * ry);
  }
  return sum / gradients.length;
}

/**
 * The centre of the pupil of one eye, pixels of the image: the dark point that the most gradients point away from (Timm and
 * Barth, "Accurate eye centre localisation by means of gradients", VISAPP 2011), within the eye's outline.
 * @param eye six points: outer corner, upper lid, inner corner, lower lid as in iBUG 300-W, from the left of the image
 * @returns the middle of the outline when the eye is closed
 */
export function findPupil(image: RgbImage, eye: readonly Point[]): Point {
  const [left, upperLeft, upperRight, right, lowerRight, lowerLeft] = eye as [
    Point,
    Point,
    Point,
    Point,
    Point,
    Point,
  ];
  const centre = centroid(eye);
  const width = Math.hypot(right.x - left.x, right.y - left.y);
  const gap = (p: Point, q: Point): number => Math.hypot(p.x - q.x, p.y - q.y) / 2;
  const opening = gap(upperLeft, lowerLeft) + gap(upperRight, lowerRight);
  if (width === 0 || opening / width < LEAST_OPENING) return centre;
  const frame = eyeFrame(left, right, centre);
  const grey = smooth(luma(warp(image, frame, WIDTH, HEIGHT)));
  const gradients = strongGradients(grey);
  const [reachX, reachY] = [(MIDDLE * CORNERS) / 2, ((opening / width) * CORNERS) / 2];
  const [cx, cy] = [(WIDTH - 1) / 2, (HEIGHT - 1) / 2];
  let best = { value: 0, x: cx, y: cy };
  for (let y = Math.ceil(cy - reachY); y <= cy + reachY; y++)
    for (let x = Math.ceil(cx - reachX); x <= cx + reachX; x++) {
      const darkness = 255 - grey[y * WIDTH + x]!;
      const value = darkness * agreement(gradients, x, y);
      if (value > best.value) best = { value, x, y };
    }
  const { x, y } = transform(frame, best);
  return { x: x + 0.5, y: y + 0.5 };
}

/** The left and the right pupil as seen in the image. */
export const findPupils = (image: RgbImage, landmarks68: readonly Point[]): [Point, Point] => [
  findPupil(image, landmarks68.slice(36, 42)),
  findPupil(image, landmarks68.slice(42, 48)),
];
