import type { Code, CodeHit, CodeQuery } from '../../../src/storage/vectors/types.ts';

/** Numbers that look random and are the same in every run (xorshift). */
export const numbersFrom = (seed: number): (() => number) => {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
};

export const codeOf = (random: () => number, bits: number): Uint8Array =>
  Uint8Array.from({ length: bits / 8 }, () => Math.floor(random() * 256));

/** The code with each bit turned over with a probability. */
export const noisy = (code: Uint8Array, share: number, random: () => number): Uint8Array =>
  code.map((byte) => {
    let turned = byte;
    for (let bit = 0; bit < 8; bit++) if (random() < share) turned ^= 1 << bit;
    return turned;
  });

export const idOf = (n: number): string =>
  `${n.toString(16).padStart(8, '0')}-0000-7000-8000-${Math.imul(n, 0x9e3779b1).toString(16).replace('-', 'f').padStart(12, '0')}`;

export const manyCodes = (count: number, bits: number, seed = 1): readonly Code[] => {
  const random = numbersFrom(seed);
  return Array.from({ length: count }, (_, n) => ({ id: idOf(n), code: codeOf(random, bits) }));
};

const bitsOf = (byte: number): number => byte.toString(2).replaceAll('0', '').length;
const BITS = Array.from({ length: 256 }, (_, byte) => bitsOf(byte));

export const distanceOf = (one: Uint8Array, other: Uint8Array): number =>
  one.reduce((sum, byte, i) => sum + (BITS[byte ^ (other[i] as number)] as number), 0);

/** What a search has to find, by comparing with everything. */
export const naiveSearch = (
  codes: Iterable<readonly [string, Uint8Array]>,
  { code, limit, maxDistance }: CodeQuery,
): readonly CodeHit[] =>
  [...codes]
    .map(([id, other]) => ({ id, distance: distanceOf(code, other) }))
    .filter(({ distance }) => distance <= maxDistance)
    .sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1))
    .slice(0, limit);
