import type { Point, Quad } from '../types.ts';

/** A rectangle at any angle: `(ux, uy)` is the unit vector along its width. */
export interface RotatedRect {
  readonly cx: number;
  readonly cy: number;
  readonly ux: number;
  readonly uy: number;
  readonly width: number;
  readonly height: number;
}

export const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** Convex hull, counter-clockwise with y up (Andrew's monotone chain, n log n). */
export function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  if (sorted.length < 3) return sorted;
  const half = (ordered: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const p of ordered) {
      for (;;) {
        const b = chain.at(-1);
        const a = chain.at(-2);
        if (!a || !b || (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) > 0) break;
        chain.pop();
      }
      chain.push(p);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

/** The smallest rectangle, at any angle, around points; undefined when they lie on one line. One side lies on the hull. */
export function minAreaRect(points: readonly Point[]): RotatedRect | undefined {
  const hull = convexHull(points);
  if (hull.length < 3) return undefined;
  let best: RotatedRect | undefined;
  for (const [i, a] of hull.entries()) {
    const b = hull[(i + 1) % hull.length] ?? a;
    const length = distance(a, b);
    if (length === 0) continue;
    const rect = boundsAlong(hull, (b.x - a.x) / length, (b.y - a.y) / length);
    if (!best || rect.width * rect.height < best.width * best.height) best = rect;
  }
  return best;
}

function boundsAlong(points: readonly Point[], ux: number, uy: number): RotatedRect {
  let [minS, maxS, minT, maxT] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const p of points) {
    const s = p.x * ux + p.y * uy;
    const t = p.y * ux - p.x * uy;
    if (s < minS) minS = s;
    if (s > maxS) maxS = s;
    if (t < minT) minT = t;
    if (t > maxT) maxT = t;
  }
  const [s, t] = [(minS + maxS) / 2, (minT + maxT) / 2];
  return { cx: s * ux - t * uy, cy: s * uy + t * ux, ux, uy, width: maxS - minS, height: maxT - minT };
}

/** The corners, with the first edge along the rectangle's width. */
export function rectCorners(rect: RotatedRect): Quad {
  const corner = (s: number, t: number): Point => ({
    x: rect.cx + s * rect.width * rect.ux - t * rect.height * rect.uy,
    y: rect.cy + s * rect.width * rect.uy + t * rect.height * rect.ux,
  });
  return [corner(-0.5, -0.5), corner(0.5, -0.5), corner(0.5, 0.5), corner(-0.5, 0.5)];
}

/** The upright rectangle around points; at least one. */
export function boxAround(points: readonly Point[]): Quad {
  const [xs, ys] = [points.map((p) => p.x), points.map((p) => p.y)];
  const [left, top, right, bottom] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
}

/** The quad around all of a picture. */
export const wholeOf = ({ width, height }: { readonly width: number; readonly height: number }): Quad => [
  { x: 0, y: 0 },
  { x: width, y: 0 },
  { x: width, y: height },
  { x: 0, y: height },
];

/** The same quad beginning `quarters` corners later: its text read after turning the head clockwise by as many right angles. */
export function startAt(quad: Quad, quarters: number): Quad {
  const at = (i: number): Point => quad[(i + quarters + 4) % 4] as Point;
  return [at(0), at(1), at(2), at(3)];
}

/** Mean length of the two edges along the text. */
export const quadWidth = ([a, b, c, d]: Quad): number => (distance(a, b) + distance(d, c)) / 2;

/** Mean length of the two edges across the text. */
export const quadHeight = ([a, b, c, d]: Quad): number => (distance(a, d) + distance(b, c)) / 2;

/** Direction of the text in degrees clockwise from rightwards, 0 up to 360. */
export function quadAngle([a, b, c, d]: Quad): number {
  const degrees = (Math.atan2(b.y - a.y + c.y - d.y, b.x - a.x + c.x - d.x) * 180) / Math.PI;
  return (degrees + 360) % 360;
}

export const quadCentre = ([a, b, c, d]: Quad): Point => ({
  x: (a.x + b.x + c.x + d.x) / 4,
  y: (a.y + b.y + c.y + d.y) / 4,
});

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
