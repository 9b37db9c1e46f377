import { bounds } from '../../src/engine/face/geometry.ts';
import type { RgbImage } from '../../src/engine/image.ts';
import type { Point } from '../../src/engine/types.ts';
import { Random } from './random.ts';

export type MaskKind = 'surgical' | 'respirator' | 'cloth';

/** `nose-out` leaves the nose free, `chin` is pulled down below the mouth. */
export type MaskWear = 'worn' | 'nose-out' | 'chin';

export type Rgb = readonly [number, number, number];

export interface Mask {
  readonly kind: MaskKind;
  readonly wear: MaskWear;
  readonly colour: Rgb;
  /** How high on the nose it sits, and how far it stands off cheeks and chin: 0..1 each. */
  readonly height: number;
  readonly width: number;
  /** Cloth alone: 0 plain, else stripes or dots of `second`. */
  readonly pattern: 'plain' | 'stripes' | 'dots';
  readonly second: Rgb;
  /** For the grain. */
  readonly seed: number;
}

/** The face's own axes: `right` and `down` are of length one, in pixels of the image. */
export interface Frame {
  readonly centre: Point;
  readonly right: Point;
  readonly down: Point;
  readonly halfWidth: number;
  readonly halfHeight: number;
}

const luma = (data: Uint8Array, at: number): number =>
  0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;

/** How bright the face is around a point against its middle, 0.45..1.5: mean luma of coarse cells, blended between them. */
function lightOf(image: RgbImage, face: readonly Point[]): (p: Point) => number {
  const box = bounds(face);
  const cells = 5;
  const mean = (x0: number, y0: number, width: number, height: number): number => {
    let [sum, count] = [0, 0];
    for (let y = Math.max(0, Math.floor(y0)); y < Math.min(image.height, y0 + height); y++)
      for (let x = Math.max(0, Math.floor(x0)); x < Math.min(image.width, x0 + width); x++, count++)
        sum += luma(image.data, (y * image.width + x) * 3);
    return count === 0 ? 128 : sum / count;
  };
  const [w, h] = [box.width / cells, box.height / cells];
  const grid = Array.from({ length: cells * cells }, (_, i) =>
    mean(box.x + ((i % cells) - 0.25) * w, box.y + (Math.floor(i / cells) - 0.25) * h, 1.5 * w, 1.5 * h),
  );
  const middle = [...grid].sort((p, q) => p - q)[Math.floor(grid.length / 2)]! + 1;
  return ({ x, y }) => {
    const u = Math.max(0, Math.min(cells - 1.001, (x - box.x) / w - 0.5));
    const v = Math.max(0, Math.min(cells - 1.001, (y - box.y) / h - 0.5));
    const [i, j] = [Math.floor(u), Math.floor(v)];
    const cell = (a: number, b: number): number => grid[b * cells + a]!;
    const row = (b: number): number => cell(i, b) * (1 - (u - i)) + cell(i + 1, b) * (u - i);
    const here = row(j) * (1 - (v - j)) + row(j + 1) * (v - j);
    return Math.max(0.45, Math.min(1.5, (0.4 + 0.6 * (here / middle)) * (0.55 + 0.45 * (middle / 135))));
  };
}

/** Folds and seams of each kind: brightness at (u, v), which run from -1 to 1 over the mask. */
function folds({ kind }: Mask, u: number, v: number): number {
  const bulge = 0.72 + 0.3 * Math.sqrt(Math.max(0, 1 - 0.8 * u * u)) - 0.12 * Math.max(0, v) ** 2;
  if (kind === 'surgical') {
    const pleat = ((v * 2.6 + 8) % 1) - 0.5;
    const creased = Math.abs(v) < 0.75 ? 1 - 0.16 * Math.max(0, 1 - Math.abs(pleat) * 7) : 1;
    return bulge * creased * (v < -0.86 ? 0.93 : 1);
  }
  if (kind === 'respirator') return bulge * (1.05 - 0.2 * Math.abs(u)) * (Math.abs(u) < 0.02 ? 0.8 : 1);
  return bulge * (1 - 0.06 * Math.sin(5 * u + 3 * v));
}

export interface Shade {
  /** A colour as the light falls on it there. */
  lit(colour: Rgb, p: Point): Rgb;
  /** The mask's own colour at a point that lies so many pixels inside. */
  cloth(p: Point, depth: number): Rgb;
}

export function maskShade(image: RgbImage, face: readonly Point[], mask: Mask, frame: Frame): Shade {
  const light = lightOf(image, face);
  const random = new Random(mask.seed);
  const scaled = (colour: Rgb, by: number): Rgb => [colour[0] * by, colour[1] * by, colour[2] * by];
  const colourAt = (u: number, v: number): Rgb => {
    if (mask.pattern === 'stripes' && Math.sin(14 * u) > 0.3) return mask.second;
    if (mask.pattern === 'dots' && Math.sin(16 * u) * Math.sin(13 * v) > 0.55) return mask.second;
    return mask.colour;
  };
  return {
    lit: (colour, p) => scaled(colour, light(p)),
    cloth(p, depth) {
      const [dx, dy] = [p.x - frame.centre.x, p.y - frame.centre.y];
      const u = (dx * frame.right.x + dy * frame.right.y) / frame.halfWidth;
      const v = (dx * frame.down.x + dy * frame.down.y) / frame.halfHeight;
      const hem = depth < 0.05 * frame.halfWidth ? 0.9 : 1;
      const grain = 1 + 0.05 * (random.next() - 0.5);
      return scaled(colourAt(u, v), light(p) * folds(mask, u, v) * hem * grain);
    },
  };
}
