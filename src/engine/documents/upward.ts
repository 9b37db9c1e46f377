import type { Point, Quad } from '../types.ts';
import type { Area } from './frame.ts';
import { type Strip, stripOf } from './strip.ts';

const centre = (quad: Quad): Point => ({
  x: quad.reduce((sum, { x }) => sum + x, 0) / 4,
  y: quad.reduce((sum, { y }) => sum + y, 0) / 4,
});

/** Solves three equations with three unknowns (Cramer); undefined when they do not determine them. */
function solve(rows: readonly (readonly number[])[], right: readonly number[]): number[] | undefined {
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  const determinant = (value: (row: number, column: number) => number): number =>
    value(0, 0) * (value(1, 1) * value(2, 2) - value(1, 2) * value(2, 1)) -
    value(0, 1) * (value(1, 0) * value(2, 2) - value(1, 2) * value(2, 0)) +
    value(0, 2) * (value(1, 0) * value(2, 1) - value(1, 1) * value(2, 0));
  const whole = determinant(at);
  if (Math.abs(whole) < 1e-6) return undefined;
  return [0, 1, 2].map(
    (unknown) =>
      determinant((row, column) => (column === unknown ? (right[row] ?? 0) : at(row, column))) / whole,
  );
}

/** From the plane of straightened lines back to pixels: the affine map that is nearest for the characters that were read. */
function toPixels(strips: readonly Strip[]): ((x: number, y: number) => Point) | undefined {
  const points = strips.flatMap(({ glyphs, middle }) =>
    glyphs.map(({ quad, left, right }) => ({ flow: [1, (left + right) / 2, middle], pixel: centre(quad) })),
  );
  const product = (i: number, j: number): number =>
    points.reduce((sum, { flow }) => sum + (flow[i] ?? 0) * (flow[j] ?? 0), 0);
  const normal = [0, 1, 2].map((i) => [0, 1, 2].map((j) => product(i, j)));
  const [across, down] = (['x', 'y'] as const).map((axis) =>
    solve(
      normal,
      [0, 1, 2].map((i) => points.reduce((sum, { flow, pixel }) => sum + (flow[i] ?? 0) * pixel[axis], 0)),
    ),
  );
  if (!across || !down) return undefined;
  const value = (of: readonly number[], x: number, y: number): number =>
    (of[0] ?? 0) + (of[1] ?? 0) * x + (of[2] ?? 0) * y;
  return (x, y) => ({ x: value(across, x, y), y: value(down, x, y) });
}

/**
 * The place of a line that runs up a page, to be read on its own: finders of text break such lines into pieces.
 * @param strips all that was read on the page
 * @returns a strip without text whose quad begins where the line does, bottom left; undefined when the page does not tell
 */
export function upwardLine({ left, top, right, bottom }: Area, strips: readonly Strip[]): Strip | undefined {
  const pixel = toPixels(strips);
  if (!pixel) return undefined;
  const quad: Quad = [pixel(left, bottom), pixel(left, top), pixel(right, top), pixel(right, bottom)];
  const glyph = { text: '', confidence: 0, spaced: false, quad, left: 0, right: bottom - top };
  return stripOf([glyph], { middle: (top + bottom) / 2, height: right - left });
}
