import { closenessAt, pairsOf, rateAt, type Tally, wilson } from './accuracy/pair-tally.ts';

/** A closeness (a cosine, or bits that agree) and its score; measured ones say at which rates. */
export interface CalibratedPoint {
  readonly closeness: number;
  readonly score: number;
  readonly far?: number;
  readonly trueAcceptanceRate?: number;
}

/** score = 10 (1 - log10 FAR): ten points a decade; 40, 50 and 60 are the API's. */
export const farOfScore = (score: number): number => 10 ** (1 - score / 10);

const MEASURED = [15, 20, 25, 30, 35, 40, 45, 50, 55, 60];
/** The pairs show no rate this low surely: taken from a curve through the points from `TAIL_FROM` on. */
const EXTRAPOLATED = 70;
const TAIL_FROM = 30;

export const rounded = (value: number): number => Number(value.toPrecision(4));

/** Least squares for y = a + b x + c x^2, by the normal equations of x moved to its mean. */
function parabola(points: readonly (readonly [number, number])[]): (x: number) => number {
  const mean = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const spread = Math.max(...points.map(([x]) => Math.abs(x - mean)));
  const rows = [0, 1, 2].map((r) => [
    ...[0, 1, 2].map((c) => points.reduce((sum, [x]) => sum + ((x - mean) / spread) ** (r + c), 0)),
    points.reduce((sum, [x, y]) => sum + y * ((x - mean) / spread) ** r, 0),
  ]);
  for (let p = 0; p < 3; p++)
    for (let r = 0; r < 3; r++) {
      if (r === p) continue;
      const factor = rows[r]![p]! / rows[p]![p]!;
      rows[r] = rows[r]!.map((value, c) => value - factor * rows[p]![c]!);
    }
  const [a, b, c] = rows.map((row, i) => row[3]! / row[i]!);
  return (x) => a! + b! * ((x - mean) / spread) + c! * ((x - mean) / spread) ** 2;
}

/** Where the tail's curve through points up to `last` reaches a score. */
function extrapolated(points: readonly CalibratedPoint[], last: number, score: number, most: number): number {
  const tail = points.filter((p) => p.score >= TAIL_FROM && p.score <= last);
  const curve = parabola(tail.map((p) => [p.closeness, p.score]));
  let [low, high] = [tail.at(-1)!.closeness, most];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (curve(middle) < score) low = middle;
    else high = middle;
  }
  return high;
}

/** Points of a score, ascending, from the least closeness (0) over what the pairs show to the same image (100). */
export function calibrate(tally: Tally): CalibratedPoint[] {
  const most = tally.from + tally.step * (tally.impostor.length - 1);
  const measured = MEASURED.map((score): CalibratedPoint => {
    const far = farOfScore(score);
    const closeness = closenessAt(tally, far);
    return { closeness, score, far, trueAcceptanceRate: rateAt(tally, 'genuine', closeness) };
  });
  const beyond = extrapolated(measured, MEASURED.at(-1)!, EXTRAPOLATED, most);
  return [
    { closeness: tally.from, score: 0 },
    ...measured,
    { closeness: beyond, score: EXTRAPOLATED },
    { closeness: most, score: 100 },
  ];
}

/** What the tail's curve through scores up to 50 says of 60, beside where the pairs have it. */
export function tailCheck(tally: Tally): { readonly curve: number; readonly measured: number } {
  const points = calibrate(tally).filter((p) => p.far !== undefined);
  const most = tally.from + tally.step * (tally.impostor.length - 1);
  return {
    curve: rateAt(tally, 'impostor', extrapolated(points, 50, 60, most)),
    measured: rateAt(tally, 'impostor', closenessAt(tally, farOfScore(60))),
  };
}

function closenessOfScore(points: readonly CalibratedPoint[], score: number): number {
  const after = points.findIndex((p) => p.score > score);
  const [p, q] = [points[after - 1]!, points[after]!];
  return p.closeness + ((q.closeness - p.closeness) * (score - p.score)) / (q.score - p.score);
}

export interface Reliability {
  readonly score: number;
  readonly far: number;
  readonly measured: number;
  /** 95 % for independent pairs. */
  readonly interval: readonly [number, number];
}

const TRIED = [20, 22.5, 25, 27.5, 30, 32.5, 35, 37.5, 40, 42.5, 45, 47.5, 50, 52.5, 55, 57.5, 60, 65, 70];

/** How often different people of one tally reach each score that was calibrated on another; `pairs` counts independent ones. */
export function reliability(points: readonly CalibratedPoint[], tried: Tally, pairs?: number): Reliability[] {
  const count = pairs ?? pairsOf(tried).impostor;
  return TRIED.map((score) => {
    const measured = rateAt(tried, 'impostor', closenessOfScore(points, score));
    return { score, far: farOfScore(score), measured, interval: wilson(measured, count) };
  });
}
