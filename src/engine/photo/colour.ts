import type { RgbImage } from '../image.ts';

/** This share of a card's pixels may be less colourful than the measure says. */
const RANK = 0.95;

/**
 * How far the colours of a picture depart from its usual one: the 95th percentile of the distance of Cb and Cr (ITU-R BT.601) from
 * their medians. Light of one colour over everything does not count; a grey copy has next to none.
 */
export function colourfulness({ data }: RgbImage): number {
  const count = data.length / 3;
  const [cb, cr] = [new Float32Array(count), new Float32Array(count)];
  for (let i = 0; i < count; i++) {
    const [r, g, b] = [data[3 * i] as number, data[3 * i + 1] as number, data[3 * i + 2] as number];
    cb[i] = -0.169 * r - 0.331 * g + 0.5 * b;
    cr[i] = 0.5 * r - 0.419 * g - 0.081 * b;
  }
  const middle = (values: Float32Array): number => values.toSorted()[count >> 1] ?? 0;
  const [usualCb, usualCr] = [middle(cb), middle(cr)];
  const distances = cb.map((value, i) => Math.hypot(value - usualCb, (cr[i] as number) - usualCr));
  return distances.sort()[Math.floor(RANK * count)] ?? 0;
}
