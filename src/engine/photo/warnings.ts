import type { RgbImage } from '../image.ts';
import { wholeOf } from '../text/geometry.ts';
import type { Quad } from '../types.ts';
import { straighten, straightSize } from './straighten.ts';

/** Longer side at which colours are looked at, pixels: noise of single pixels is gone. */
const SMALL_SIDE = 256;
/** This share of a card's pixels may be less colourful than the measure says. */
const RANK = 0.95;
/** Light is taken to be no more coloured than this, as a ratio of red or blue to green. */
const MOST_GAIN = 1.25;
/** Cards with less colour than this are grey. */
const GREY = 5;

/**
 * Whether a card has no colour, as a black-and-white copy of it: a warning for kinds of cards that are printed in colour, and no
 * other. Without a quad the whole picture is the card.
 */
export const isGreyCopy = (image: RgbImage, quad?: Quad): boolean => colourfulness(image, quad) < GREY;

/**
 * How far the colours of a card depart from its usual one: the 95th percentile of the distance of Cb and Cr (ITU-R BT.601, of 255)
 * from their medians, after white balance: light of one colour over everything does not count.
 */
export function colourfulness(image: RgbImage, quad: Quad = wholeOf(image)): number {
  const { width, height } = straightSize(quad);
  const scale = Math.min(1, SMALL_SIDE / Math.max(width, height));
  const { data } = straighten(image, quad, width * scale, height * scale);
  const count = data.length / 3;
  const [redGain, blueGain] = whiteBalance(data);
  const [cb, cr] = [new Float32Array(count), new Float32Array(count)];
  for (let i = 0; i < count; i++) {
    const r = (data[3 * i] as number) * redGain;
    const g = data[3 * i + 1] as number;
    const b = (data[3 * i + 2] as number) * blueGain;
    cb[i] = -0.169 * r - 0.331 * g + 0.5 * b;
    cr[i] = 0.5 * r - 0.419 * g - 0.081 * b;
  }
  const middle = (values: Float32Array): number => values.toSorted()[count >> 1] ?? 0;
  const [usualCb, usualCr] = [middle(cb), middle(cr)];
  const distances = cb.map((value, i) => Math.hypot(value - usualCb, (cr[i] as number) - usualCr));
  return distances.sort()[Math.floor(RANK * count)] ?? 0;
}

/** What makes the brighter half grey in the mean, as the paper of a copy is: gains of red and blue, within what light can do. */
function whiteBalance(data: Uint8Array): [number, number] {
  const middle = data.filter((_, i) => i % 3 === 1).sort()[Math.floor(data.length / 6)] ?? 0;
  let [red, green, blue] = [1, 1, 1];
  for (let i = 0; i < data.length; i += 3) {
    if ((data[i + 1] as number) < middle) continue;
    red += data[i] as number;
    green += data[i + 1] as number;
    blue += data[i + 2] as number;
  }
  const within = (gain: number): number => Math.max(1 / MOST_GAIN, Math.min(MOST_GAIN, gain));
  return [within(green / red), within(green / blue)];
}
