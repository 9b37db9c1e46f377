import type { Point, Quad } from '../types.ts';
import { distance, quadHeight, quadWidth } from '../text/geometry.ts';
import type { EdgeMap } from './edges.ts';
import { type SeenLine, seenBetween } from './lines.ts';
import { area } from './polygon.ts';
import { meet } from './types.ts';

export interface Candidate {
  readonly quad: Quad;
  /** How well its borders are seen, 0..1. */
  readonly score: number;
  /** By what candidates compete: clear borders, size, familiar proportions. */
  readonly rank: number;
  readonly cutSides: readonly number[];
}

/** Opposite sides may differ in direction by this many degrees, neighbours must by at least the other. */
const MOST_LEAN = 28;
const LEAST_CORNER = 55;
/** Shortest side, and smallest area, as shares of the picture's. */
const LEAST_SIDE = 0.12;
const LEAST_AREA = 0.025;
/** Least share of a side that is seen, of the faintest side and in the mean. */
const LEAST_SEEN = 0.6;
const LEAST_MEAN = 0.78;
/** The same of a card that the picture cuts off, without the sides that are cut. */
const LEAST_MEAN_CUT = 0.9;
/** Rounded corners: this share of a side at each end is not looked at. */
const CORNER = 0.08;
/** How far beyond a corner a side is followed, as a share of its length. */
const BEYOND = 0.18;
/** What a side on the border of the picture counts. */
const CUT_SIDE = 0.62;
const MOST_CUT_SIDES = 2;
/** A card that is seen whole is likelier than a larger one that is not. */
const CUT_PENALTY = 0.1;
/** Width to height of cards (ISO/IEC 7810 ID-1), passport pages (ID-3) and A paper. */
const FAMILIAR = [1.586, 1.42, 1 / 1.586, 1 / 1.42] as const;

interface Pair {
  readonly first: SeenLine;
  readonly second: SeenLine;
}

/** Every quadrilateral that four of the lines enclose and whose sides are seen. */
export function candidates(lines: readonly SeenLine[], { width, height }: EdgeMap): Candidate[] {
  const shortest = LEAST_SIDE * Math.min(width, height);
  const pairs = opposites(lines, shortest);
  const found: Candidate[] = [];
  for (const [i, p] of pairs.entries())
    for (const q of pairs.slice(i + 1)) {
      if (angleBetween(p.first, q.first) < LEAST_CORNER || angleBetween(p.second, q.second) < LEAST_CORNER)
        continue;
      const sides = [p.first, q.second, p.second, q.first] as const;
      const candidate = enclose(sides, width, height, shortest);
      if (candidate) found.push(candidate);
    }
  return found;
}

/** Degrees between two lines, 0..90. */
const angleBetween = (p: SeenLine, q: SeenLine): number =>
  (Math.acos(Math.min(1, Math.abs(p.nx * q.nx + p.ny * q.ny))) * 180) / Math.PI;

function opposites(lines: readonly SeenLine[], shortest: number): Pair[] {
  const pairs: Pair[] = [];
  for (const [i, first] of lines.entries())
    for (const second of lines.slice(i + 1)) {
      const sameWay = first.nx * second.nx + first.ny * second.ny > 0 ? 1 : -1;
      const parallel = angleBetween(first, second) < MOST_LEAN;
      if (parallel && Math.abs(first.rho - sameWay * second.rho) > shortest / 2)
        pairs.push({ first, second });
    }
  return pairs;
}

function enclose(
  lines: readonly [SeenLine, SeenLine, SeenLine, SeenLine],
  width: number,
  height: number,
  shortest: number,
): Candidate | undefined {
  const cut = lines.filter((line) => line.border).length;
  if (cut > MOST_CUT_SIDES) return undefined;
  const corners: Point[] = [];
  for (let i = 0; i < 4; i++) {
    const corner = meet(lines[(i + 3) % 4] as SeenLine, lines[i] as SeenLine);
    if (!corner || outside(corner, width, height)) return undefined;
    corners.push(corner);
  }
  const size = area(corners);
  if (Math.abs(size) < LEAST_AREA * width * height) return undefined;
  const sides = corners.map((corner, i) => distance(corner, corners[(i + 1) % 4] as Point));
  if (Math.min(...sides) < shortest || !isConvex(corners)) return undefined;
  return judge(lines, corners, size, width * height);
}

const outside = ({ x, y }: Point, width: number, height: number): boolean =>
  x < -2 || y < -2 || x > width + 1 || y > height + 1;

function isConvex(corners: readonly Point[]): boolean {
  const turns = corners.map((a, i) => {
    const b = corners[(i + 1) % 4] as Point;
    const c = corners[(i + 2) % 4] as Point;
    return Math.sign((b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x));
  });
  return turns.every((turn) => turn !== 0 && turn === turns[0]);
}

function judge(
  lines: readonly SeenLine[],
  corners: readonly Point[],
  size: number,
  pictureArea: number,
): Candidate | undefined {
  let seen = 0;
  let beyond = 0;
  for (let i = 0; i < 4; i++) {
    const side = seenOn(lines[i] as SeenLine, corners[i] as Point, corners[(i + 1) % 4] as Point);
    if (side.seen < LEAST_SEEN) return undefined;
    seen += side.seen / 4;
    beyond += side.beyond / 4;
  }
  const score = seen - 0.8 * beyond;
  const cut = lines.filter((line) => line.border).length;
  if (score < (cut === 0 ? LEAST_MEAN : LEAST_MEAN_CUT - cut * ((LEAST_MEAN_CUT - CUT_SIDE) / 4)))
    return undefined;
  const clockwise = size > 0;
  const order = clockwise ? [0, 1, 2, 3] : [0, 3, 2, 1];
  const [a, b, c, d] = order.map((i) => corners[i] as Point) as [Point, Point, Point, Point];
  // Side i of the reversed quad is the one that came 3 - i.
  const cutSides = [0, 1, 2, 3].filter((i) => lines[clockwise ? i : 3 - i]?.border);
  const quad: Quad = [a, b, c, d];
  const ratio = quadWidth(quad) / Math.max(1, quadHeight(quad));
  const familiar = Math.min(...FAMILIAR.map((each) => Math.abs(Math.log(ratio / each))));
  const shape = 0.12 * Math.log(Math.abs(size) / pictureArea) - 0.15 * Math.min(0.5, familiar);
  const rank = score + shape - CUT_PENALTY * cut;
  return { quad, score: Math.max(0, Math.min(1, score)), rank, cutSides };
}

/** How much of a side is seen, and how much edge goes on beyond its ends: a card's border stops at its corners. */
function seenOn(line: SeenLine, a: Point, b: Point): { seen: number; beyond: number } {
  if (line.border) return { seen: CUT_SIDE, beyond: 0 };
  const position = ({ x, y }: Point): number => y * line.nx - x * line.ny;
  const [from, to] = [position(a), position(b)].sort((p, q) => p - q) as [number, number];
  const length = to - from;
  const [corner, reach] = [CORNER * length, BEYOND * length];
  const gap = Math.max(2, 0.03 * length);
  return {
    seen: seenBetween(line, from + corner, to - corner),
    beyond:
      (seenBetween(line, from - gap - reach, from - gap) + seenBetween(line, to + gap, to + gap + reach)) / 2,
  };
}
