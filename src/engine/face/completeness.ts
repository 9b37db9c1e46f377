import model from '../../../models/face-parts.json' with { type: 'json' };
import type { FaceCompleteness } from '../types.ts';
import { COLUMNS, PER_CELL } from './part-features.ts';

export type PartName = keyof FaceCompleteness;

/** A linear classifier of the cells around a part: positive for what does not look like it. */
export interface PartModel {
  /** First and last row and column of the cells it looks at. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly bias: number;
  /** Row by row, cell by cell. */
  readonly weights: readonly number[];
  /** Its median over clear faces, and what 3 % of them exceed. */
  readonly clear: number;
  readonly limit: number;
}

/** From where down the API's documentation calls a part covered. */
const COVERED_BELOW: Readonly<Record<PartName, number>> = {
  eyebrow: 80,
  eye: 80,
  nose: 60,
  cheek: 70,
  mouth: 50,
  chin: 70,
};

/** What the classifier says of one face: the more, the likelier the part is covered. */
export function coverage(
  { rows, columns, bias, weights }: Omit<PartModel, 'clear' | 'limit'>,
  features: Float32Array,
): number {
  const [top, bottom] = rows as [number, number];
  const [left, right] = columns as [number, number];
  let sum = bias;
  let w = 0;
  for (let row = top; row <= bottom; row++) {
    const start = (row * COLUMNS + left) * PER_CELL;
    const end = (row * COLUMNS + right + 1) * PER_CELL;
    for (let i = start; i < end; i++) sum += weights[w++]! * features[i]!;
  }
  return sum;
}

/** 100 for the median of clear faces and beyond, the API's bound at the classifier's limit, 0 as far beyond that. */
function score(part: PartName, { clear, limit }: PartModel, value: number): number {
  const bound = COVERED_BELOW[part];
  const beyond = (value - limit) / (limit - clear);
  const result = beyond <= 0 ? bound - beyond * (100 - bound) : bound * (1 - beyond);
  return Math.max(0, Math.min(100, result));
}

/**
 * How much of each part is in sight, 0..100. Classifiers were trained on faces over which bars, masks, glasses and blobs were
 * drawn (tools/train-face-parts.ts); parts that they did not tell well enough are absent.
 * @param features as `partFeatures` makes them
 */
export function faceCompleteness(features: Float32Array): FaceCompleteness {
  return Object.fromEntries(
    Object.entries(model as Partial<Record<PartName, PartModel>>).map(([name, part]) => [
      name,
      score(name as PartName, part, coverage(part, features)),
    ]),
  );
}
