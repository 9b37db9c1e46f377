import type { EdgeMap } from './edges.ts';
import type { Line } from './types.ts';

/** A line of the picture, and where along it an edge is seen. */
export interface SeenLine extends Line {
  /** The point with position 0 is the one nearest to the origin; positions grow along (-ny, nx). */
  readonly from: number;
  /** `sums[i]`: how much edge is seen at positions from `from` up to `from + i`, each pixel counting 0..1. */
  readonly sums: Float32Array;
  /** The line is a border of the picture: nothing is seen beyond it. */
  readonly border?: boolean;
}

const ANGLES = 180;
/** A pixel votes for lines this many degrees around the direction of its edge. */
const SPREAD = 4;
/** Two lines nearer than this, in degrees and pixels, are one. */
const NEAR_DEGREES = 4;
const NEAR_PIXELS = 3;
/** Lines that are looked at closely, and those that are kept. */
const CANDIDATES = 400;
const KEPT = 56;
/** A stretch no farther than this from another line belongs to it, pixels. */
const SAME_LINE = 3.5;
/** An edge may lie this far beside the line, pixels. */
const BESIDE = 1;
/** Cosine between an edge's direction and the line's normal, at least. */
const ALONG = 0.9;

const cosines = Float32Array.from({ length: ANGLES }, (_, i) => Math.cos((i * Math.PI) / ANGLES));
const sines = Float32Array.from({ length: ANGLES }, (_, i) => Math.sin((i * Math.PI) / ANGLES));

/** The straight edges of a picture that are seen over the longest stretches (Hough transform, votes along gradients). */
export function findLines(edges: EdgeMap): SeenLine[] {
  const reach = Math.ceil(Math.hypot(edges.width, edges.height));
  const seen = peaks(castVotes(edges, reach), reach)
    .map((line) => look(edges, line))
    .map((line) => ({ line, stretch: bestStretch(line) }))
    .filter(({ stretch }) => stretch.length > 0)
    .sort((p, q) => q.stretch.length - p.stretch.length);
  const kept: SeenLine[] = [];
  for (const { line, stretch } of seen) {
    if (kept.length === KEPT) break;
    if (!kept.some((other) => runsAlong(other, line, stretch))) kept.push(line);
  }
  return kept;
}

/** Whether a stretch of a line is seen on another line already. */
function runsAlong(other: SeenLine, line: Line, { from, to }: Stretch): boolean {
  const ends = [from, (from + to) / 2, to].map((position) => ({
    x: line.nx * line.rho - line.ny * position,
    y: line.ny * line.rho + line.nx * position,
  }));
  if (ends.some(({ x, y }) => Math.abs(x * other.nx + y * other.ny - other.rho) > SAME_LINE)) return false;
  const positions = ends.map(({ x, y }) => y * other.nx - x * other.ny);
  return seenBetween(other, Math.min(...positions), Math.max(...positions)) > 0.5;
}

/** How clearly a pixel is part of an edge, 0..1. */
const clarity = (magnitude: number, noise: number): number =>
  magnitude <= noise ? 0 : Math.min(1, (magnitude - noise) / noise);

function castVotes(edges: EdgeMap, reach: number): Float32Array {
  const rhos = 2 * reach + 1;
  const votes = new Float32Array(ANGLES * rhos);
  for (let y = 1; y < edges.height - 1; y++)
    for (let x = 1; x < edges.width - 1; x++) {
      const at = y * edges.width + x;
      const weight = clarity(edges.magnitude[at] as number, edges.noise);
      if (weight === 0) continue;
      const degrees = (Math.atan2(edges.dy[at] as number, edges.dx[at] as number) * 180) / Math.PI;
      const middle = Math.round(degrees) + 2 * ANGLES;
      for (let k = middle - SPREAD; k <= middle + SPREAD; k++) {
        const angle = k % ANGLES;
        const rho = x * (cosines[angle] as number) + y * (sines[angle] as number);
        const bin = angle * rhos + Math.round(rho) + reach;
        votes[bin] = (votes[bin] as number) + weight;
      }
    }
  return votes;
}

/** The strongest bins, none near a stronger one. */
function peaks(votes: Float32Array, reach: number): Line[] {
  const rhos = 2 * reach + 1;
  const bins = [...votes.keys()].filter((bin) => (votes[bin] as number) > 12);
  bins.sort((p, q) => (votes[q] as number) - (votes[p] as number));
  const taken: { angle: number; rho: number }[] = [];
  for (const bin of bins) {
    if (taken.length === CANDIDATES) break;
    const angle = Math.floor(bin / rhos);
    const rho = (bin % rhos) - reach;
    const near = taken.some((other) => {
      const turn = Math.abs(angle - other.angle);
      return turn < ANGLES / 2
        ? turn <= NEAR_DEGREES && Math.abs(rho - other.rho) <= NEAR_PIXELS
        : ANGLES - turn <= NEAR_DEGREES && Math.abs(rho + other.rho) <= NEAR_PIXELS;
    });
    if (!near) taken.push({ angle, rho });
  }
  return taken.map(({ angle, rho }) => ({ nx: cosines[angle] as number, ny: sines[angle] as number, rho }));
}

/** Walks along a line and notes where an edge is seen. */
function look(edges: EdgeMap, line: Line): SeenLine {
  const reach = Math.ceil(Math.hypot(edges.width, edges.height));
  const sums = new Float32Array(2 * reach + 2);
  for (let i = 0; i <= 2 * reach; i++) {
    const position = i - reach;
    const x = line.nx * line.rho - line.ny * position;
    const y = line.ny * line.rho + line.nx * position;
    sums[i + 1] = (sums[i] as number) + seenAt(edges, line, x, y);
  }
  return { ...line, from: -reach, sums };
}

function seenAt(edges: EdgeMap, line: Line, x: number, y: number): number {
  let best = 0;
  for (let k = -BESIDE; k <= BESIDE; k++) {
    const px = Math.round(x + k * line.nx);
    const py = Math.round(y + k * line.ny);
    if (px < 0 || py < 0 || px >= edges.width || py >= edges.height) continue;
    const at = py * edges.width + px;
    const magnitude = edges.magnitude[at] as number;
    const along = (edges.dx[at] as number) * line.nx + (edges.dy[at] as number) * line.ny;
    if (Math.abs(along) < ALONG * magnitude) continue;
    best = Math.max(best, clarity(magnitude, edges.noise));
  }
  return best;
}

/** How much edge is seen between two positions of a line, 0..1 of their distance. */
export function seenBetween(line: SeenLine, from: number, to: number): number {
  const at = (position: number): number => {
    const i = Math.max(0, Math.min(line.sums.length - 1, position - line.from));
    const floor = Math.floor(i);
    const low = line.sums[floor] as number;
    return low + (i - floor) * ((line.sums[Math.min(floor + 1, line.sums.length - 1)] as number) - low);
  };
  return to <= from ? 0 : (at(to) - at(from)) / (to - from);
}

interface Stretch {
  readonly length: number;
  readonly from: number;
  readonly to: number;
}

/** The stretch where most is seen and least is missing; `length` counts what is missing against it. */
function bestStretch({ sums, from }: SeenLine): Stretch {
  let best: Stretch = { length: 0, from, to: from };
  let current = 0;
  let start = 0;
  for (let i = 1; i < sums.length; i++) {
    current += 2 * ((sums[i] as number) - (sums[i - 1] as number)) - 1;
    if (current <= 0) [current, start] = [0, i];
    else if (current > best.length) best = { length: current, from: from + start, to: from + i };
  }
  return best;
}
