import { projectionOf } from '../../src/engine/face/template/projection.ts';
import type { Code } from '../../src/storage/vectors/types.ts';

export const CODE_BITS = 2048;
const PORTION = 1000;
/** Codes of each one that is looked for, as far from it as genuine pairs are. */
const GENUINE = 10;
const EMBEDDING = 512;

let state = 0x2545f491;
/** Numbers that look random and are the same in every run (xorshift). */
const random = (): number => {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return state >>> 0;
};

export const fillRandom = (code: Uint8Array<ArrayBuffer>): Uint8Array => {
  const words = new Uint32Array(code.buffer);
  for (let i = 0; i < words.length; i++) words[i] = random();
  return code;
};

const hex = (n: number, digits: number): string => n.toString(16).padStart(digits, '0');
/** Ids as those of records: a time first, then what looks random. */
const idOf = (n: number): string => `${hex(n, 8)}-0000-7000-8000-${hex(Math.imul(n, 0x9e3779b1) >>> 0, 12)}`;

/** Random codes under the ids of the numbers from `first`. */
export const codesOf = (count: number, first: number): readonly Code[] =>
  Array.from({ length: count }, (_, i) => ({
    id: idOf(first + i),
    code: fillRandom(new Uint8Array(CODE_BITS / 8)),
  }));

const noisy = (code: Uint8Array, share: number): Uint8Array =>
  code.map((byte) => {
    let turned = byte;
    for (let bit = 0; bit < 8; bit++) if (random() < share * 2 ** 32) turned ^= 1 << bit;
    return turned;
  });

export type Kind = 'random codes' | 'projected clusters';

/**
 * Adds codes, among them some that are near to those that are given back. Random codes: their own with 25 to 40 % of the
 * bits turned over. Projected clusters: templates of points of a sphere in groups, so that strangers are as near to each
 * other as faces that look alike; the near ones have cosines of about 0.4 to 0.8 with those that are looked for.
 */
export function planted(
  kind: Kind,
  size: number,
  queries: number,
  add: (codes: readonly Code[]) => void,
): readonly Uint8Array[] {
  if (kind === 'random codes') {
    for (let first = 0; first < size; first += PORTION) add(codesOf(PORTION, first));
    return Array.from({ length: queries }, (_, q) => {
      const code = fillRandom(new Uint8Array(CODE_BITS / 8));
      add(numbered(size + q * GENUINE, (n) => noisy(code, 0.25 + (0.15 * n) / (GENUINE - 1))));
      return code;
    });
  }
  const projection = projectionOf(new Uint8Array(32).fill(7));
  const looks = Array.from({ length: 200 }, () => gaussian());
  const near = (to: Float64Array, share: number): Float64Array => {
    const own = gaussian();
    return to.map((value, i) => Math.sqrt(share) * value + Math.sqrt(1 - share) * (own[i] as number));
  };
  const codeOf = (point: Float64Array): Uint8Array => {
    const length = Math.hypot(...point);
    return projection.template(Float32Array.from(point, (value) => value / length));
  };
  const stranger = (): Float64Array => near(looks[random() % looks.length] as Float64Array, 0.25);
  for (let first = 0; first < size; first += PORTION) add(numbered(first, () => codeOf(stranger()), PORTION));
  return Array.from({ length: queries }, (_, q) => {
    const person = stranger();
    add(numbered(size + q * GENUINE, (n) => codeOf(near(person, 0.4 + 0.04 * n))));
    return codeOf(near(person, 0.8));
  });
}

const numbered = (first: number, code: (n: number) => Uint8Array, count = GENUINE): readonly Code[] =>
  Array.from({ length: count }, (_, n) => ({ id: idOf(first + n), code: code(n) }));

/** Sums of four numbers: near enough to normal, and quick. */
const gaussian = (): Float64Array =>
  Float64Array.from({ length: EMBEDDING }, () => (random() + random() + random() + random()) / 2 ** 32 - 2);
