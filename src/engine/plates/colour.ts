import type { RgbImage } from '../image.ts';
import { otsuThreshold } from '../otsu.ts';
import { lumaOf } from '../photo/luma.ts';
import { LIGHT_TEXT } from './patterns.ts';
import type { PlateColour } from './types.ts';

/** Less saturated colours have no hue to speak of. */
const GREY = 0.24;
/** Darker than this, of 255, is black, whatever its hue. */
const BLACK = 42;
/** Grey levels between plate and text, at least. */
const CONTRAST = 28;
/** Hues in degrees. */
const HUES: readonly (readonly [from: number, to: number, PlateColour])[] = [
  [22, 68, 'yellow'],
  [68, 185, 'green'],
  [185, 265, 'blue'],
];
/** Share of a plate's width at its left that is yellow on a yellow and green one. */
const LEFT = 0.2;

type Colour = readonly [number, number, number];

/** The colour of a plate, from a picture of its text and little around; undefined when no plate has such colours. */
export function plateColour(crop: RgbImage): PlateColour | undefined {
  const luma = lumaOf(crop);
  const histogram = new Uint32Array(256);
  for (const value of luma) histogram[value] = (histogram[value] as number) + 1;
  const split = otsuThreshold(histogram, luma.length);
  const isLight = luma.map((value) => (value > split ? 1 : 0));
  const lightShare = isLight.reduce((sum, value) => sum + value, 0) / isLight.length;
  const ground = lightShare > 0.5 ? 1 : 0;
  const isGround = (i: number): boolean => isLight[i] === ground;
  if (lightShare === 0 || lightShare === 1) return undefined;
  if (Math.abs(mean(luma, (i) => isGround(i)) - mean(luma, (i) => !isGround(i))) < CONTRAST) return undefined;
  const { width, height } = crop;
  const [left, right] = [LEFT * width, 0.3 * width];
  // The green of new energy fades to white at the top.
  const low = (i: number): boolean => isGround(i) && i >= 0.5 * height * width;
  const rest = nameOf(
    medianColour(crop, (i) => low(i) && i % width >= right),
    ground === 1,
  );
  const start = nameOf(
    medianColour(crop, (i) => low(i) && i % width < left),
    ground === 1,
  );
  const colour = rest === 'green' && start === 'yellow' ? 'yellow-green' : rest;
  return colour && LIGHT_TEXT.has(colour) === (ground === 0) ? colour : undefined;
}

function mean(values: Uint8Array, among: (i: number) => boolean): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < values.length; i++)
    if (among(i)) [sum, count] = [sum + (values[i] as number), count + 1];
  return sum / Math.max(1, count);
}

function medianColour({ data }: RgbImage, among: (i: number) => boolean): Colour {
  const channels: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; 3 * i < data.length; i++)
    if (among(i)) channels.forEach((channel, k) => channel.push(data[3 * i + k] as number));
  const [r = 0, g = 0, b = 0] = channels.map(
    (channel) => channel.sort((p, q) => p - q)[channel.length >> 1] ?? 0,
  );
  return [r, g, b];
}

function nameOf([r, g, b]: Colour, isLight: boolean): PlateColour | undefined {
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)];
  if (most < BLACK) return 'black';
  if (most - least < GREY * most) return isLight ? 'white' : 'black';
  const span = most - least;
  const sixth = most === r ? (g - b) / span : most === g ? 2 + (b - r) / span : 4 + (r - g) / span;
  const hue = (60 * sixth + 360) % 360;
  return HUES.find(([from, to]) => hue >= from && hue < to)?.[2];
}
