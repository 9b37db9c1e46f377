import { AROUND, type Band, inRing, type Ring } from './ring.ts';
import { median } from '../text/geometry.ts';
import type { Plane } from './types.ts';

/** Where the text stands in a ring. */
export interface Bands {
  /** The text along the ring. */
  readonly name: Band;
  /** What the name leaves free, from the ring inwards: a number may stand there. */
  readonly gap: Band;
}

/** More ink than this is a stroke. */
const STROKE = 0.45;
/** Of the shorter half axis: how deep a ring goes, and how deep text along it can go. */
const DEEPEST_RING = 0.2;
const DEEPEST_TEXT = 0.62;
const SHALLOWEST_TEXT = 0.14;
/** Rows of the ring's border are inked along so much of it, as a share of the fullest row. */
const BORDER = 0.62;
/** Rows with less ink than this share of the text's fullest row are between texts. */
const BETWEEN = 0.16;
/** Text ends where at least 22 degrees, and so many times what is usual between its strokes, are free. */
const LEAST_GAP = AROUND / 16;
const USUAL_GAPS = 2.5;
/** Columns with fewer inked rows than this are empty. */
const EMPTY = 0.07;
const COLUMN_SAMPLES = 12;
/** Half of a letter's width, places. */
const LETTER = 5;

/** Finds border, text and gap of a ring by where its ink lies; undefined when there is no text. */
export function findBands(plane: Plane, ring: Ring): Bands | undefined {
  const isCircle = ring.a === ring.b;
  const whole = { from: 0, to: AROUND };
  const rows = rowShares(plane, ring, whole);
  const inner = borderEnd(rows, ring.b);
  const rough = textRows(rows, inner, ring.b);
  if (!rough) return undefined;
  const columns = isCircle ? nameColumns(plane, ring, rough) : columnShares(plane, ring, rough);
  const run = longestRun(columns, isCircle);
  if (!run) return undefined;
  const text = textRows(rowShares(plane, ring, run), inner, ring.b) ?? rough;
  const margin = 0.06 * (text.bottom - text.top);
  return {
    name: {
      from: run.from - 2,
      to: run.to + 2,
      top: Math.max(inner, text.top - margin),
      bottom: text.bottom + margin,
    },
    gap: { from: run.to, to: run.from + AROUND, top: inner, bottom: text.bottom },
  };
}

/** Along which share of a part of the ring there is ink, for each depth. */
function rowShares(plane: Plane, ring: Ring, { from, to }: Run): number[] {
  const deepest = Math.floor(DEEPEST_TEXT * ring.b);
  const share = (depth: number): number => {
    let inked = 0;
    for (let place = from; place < to; place += 2)
      if (inRing(plane, ring, place + 0.5, depth) > STROKE) inked++;
    return (2 * inked) / (to - from);
  };
  return smoothed(
    Array.from({ length: deepest }, (_, depth) => share(depth)),
    1,
  );
}

/** The depth at which the border ends: its last row, or that of a second thin line within it. */
function borderEnd(rows: readonly number[], b: number): number {
  const reach = Math.floor(DEEPEST_RING * b);
  const fullest = Math.max(...rows.slice(0, reach));
  let last = 0;
  for (let depth = 0; depth < reach; depth++) if ((rows[depth] as number) > BORDER * fullest) last = depth;
  return last + 2;
}

/** From which depth to which the text goes. */
function textRows(
  rows: readonly number[],
  inner: number,
  b: number,
): { readonly top: number; readonly bottom: number } | undefined {
  const shallow = Math.ceil(inner + SHALLOWEST_TEXT * b);
  const fullest = Math.max(...rows.slice(inner + 2, shallow + Math.ceil(0.1 * b)));
  if (fullest < 0.03) return undefined;
  const empty = (depth: number): boolean => (rows[depth] ?? 0) < BETWEEN * fullest;
  let top = inner;
  while (top < shallow && !empty(top)) top++;
  if (top >= inner + SHALLOWEST_TEXT * b) top = inner;
  while (top < shallow && empty(top)) top++;
  let bottom = top + Math.ceil(SHALLOWEST_TEXT * b);
  while (bottom < rows.length && !empty(bottom)) bottom++;
  if (bottom >= rows.length) bottom = emptiest(rows, top + Math.ceil(0.2 * b));
  return bottom - top < SHALLOWEST_TEXT * b ? undefined : { top, bottom };
}

const emptiest = (rows: readonly number[], from: number): number => {
  let best = from;
  for (let depth = from; depth < rows.length; depth++)
    if ((rows[depth] as number) < (rows[best] as number)) best = depth;
  return best;
};

interface Rows {
  readonly top: number;
  readonly bottom: number;
}

/** What is inked in both halves of a circle's rows: small digits by the border reach into the upper one alone, a level line within into the lower one. */
function nameColumns(plane: Plane, ring: Ring, { top, bottom }: Rows): number[] {
  const middle = (top + bottom) / 2;
  const upper = smoothed(columnShares(plane, ring, { top, bottom: middle }), LETTER);
  const lower = smoothed(columnShares(plane, ring, { top: middle, bottom }), LETTER);
  return upper.map((share, i) => Math.min(share, lower[i] as number));
}

/** For each place which share of some rows is inked. */
const columnShares = (plane: Plane, ring: Ring, { top, bottom }: Rows): number[] =>
  Array.from({ length: AROUND }, (_, place) => {
    let inked = 0;
    for (let i = 0; i < COLUMN_SAMPLES; i++) {
      const depth = top + ((i + 0.5) / COLUMN_SAMPLES) * (bottom - top);
      if (inRing(plane, ring, place + 0.5, depth) > STROKE) inked++;
    }
    return inked / COLUMN_SAMPLES;
  });

/** Places from `from` clockwise up to `to`. */
interface Run {
  readonly from: number;
  readonly to: number;
}

/**
 * The longest stretch of text around the ring: gaps no wider than what is usual between its characters do not end it. In a circle
 * there is one text alone, worn though it may be; in an oval a level line reaches into the same rows below.
 */
function longestRun(columns: readonly number[], isCircle: boolean): Run | undefined {
  const strokes = strokesOf(
    smoothed([...columns.slice(-3), ...columns, ...columns.slice(0, 3)], 2).slice(3, -3),
  );
  if (strokes.length === 0) return undefined;
  const gapAfter = (i: number): number => {
    const next = strokes[(i + 1) % strokes.length] as Run;
    return next.from + (i + 1 < strokes.length ? 0 : AROUND) - (strokes[i] as Run).to;
  };
  const gaps = strokes.map((_, i) => gapAfter(i));
  const usual = median(gaps);
  const widest = Math.max(...gaps);
  const wide = gaps.map((gap) => !isCircle && gap >= Math.max(LEAST_GAP, USUAL_GAPS * usual));
  wide[gaps.indexOf(widest)] = true;
  let best: Run = { from: 0, to: 0 };
  for (const [i, ends] of wide.entries()) {
    if (!ends) continue;
    let last = i + 1;
    while (!wide[last % strokes.length]) last++;
    const turns = (k: number): number => AROUND * Math.floor(k / strokes.length);
    const from = (strokes[(i + 1) % strokes.length] as Run).from + turns(i + 1);
    const to = (strokes[last % strokes.length] as Run).to + turns(last);
    if (to - from > best.to - best.from) best = { from, to };
  }
  return best.to > best.from ? best : undefined;
}

/** Runs of columns that are not empty. */
function strokesOf(columns: readonly number[]): Run[] {
  const strokes: Run[] = [];
  for (let from = 0; from < columns.length; from++) {
    if ((columns[from] as number) <= EMPTY) continue;
    let to = from;
    while (to < columns.length && (columns[to] as number) > EMPTY) to++;
    strokes.push({ from, to });
    from = to;
  }
  return strokes;
}

const smoothed = (values: readonly number[], reach: number): number[] =>
  values.map((_, i) => {
    const part = values.slice(Math.max(0, i - reach), i + reach + 1);
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
