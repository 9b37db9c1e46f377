import type { GreyImage } from './straight-page.ts';

/** A straight line that is drawn, level or upright: `at` is its y or x, `from` and `to` its ends along it, pixels. */
export interface Rule {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly thickness: number;
  /** How far it falls to the right (or, upright, leans to the right going down) per pixel. */
  readonly slope: number;
}

export interface Rules {
  readonly level: readonly Rule[];
  readonly upright: readonly Rule[];
}

/** Ink is darker than the mean of its surroundings, this far to each side, by so many grey levels (Wellner 1993). */
const SURROUNDINGS = 12;
const CONTRAST = 10;
/** A run of ink goes on over gaps this long, pixels. */
const MAX_GAP = 2;
/** Thicker ones are bars or pictures. */
const MAX_THICKNESS = 14;
/** Ink in a run that counts, and drift across its direction per pixel that a rule may have. */
const MIN_DENSITY = 0.8;
const MAX_SLOPE = 0.03;

/** Runs of ink in one row. */
interface Run {
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Finds the lines that are drawn on a page: long runs of ink along rows and along columns, those of neighbouring rows taken
 * together. `minLevel`, `minUpright`: shortest runs, pixels; strokes of letters are shorter.
 */
export function findRules(image: GreyImage, minLevel: number, minUpright: number): Rules {
  const { width, height } = image;
  const ink = findInk(image);
  return {
    level: rulesAlong(height, width, minLevel, (row, i) => ink[row * width + i] as number),
    upright: rulesAlong(width, height, minUpright, (row, i) => ink[i * width + row] as number),
  };
}

/** 1 where a pixel is darker than its surroundings. */
function findInk({ data, width, height }: GreyImage): Uint8Array {
  const stride = width + 1;
  const sums = new Uint32Array(stride * (height + 1));
  for (let y = 0; y < height; y++)
    for (let x = 0, sum = 0; x < width; x++) {
      sum += data[y * width + x] as number;
      sums[(y + 1) * stride + x + 1] = (sums[y * stride + x + 1] as number) + sum;
    }
  const ink = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const upper = Math.max(0, y - SURROUNDINGS) * stride;
    const lower = Math.min(height, y + SURROUNDINGS + 1) * stride;
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - SURROUNDINGS);
      const right = Math.min(width, x + SURROUNDINGS + 1);
      const sum =
        (sums[lower + right] as number) -
        (sums[lower + left] as number) -
        (sums[upper + right] as number) +
        (sums[upper + left] as number);
      const area = (right - left) * ((lower - upper) / stride);
      if ((data[y * width + x] as number) * area < sum - CONTRAST * area) ink[y * width + x] = 1;
    }
  }
  return ink;
}

type InkAt = (row: number, i: number) => number;

/** Runs of one line so far; those of the latest rows, which the next can touch, apart. */
interface OpenLine {
  readonly runs: Run[];
  recent: Run[];
}

function rulesAlong(rows: number, length: number, minLength: number, inkAt: InkAt): Rule[] {
  let open: OpenLine[] = [];
  const done: OpenLine[] = [];
  for (let row = 0; row < rows; row++) {
    for (const run of runsIn(row, length, minLength, inkAt)) {
      const touching = open.filter(({ recent }) => recent.some((other) => touches(run, other)));
      const line = {
        runs: [...touching.flatMap(({ runs }) => runs), run],
        recent: [...touching.flatMap(({ recent }) => recent), run],
      };
      open = [...open.filter((other) => !touching.includes(other)), line];
    }
    for (const line of open) line.recent = line.recent.filter((run) => run.row >= row - MAX_GAP);
    done.push(...open.filter(({ recent }) => recent.length === 0));
    open = open.filter(({ recent }) => recent.length > 0);
  }
  return [...done, ...open].flatMap(({ runs }) => toRule(runs));
}

/** Runs of neighbouring rows that overlap, or nearly, are of one line. */
const touches = (a: Run, b: Run): boolean =>
  Math.abs(a.row - b.row) <= MAX_GAP && a.from <= b.to + 2 * MAX_GAP && b.from <= a.to + 2 * MAX_GAP;

function runsIn(row: number, length: number, minLength: number, inkAt: InkAt): Run[] {
  const runs: Run[] = [];
  let [from, to, count] = [-1, -1, 0];
  const close = (): void => {
    if (from >= 0 && to - from + 1 >= minLength && count >= MIN_DENSITY * (to - from + 1))
      runs.push({ row, from, to });
    from = -1;
  };
  for (let i = 0; i < length; i++) {
    if (inkAt(row, i) === 0) continue;
    if (from >= 0 && i - to > MAX_GAP + 1) close();
    if (from < 0) [from, count] = [i, 0];
    to = i;
    count++;
  }
  close();
  return runs;
}

/** The line that runs make, unless they make a blot. */
function toRule(runs: readonly Run[]): Rule[] {
  const from = Math.min(...runs.map((run) => run.from));
  const to = Math.max(...runs.map((run) => run.to)) + 1;
  const ink = runs.reduce((sum, run) => sum + run.to - run.from + 1, 0);
  const thickness = ink / (to - from);
  const rows = runs.map((run) => run.row);
  const spread = Math.max(...rows) - Math.min(...rows) + 1;
  if (thickness > MAX_THICKNESS || spread > MAX_THICKNESS + MAX_SLOPE * (to - from)) return [];
  return [{ ...lineThrough(runs, ink, from, to), from, to, thickness }];
}

/** Least squares through the runs, weighted by their length; `at`: the middle. */
function lineThrough(
  runs: readonly Run[],
  ink: number,
  from: number,
  to: number,
): Pick<Rule, 'at' | 'slope'> {
  const weighted = (value: (run: Run) => number): number =>
    runs.reduce((sum, run) => sum + value(run) * (run.to - run.from + 1), 0) / ink;
  const middle = (run: Run): number => (run.from + run.to) / 2;
  const [meanX, meanY] = [weighted(middle), weighted((run) => run.row)];
  // Runs have a length themselves: the variance of a uniform stretch is a twelfth of its square.
  const variance = weighted((run) => (middle(run) - meanX) ** 2 + (run.to - run.from) ** 2 / 12);
  const slope = variance > 0 ? weighted((run) => (middle(run) - meanX) * (run.row - meanY)) / variance : 0;
  return { at: meanY + slope * ((from + to) / 2 - meanX) + 0.5, slope };
}
