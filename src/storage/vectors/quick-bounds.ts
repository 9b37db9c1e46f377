import type { Layout } from './layout.ts';

/** A code that belongs into the answer is passed over with this probability at most, at each of the two looks before the last. */
const MISSED = 1 / 4000;

/** How many of the first bits may differ where `distance` bits differ in all. */
export type PrefixBound = (distance: number) => number;

/** For the two looks that come before that at the whole code. */
export interface QuickBounds {
  readonly prefix: PrefixBound;
  readonly middle: PrefixBound;
}

/**
 * How many of a code's first bits may differ, given how many differ in all. Where the bits are interchangeable, as those
 * of a secret random projection are, the differing bits among the first are drawn without replacement: their number has
 * a hypergeometric distribution, whatever the codes are. Gives the least number that is exceeded with a probability of
 * at most `MISSED`. It grows with the distance, so a bound on the distance bounds the probability for all nearer codes.
 */
const prefixBound = (bits: number, prefixBits: number): PrefixBound => {
  const logFactorial = new Float64Array(bits + 1);
  for (let n = 2; n <= bits; n++) logFactorial[n] = (logFactorial[n - 1] as number) + Math.log(n);
  const logChoose = (n: number, k: number): number =>
    (logFactorial[n] as number) - (logFactorial[k] as number) - (logFactorial[n - k] as number);
  const known = new Map<number, number>();
  const boundOf = (distance: number): number => {
    const all = logChoose(bits, prefixBits);
    let tail = 0;
    for (let k = Math.min(distance, prefixBits); k > 0; k--) {
      tail += Math.exp(logChoose(distance, k) + logChoose(bits - distance, prefixBits - k) - all);
      if (tail > MISSED) return k;
    }
    return 0;
  };
  return (distance) => {
    const capped = Math.min(distance, bits);
    const bound = known.get(capped) ?? boundOf(capped);
    known.set(capped, bound);
    return bound;
  };
};

/** They are worked out once for each length of codes. */
export const quickBounds = (): ((layout: Layout) => QuickBounds) => {
  const known = new Map<number, QuickBounds>();
  return ({ bits, prefixBytes, middleBytes }) => {
    const bounds = known.get(bits) ?? {
      prefix: prefixBound(bits, prefixBytes * 8),
      middle: prefixBound(bits, (prefixBytes + middleBytes) * 8),
    };
    known.set(bits, bounds);
    return bounds;
  };
};
