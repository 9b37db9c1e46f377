import type { Point } from '../types.ts';
import { valueAt } from './patch.ts';
import type { Plane } from './types.ts';

/** Places around an ellipse. */
export const AROUND = 720;

/** The curve of a ring, upright in the middle of a patch, in `AROUND` steps of equal length, clockwise from the right. */
export interface Ring {
  readonly a: number;
  readonly b: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Outward normals. */
  readonly nx: Float32Array;
  readonly ny: Float32Array;
  /** Length of the curve `depth` inside of it, pixels. */
  lengthAt(depth: number): number;
}

/** A part of a ring: places from `from` clockwise up to `to` (more than `from`), depths from `top` in to `bottom`. */
export interface Band {
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly bottom: number;
}

/** The ring with half axes `a` and `b` around (cx, cy); text follows it at a constant distance. */
export function ringOf(cx: number, cy: number, a: number, b: number): Ring {
  const fine = 16 * AROUND;
  const point = (t: number): [number, number] => [a * Math.cos(t), b * Math.sin(t)];
  const sums = new Float64Array(fine + 1);
  for (let i = 1; i <= fine; i++) {
    const t = (2 * Math.PI * (i - 0.5)) / fine;
    sums[i] = (sums[i - 1] as number) + (Math.hypot(a * Math.sin(t), b * Math.cos(t)) * 2 * Math.PI) / fine;
  }
  const whole = sums[fine] as number;
  const arrays = Array.from({ length: 4 }, () => new Float32Array(AROUND)) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const [xs, ys, nxs, nys] = arrays;
  for (let i = 0, k = 0; i < AROUND; i++) {
    while ((sums[k] as number) < ((i + 0.5) / AROUND) * whole) k++;
    const t = (2 * Math.PI * k) / fine;
    const [x, y] = point(t);
    const norm = Math.hypot(x / (a * a), y / (b * b));
    [xs[i], ys[i]] = [cx + x, cy + y];
    [nxs[i], nys[i]] = [x / (a * a) / norm, y / (b * b) / norm];
  }
  // A parallel curve is shorter by 2π for each pixel inwards (Steiner).
  return { a, b, x: xs, y: ys, nx: nxs, ny: nys, lengthAt: (depth) => whole - 2 * Math.PI * depth };
}

const wrapped = (place: number): number => ((place % AROUND) + AROUND) % AROUND;

/** The point at a place of the ring, `depth` pixels inside of it. */
export function placeIn(ring: Ring, place: number, depth: number): Point {
  const at = wrapped(place - 0.5);
  const i = Math.floor(at);
  const j = (i + 1) % AROUND;
  const share = at - i;
  const along = (values: Float32Array): number =>
    (values[i] as number) * (1 - share) + (values[j] as number) * share;
  return { x: along(ring.x) - depth * along(ring.nx), y: along(ring.y) - depth * along(ring.ny) };
}

/** The value of a plane at a place of the ring, `depth` pixels inside of it. */
export function inRing(plane: Plane, ring: Ring, place: number, depth: number): number {
  const { x, y } = placeIn(ring, place, depth);
  return valueAt(plane, x, y);
}

/** Samples in each direction for a pixel of a strip. */
const SAMPLES = 2;

/**
 * Rolls a band of a ring out to a straight strip of `height` pixels. `inwards`: heads of letters point to the middle, as below on
 * a seal; the strip then runs against the clock. `stretch`: how much wider than true.
 */
export function unroll(
  plane: Plane,
  ring: Ring,
  band: Band,
  height: number,
  { inwards = false, stretch = 1 }: { inwards?: boolean; stretch?: number } = {},
): Plane {
  const depth = band.bottom - band.top;
  const length = (ring.lengthAt((band.top + band.bottom) / 2) * (band.to - band.from)) / AROUND;
  const width = Math.max(8, Math.round((stretch * length * height) / Math.max(1, depth)));
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let k = 0; k < SAMPLES * SAMPLES; k++) {
        const u = (x + ((k % SAMPLES) + 0.5) / SAMPLES) / width;
        const v = (y + (Math.floor(k / SAMPLES) + 0.5) / SAMPLES) / height;
        sum += inwards
          ? inRing(plane, ring, band.to - u * (band.to - band.from), band.bottom - v * depth)
          : inRing(plane, ring, band.from + u * (band.to - band.from), band.top + v * depth);
      }
      data[y * width + x] = sum / (SAMPLES * SAMPLES);
    }
  return { data, width, height };
}
