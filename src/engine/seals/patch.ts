import sharp from 'sharp';
import type { RgbImage } from '../image.ts';
import { lumaOf } from '../photo/luma.ts';
import { cropQuad } from '../text/crop.ts';
import type { Quad } from '../types.ts';
import { redness } from './red-ink.ts';
import type { Plane } from './types.ts';

/** A seal looked at straight on. Planes hold how much ink lies at each pixel, 0..1. */
export interface Patch {
  readonly width: number;
  readonly height: number;
  /** Red ink alone, as sharp as the picture: black print beneath it is filled in from around. */
  readonly ink: Plane;
  /** By colour alone, which most pictures keep at half of their sharpness. */
  readonly red: Plane;
  /** Whatever is dark. */
  readonly dark: Plane;
}

/** Ranks of the paper and of full ink among the pixels of a seal. */
const PAPER_RANK = 0.35;
const INK_RANK = 0.97;
/** Share of the paper's red light below which a pixel is black print, and above which it is none. */
const PRINT = 0.3;
const NO_PRINT = 0.6;
const FULL = 0.85;
/** Less red than this is paper, more is ink, however blurred its colour. */
const TINT = 0.1;
const TINTED = 0.3;

/** Cuts a quad out of a picture and tells ink from paper. */
export function cutPatch(image: RgbImage, quad: Quad, width: number, height: number): Patch {
  const crop = cropQuad(image, quad, width, height);
  const red = scaled(redness(crop).data);
  const light = Float32Array.from({ length: red.length }, (_, i) => crop.data[3 * i] as number);
  const paper = rank(light, 0.7);
  const trust = light.map((value) => ramp(value / Math.max(1, paper), PRINT, NO_PRINT));
  const filled = filledIn(red, trust, width);
  const dark = darkness(lumaOf(crop), filled);
  const sharp = dark.map((value, i) => {
    const sure = trust[i] as number;
    return sure * value * ramp(filled[i] as number, TINT, TINTED) + (1 - sure) * (filled[i] as number);
  });
  const plane = (data: Float32Array): Plane => ({ data, width, height });
  return { width, height, red: plane(filled), dark: plane(dark), ink: plane(sharp) };
}

/** How dark each pixel is on a scale from paper (0) to red ink (1). */
function darkness(luma: Uint8Array, red: Float32Array): Float32Array {
  const values = Float32Array.from(luma);
  const paper = rank(values, 1 - PAPER_RANK);
  const inked = rank(
    values.filter((_, i) => (red[i] as number) > 0.8),
    0.4,
  );
  return values.map((value) => Math.max(0, Math.min(1, (paper - value) / Math.max(8, paper - inked))));
}

const rank = (values: Float32Array, share: number): number =>
  values.toSorted()[Math.floor(share * (values.length - 1))] ?? 0;

const ramp = (value: number, from: number, to: number): number =>
  Math.max(0, Math.min(1, (value - from) / (to - from)));

/** Values on a scale from paper (0) to ink (1). */
function scaled(values: Float32Array): Float32Array {
  const [paper, ink] = [rank(values, PAPER_RANK), rank(values, INK_RANK)];
  const span = Math.max(1e-3, FULL * (ink - paper));
  return values.map((value) => Math.max(0, Math.min(1, (value - paper) / span)));
}

/** Where values are not to be trusted, the mean of those around that are (normalised convolution, Knutsson and Westin 1993). */
function filledIn(values: Float32Array, trust: Float32Array, width: number): Float32Array {
  const reach = 3;
  const height = values.length / width;
  return values.map((value, i) => {
    const sure = trust[i] as number;
    if (sure === 1) return value;
    const [x, y] = [i % width, Math.floor(i / width)];
    let [sum, weights] = [0, 1e-6];
    for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++)
      for (let u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++) {
        const weight = (trust[v * width + u] as number) / (1 + (u - x) ** 2 + (v - y) ** 2);
        sum += weight * (values[v * width + u] as number);
        weights += weight;
      }
    return sure * value + (1 - sure) * (sum / weights);
  });
}

/** The value between the pixels of a plane; paper beyond its rim. */
export function valueAt({ data, width, height }: Plane, x: number, y: number): number {
  const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) return 0;
  const [u, v] = [x - 0.5 - left, y - 0.5 - top];
  const i = top * width + left;
  const upper = (data[i] as number) * (1 - u) + (data[i + 1] as number) * u;
  const lower = (data[i + width] as number) * (1 - u) + (data[i + width + 1] as number) * u;
  return upper * (1 - v) + lower * v;
}

/** A plane as a picture for the reader of text: dark ink on white paper. */
export const toPng = ({ data, width, height }: Plane): Promise<Buffer> =>
  sharp(
    Uint8Array.from(data, (value) => Math.round(255 * (1 - value))),
    { raw: { width, height, channels: 1 } },
  )
    .png({ compressionLevel: 1 })
    .toBuffer();
