import { median } from '../text/geometry.ts';

/** Where the characters of a line stand: character i at step `start + i x pitch`. */
export interface Pitch {
  readonly start: number;
  readonly pitch: number;
  /** Places from the first character that was seen to the last. */
  readonly span: number;
}

/** Fewer characters are no line of a zone. */
const FEWEST = 8;
const ROUNDS = 3;

/** The even spacing of characters seen at these steps, some of them missing or imagined; undefined when there is none. */
export function fitPitch(steps: readonly number[]): Pitch | undefined {
  if (steps.length < FEWEST) return undefined;
  let pitch = median(steps.slice(1).map((step, i) => step - (steps[i] as number)));
  if (pitch <= 0) return undefined;
  let start = steps[0] as number;
  // Counted from neighbour to neighbour at first: a pitch a little wrong is far off at the other end.
  let place = 0;
  let places = steps.map((step, i) => {
    if (i > 0) place += Math.round((step - (steps[i - 1] as number)) / pitch);
    return place;
  });
  for (let round = 0; round < ROUNDS; round++) {
    ({ start, pitch } = leastSquares(places, steps, { start, pitch }));
    places = steps.map((step) => Math.round((step - start) / pitch));
  }
  const first = places[0] as number;
  return { start: start + first * pitch, pitch, span: (places.at(-1) as number) - first + 1 };
}

function leastSquares(
  xs: readonly number[],
  ys: readonly number[],
  otherwise: { start: number; pitch: number },
): { start: number; pitch: number } {
  const n = xs.length;
  const meanX = xs.reduce((sum, x) => sum + x, 0) / n;
  const meanY = ys.reduce((sum, y) => sum + y, 0) / n;
  let [covariance, variance] = [0, 0];
  for (const [i, x] of xs.entries()) {
    covariance += (x - meanX) * ((ys[i] as number) - meanY);
    variance += (x - meanX) ** 2;
  }
  if (variance === 0 || covariance <= 0) return otherwise;
  const pitch = covariance / variance;
  return { start: meanY - pitch * meanX, pitch };
}
