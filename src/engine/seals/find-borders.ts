import type { RgbImage } from '../image.ts';
import { type Line, meet } from '../photo/types.ts';
import { minAreaRect, rectCorners } from '../text/geometry.ts';
import type { Point, Quad } from '../types.ts';
import { type Blob, findBlobs, outline } from './blobs.ts';
import { circleThrough, ellipseBox, fitEllipse, polar } from './ellipse.ts';
import { redInk } from './red-ink.ts';
import type { Border, Ellipse } from './types.ts';

/** Longer side at which borders are searched, pixels. */
const SEARCH_SIDE = 1100;
/** Redness beyond the paper's that is ink: so many times the noise, within bounds. */
const NOISES = 6;
const LEAST_INKED = 0.07;
const MOST_INKED = 0.14;
/** Half the widest gap in a border, and the smallest seal, pixels of the small picture. */
const REACH = 4;
const LEAST = 18;
const LEAST_RADIUS = 18;
const MAX_SEALS = 16;
/** Red print is many blobs: so many of them, the largest, are looked at. */
const MOST_BLOBS = 32;
/** Points of an outline that are looked at. */
const MOST_POINTS = 900;
/** Draws of five points; bins around an ellipse, and the share of them where its border must be seen. */
const DRAWS = 1200;
/** After so many draws there must be so much support, or it is no ellipse. */
const FIRST_DRAWS = 240;
const HOPE = 0.35;
const BINS = 72;
const LEAST_SUPPORT = 0.6;
/** How far from the curve its points lie, share of the radius; and at least, pixels. */
const NEAR = 0.02;
const NEAR_PIXELS = 1.2;

/** How far from the smallest rectangle the sides of a skewed frame lie, share of its shorter side; then, from their own lines. */
const SKEWED = 0.14;
const STRAIGHT = 0.03;

/** Finds borders of red ink, round, oval or straight, largest first; coordinates of the picture. */
export async function findBorders(image: RgbImage): Promise<Border[]> {
  const { data, width, height, scale } = await redInk(image, SEARCH_SIDE);
  const inked = thresholdOf(data);
  const mask = Uint8Array.from(data, (value) => (value > inked ? 1 : 0));
  const found: Border[] = [];
  const without = new Set<string>();
  for (let round = 0; round < MAX_SEALS; round++) {
    const before = found.length;
    for (const blob of largest(findBlobs(mask, width, height, REACH, LEAST))) {
      const name = [blob.left, blob.top, blob.right, blob.bottom, blob.points.length].join();
      const border = without.has(name) ? undefined : borderOf(blob);
      if (!border) without.add(name);
      else found.push(border);
    }
    if (found.length === before) break;
    for (const border of found.slice(before)) erase(mask, width, height, border);
  }
  return found
    .map((border) => enlarged(border, 1 / scale))
    .sort((p, q) => sizeOf(q) - sizeOf(p))
    .slice(0, MAX_SEALS);
}

const largest = (blobs: readonly Blob[]): Blob[] =>
  blobs.toSorted((p, q) => areaOf(q) - areaOf(p)).slice(0, MOST_BLOBS);

const areaOf = ({ left, top, right, bottom }: Blob): number => (right - left + 1) * (bottom - top + 1);

/** What is ink: so many times the noise above the middle, which is paper. */
function thresholdOf(data: Float32Array): number {
  const sample = data.filter((_, i) => i % 7 === 0).sort();
  const middle = sample[sample.length >> 1] ?? 0;
  const noise = sample.map((value) => Math.abs(value - middle)).sort()[sample.length >> 1] ?? 0;
  return middle + Math.max(LEAST_INKED, Math.min(MOST_INKED, NOISES * noise));
}

/** What the points of a blob, seen from outside, lie on most of all: an ellipse or four straight sides. */
function borderOf(blob: Blob): Border | undefined {
  const outer = outline(blob);
  const every = Math.ceil(outer.length / MOST_POINTS);
  const points = outer.filter((_, i) => i % every === 0);
  const ellipse = drawEllipse(points);
  const frame = frameOf(points);
  const best = [ellipse, frame].sort((p, q) => (q?.support ?? 0) - (p?.support ?? 0))[0];
  return best && best.support >= LEAST_SUPPORT ? best : undefined;
}

/** Random sample consensus (Fischler and Bolles 1981); the same draws on every run. */
function drawEllipse(points: readonly Point[]): Border | undefined {
  let state = 1;
  const draw = (): Point => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return points[Math.floor((state / 2 ** 32) * points.length)] as Point;
  };
  let [best, support]: [Ellipse | undefined, number] = [undefined, 0];
  for (let i = 0; i < DRAWS && support < 0.95 && (i < FIRST_DRAWS || support > HOPE); i++) {
    // Three points for a circle, five for any ellipse: most seals are circles, seen straight on.
    const ellipse =
      i % 2 ? circleThrough(draw(), draw(), draw()) : fitEllipse([draw(), draw(), draw(), draw(), draw()]);
    if (!ellipse || ellipse.b < LEAST_RADIUS) continue;
    const seen = supportOf(ellipse, points);
    if (seen > support) [best, support] = [ellipse, seen];
  }
  for (let i = 0; i < 3 && best; i++) {
    const closer = fitEllipse(pointsOn(best, points));
    const seen = closer ? supportOf(closer, points) : 0;
    if (seen >= support) [best, support] = [closer, seen];
  }
  return best && { shape: 'ellipse', ellipse: best, support };
}

const nearness = ({ a, b }: Ellipse): number => Math.max(NEAR, (2 * NEAR_PIXELS) / (a + b));

const pointsOn = (ellipse: Ellipse, points: readonly Point[]): Point[] =>
  points.filter((p) => Math.abs(polar(ellipse, p).radius - 1) < nearness(ellipse));

/** Share of the ellipse along which points lie on it. */
function supportOf(ellipse: Ellipse, points: readonly Point[]): number {
  const near = nearness(ellipse);
  const bins = new Uint8Array(BINS);
  for (const p of points) {
    const { radius, angle } = polar(ellipse, p);
    if (Math.abs(radius - 1) < near) bins[Math.floor(((angle / (2 * Math.PI) + 1) % 1) * BINS)] = 1;
  }
  return bins.reduce((sum, bin) => sum + bin, 0) / BINS;
}

/** Four straight sides around points: the smallest rectangle, each side then laid along its points. */
function frameOf(points: readonly Point[]): Border | undefined {
  const rect = minAreaRect(points);
  if (!rect || Math.min(rect.width, rect.height) < LEAST) return undefined;
  const corners = rectCorners(rect);
  const shorter = Math.min(rect.width, rect.height);
  const sides = corners.map((corner, i) => {
    const next = corners[(i + 1) % 4] as Point;
    const { line } = sideAlong(points, corner, next, Math.max(2, SKEWED * shorter));
    return sideAlong(points, onto(line, corner), onto(line, next), Math.max(1.5, STRAIGHT * shorter));
  });
  const meeting = sides.map(({ line }, i) => meet(sides[(i + 3) % 4]?.line ?? line, line));
  const support = sides.reduce((sum, side) => sum + side.seen, 0) / 4;
  if (Math.min(...sides.map(({ seen }) => seen)) < LEAST_SUPPORT / 2) return undefined;
  const [a, b, c, d] = meeting;
  const quad: Quad = a && b && c && d ? [a, b, c, d] : corners;
  return { shape: 'frame', quad, support };
}

/** The point of a line that is nearest. */
const onto = ({ nx, ny, rho }: Line, { x, y }: Point): Point => {
  const beside = x * nx + y * ny - rho;
  return { x: x - beside * nx, y: y - beside * ny };
};

/** The line through the points near a side, and along which share of the side they lie. */
function sideAlong(points: readonly Point[], p: Point, q: Point, near: number): { line: Line; seen: number } {
  const length = Math.hypot(q.x - p.x, q.y - p.y);
  const [ux, uy] = [(q.x - p.x) / length, (q.y - p.y) / length];
  const bins = new Uint8Array(40);
  let [n, st, ss, s, t] = [0, 0, 0, 0, 0];
  for (const point of points) {
    const along = (point.x - p.x) * ux + (point.y - p.y) * uy;
    const beside = (point.y - p.y) * ux - (point.x - p.x) * uy;
    if (Math.abs(beside) > near || along < 0 || along >= length) continue;
    bins[Math.floor((along / length) * bins.length)] = 1;
    [n, st, ss, s, t] = [n + 1, st + along * beside, ss + along * along, s + along, t + beside];
  }
  const slope = n * ss - s * s > 0 ? (n * st - s * t) / (n * ss - s * s) : 0;
  const offset = n > 0 ? (t - slope * s) / n : 0;
  const norm = Math.hypot(1, slope);
  const [nx, ny] = [(-uy - slope * ux) / norm, (ux - slope * uy) / norm];
  const rho = nx * (p.x - offset * uy) + ny * (p.y + offset * ux);
  return { line: { nx, ny, rho }, seen: bins.reduce((sum, bin) => sum + bin, 0) / bins.length };
}

const quadOf = (border: Border): Quad =>
  border.shape === 'frame' ? border.quad : ellipseBox(border.ellipse);

const sizeOf = (border: Border): number => {
  const [a, b, , d] = quadOf(border);
  return Math.hypot(b.x - a.x, b.y - a.y) * Math.hypot(d.x - a.x, d.y - a.y);
};

/** Takes a border and all within away: what is left belongs to others. */
function erase(mask: Uint8Array, width: number, height: number, border: Border): void {
  const within = insideOf(border);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) if (mask[i] && within({ x: x + 0.5, y: y + 0.5 })) mask[i] = 0;
}

function insideOf(border: Border): (p: Point) => boolean {
  if (border.shape === 'ellipse') return (p) => polar(border.ellipse, p).radius < 1.06;
  const { quad } = border;
  return (p) =>
    quad.every((a, i) => {
      const b = quad[(i + 1) % 4] as Point;
      const length = Math.hypot(b.x - a.x, b.y - a.y);
      return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) > -3 * length;
    });
}

function enlarged(border: Border, by: number): Border {
  const map = ({ x, y }: Point): Point => ({ x: x * by, y: y * by });
  if (border.shape === 'frame') {
    const [a, b, c, d] = border.quad;
    return { ...border, quad: [map(a), map(b), map(c), map(d)] };
  }
  const { cx, cy, a, b, angle } = border.ellipse;
  return { ...border, ellipse: { cx: cx * by, cy: cy * by, a: a * by, b: b * by, angle } };
}
