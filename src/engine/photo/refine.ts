import { distance } from '../text/geometry.ts';
import type { Point, Quad } from '../types.ts';
import { gradientAt, type SmoothImage } from './edges.ts';
import { type Line, meet } from './types.ts';

/** A border is looked for this far beside where it was found, as a share of the side's length: more finds print inside. */
const BESIDE = 0.02;
const LEAST_BESIDE = 9;
/** Points that are measured along a side. */
const POINTS = 80;
const CORNER = 0.08;
/** A side that was found askew is met at one end first; from there the next pass finds the other. */
const PASSES = 2;
/** Rounds of fitting; points farther off than three times the mean distance lose their say. */
const ROUNDS = 5;

/** Fainter changes, grey levels a pixel, say nothing about where a border is. */
const FAINTEST = 1.2;

/** Places the sides of a quad exactly where the edges are; `cutSides` stay where they are. Coordinates of the full picture. */
export function refine(picture: SmoothImage, quad: Quad, cutSides: readonly number[]): Quad {
  const found = quad.map(({ x, y }) => ({ x: x * picture.scale - 0.5, y: y * picture.scale - 0.5 }));
  let corners: Point[] = found;
  for (let pass = 0; pass < PASSES; pass++) corners = fitSides(picture, corners, cutSides);
  const refined = found.map((corner, i) => {
    const at = corners[i] as Point;
    const far = 2 * LEAST_BESIDE + BESIDE * distance(corner, found[(i + 2) % 4] as Point);
    const { x, y } = distance(at, corner) < far ? at : corner;
    return { x: (x + 0.5) / picture.scale, y: (y + 0.5) / picture.scale };
  });
  return [refined[0] as Point, refined[1] as Point, refined[2] as Point, refined[3] as Point];
}

function fitSides(picture: SmoothImage, corners: readonly Point[], cutSides: readonly number[]): Point[] {
  const sides = corners.map((a, i) => {
    const b = corners[(i + 1) % 4] as Point;
    return cutSides.includes(i) ? through(a, b) : fitSide(picture, a, b);
  });
  return corners.map((corner, i) => meet(sides[(i + 3) % 4] as Line, sides[i] as Line) ?? corner);
}

function through(a: Point, b: Point): Line {
  const length = distance(a, b) || 1;
  const [nx, ny] = [(a.y - b.y) / length, (b.x - a.x) / length];
  return { nx, ny, rho: a.x * nx + a.y * ny };
}

interface Sample extends Point {
  readonly weight: number;
}

function fitSide(picture: SmoothImage, a: Point, b: Point): Line {
  const start = through(a, b);
  const samples: Sample[] = [];
  const reach = Math.max(LEAST_BESIDE, BESIDE * distance(a, b));
  for (let i = 0; i < POINTS; i++) {
    const t = CORNER + ((1 - 2 * CORNER) * (i + 0.5)) / POINTS;
    const sample = strongest(picture, start, { x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) }, reach);
    if (sample) samples.push(sample);
  }
  let line = start;
  for (let round = 0; round < ROUNDS && samples.length >= POINTS / 4; round++) {
    const current = line;
    const off = samples.map(({ x, y }) => Math.abs(x * current.nx + y * current.ny - current.rho));
    const usual = Math.max(0.3, off.toSorted((p, q) => p - q)[off.length >> 1] ?? 0);
    line = fitLine(
      samples.map((s, i) => ({ ...s, weight: s.weight * trust((off[i] as number) / (3 * usual)) })),
    );
  }
  return line;
}

/** Tukey's biweight. */
const trust = (distances: number): number => (distances >= 1 ? 0 : (1 - distances ** 2) ** 2);

/** The clearest edge across a line at one of its points, between pixels. */
function strongest(
  picture: SmoothImage,
  { nx, ny }: Line,
  { x, y }: Point,
  reach: number,
): Sample | undefined {
  const across = (k: number): number => {
    const [px, py] = [Math.round(x + k * nx), Math.round(y + k * ny)];
    if (px < 1 || py < 1 || px >= picture.width - 1 || py >= picture.height - 1) return 0;
    const { dx, dy } = gradientAt(picture, px, py);
    return Math.abs(dx * nx + dy * ny);
  };
  let best = 0;
  let bestAt = 0;
  for (let k = -Math.round(reach); k <= reach; k++) {
    // Nearer ones first among equals.
    const value = across(k) * (1 - (0.4 * Math.abs(k)) / reach);
    if (value > best) [best, bestAt] = [value, k];
  }
  if (best < FAINTEST) return undefined;
  const [low, middle, high] = [across(bestAt - 1), across(bestAt), across(bestAt + 1)];
  const bend = low - 2 * middle + high;
  const shift = bend < 0 ? Math.max(-0.5, Math.min(0.5, (0.5 * (low - high)) / bend)) : 0;
  return { x: x + (bestAt + shift) * nx, y: y + (bestAt + shift) * ny, weight: 1 };
}

/** The line with the least weighted squares of distances. */
function fitLine(samples: readonly Sample[]): Line {
  let [sum, mx, my] = [1e-9, 0, 0];
  for (const { x, y, weight } of samples) {
    sum += weight;
    mx += weight * x;
    my += weight * y;
  }
  [mx, my] = [mx / sum, my / sum];
  let [xx, xy, yy] = [0, 0, 0];
  for (const { x, y, weight } of samples) {
    xx += weight * (x - mx) ** 2;
    xy += weight * (x - mx) * (y - my);
    yy += weight * (y - my) ** 2;
  }
  const along = 0.5 * Math.atan2(2 * xy, xx - yy);
  const [nx, ny] = [-Math.sin(along), Math.cos(along)];
  return { nx, ny, rho: mx * nx + my * ny };
}
