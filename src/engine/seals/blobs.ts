import type { Point } from '../types.ts';

/** Pixels that hang together, and the box around them. */
export interface Blob {
  readonly points: readonly Point[];
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Groups of set pixels that are no farther apart than twice `reach` pixels, each at least `least` pixels wide and high. */
export function findBlobs(
  mask: Uint8Array,
  width: number,
  height: number,
  reach: number,
  least: number,
): Blob[] {
  const near = grow(grow(mask, width, height, reach, 1), width, height, reach, width);
  const seen = new Uint8Array(mask.length);
  const blobs: Blob[] = [];
  for (let start = 0; start < near.length; start++) {
    if (!near[start] || seen[start]) continue;
    const blob = collect(mask, near, seen, width, start);
    if (Math.min(blob.right - blob.left, blob.bottom - blob.top) + 1 >= least) blobs.push(blob);
  }
  return blobs;
}

/** Sets what is no farther than `reach` from a set pixel along rows (`step` 1) or columns (`step` the width). */
function grow(mask: Uint8Array, width: number, height: number, reach: number, step: number): Uint8Array {
  const out = new Uint8Array(mask.length);
  const [lines, length] = step === 1 ? [height, width] : [width, height];
  for (let line = 0; line < lines; line++) {
    const first = step === 1 ? line * width : line;
    let [last, next] = [-Infinity, 0];
    for (let i = 0; i < length; i++) {
      if (next < i) next = i;
      while (next < length && next <= i + reach && !mask[first + next * step]) next++;
      if (mask[first + i * step]) last = i;
      if (i - last <= reach || (next < length && next - i <= reach)) out[first + i * step] = 1;
    }
  }
  return out;
}

function collect(mask: Uint8Array, near: Uint8Array, seen: Uint8Array, width: number, start: number): Blob {
  const points: Point[] = [];
  const stack = [start];
  seen[start] = 1;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const [x, y] = [at % width, Math.floor(at / width)];
    if (mask[at]) {
      points.push({ x, y });
      [left, top] = [Math.min(left, x), Math.min(top, y)];
      [right, bottom] = [Math.max(right, x), Math.max(bottom, y)];
    }
    for (const next of [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width])
      if (near[next] && !seen[next]) {
        seen[next] = 1;
        stack.push(next);
      }
  }
  return { points, left, top, right, bottom };
}

/** Directions from which a blob is looked at. */
const VIEWS = 48;

/** The points of a blob that are seen from outside, pixel centres: the outer edge of a border, whatever is within. */
export function outline({ points }: Pick<Blob, 'points'>): Point[] {
  const outer = new Set<Point>();
  for (let view = 0; view < VIEWS; view++) {
    const angle = (2 * Math.PI * view) / VIEWS;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const nearest = new Map<number, Point>();
    for (const p of points) {
      const place = Math.round(p.y * cos - p.x * sin);
      const other = nearest.get(place);
      if (!other || p.x * cos + p.y * sin > other.x * cos + other.y * sin) nearest.set(place, p);
    }
    for (const p of nearest.values()) outer.add(p);
  }
  return [...outer].map(({ x, y }) => ({ x: x + 0.5, y: y + 0.5 }));
}
