import {
  assemble,
  constV128,
  get,
  i32,
  lane,
  loadI32,
  loadV128,
  loopWhile,
  op,
  set,
  shuffle,
  storeI32,
  when,
  type Code,
  type Fn,
} from './assembler.ts';
import type { Layout } from './layout.ts';

/**
 * Hamming distances of codes in one memory. `prefix` and `rest` are the addresses of the two parts of the first of
 * `count` codes, `query` that of a whole code. Results are pairs of 32-bit numbers at `out`: place from 0, distance.
 */
export interface Kernel {
  /** @returns how many are at most `bound` bits away; `count` is rounded up to a multiple of 4 */
  scan(prefix: number, rest: number, count: number, query: number, bound: number, out: number): number;
  /** The same among those whose prefix, and prefix and middle, are at most so many bits away. */
  sift(
    prefix: number,
    rest: number,
    count: number,
    query: number,
    bound: number,
    out: number,
    prefixBound: number,
    middleBound: number,
  ): number;
  /** Of one code; a fence before and after. */
  distance(prefix: number, rest: number, query: number): number;
  /** Writes before it are seen by every thread before those after it. */
  fence(): void;
}

/** Codes that the loops take at once: their sums end in the four lanes of one vector. */
const ABREAST = 4;
const VECTOR_BYTES = 16;
/** Vectors whose bits can be counted in bytes: 31 x 8 is below 256. */
const BYTES_HOLD = 31;
const RESULT_SHIFT = 3;

const P = {
  prefix: 0,
  rest: 1,
  count: 2,
  query: 3,
  bound: 4,
  out: 5,
  prefixBound: 6,
  middleBound: 7,
} as const;
const PARAMS = 8;
const I = { at: PARAMS, start: PARAMS + 1, from: PARAMS + 2, whole: PARAMS + 3 } as const;
const vector = (index: number): number => PARAMS + 4 + index;
const V = {
  ...{ sum0: vector(0), sum1: vector(1), sum2: vector(2), sum3: vector(3), ones: vector(4), twos: vector(5) },
  ...{ wide: vector(6), a: vector(7), b: vector(8), c: vector(9), ab: vector(10) },
  ...{ mask: vector(11), counts: vector(12), bounds: vector(13) },
} as const;
const SUMS = [V.sum0, V.sum1, V.sum2, V.sum3] as const;
const LOCALS = { i32: 4, v128: 14 } as const;

/** Bits set in each number of four bits. */
const COUNTS = Array.from({ length: 16 }, (_, n) => n.toString(2).replaceAll('0', '').length);

const NO_BITS = Array.from({ length: VECTOR_BYTES }, () => 0);

const constants: Code = [
  ...set(V.mask, [...i32(0x0f), ...op.i8x16Splat]),
  ...set(V.counts, constV128(COUNTS)),
];

/**
 * Bits set in each byte: two look-ups of four bits (Mula, Kurz, Lemire, "Faster Population Counts Using AVX2
 * Instructions", 2018). V8 would make the same of i8x16.popcnt, but load both tables anew each time.
 */
const countBits = (local: number): Code => [
  ...[...get(V.counts), ...get(local), ...get(V.mask), ...op.v128And, ...op.i8x16RelaxedSwizzle],
  ...[...get(V.counts), ...get(local), ...i32(4), ...op.i16x8ShrU, ...get(V.mask), ...op.v128And],
  ...[...op.i8x16RelaxedSwizzle, ...op.i8x16Add],
];

const addTo = (sum: number, value: Code, first: boolean): Code =>
  set(sum, first ? value : [...get(sum), ...value, ...op.i8x16Add]);

/**
 * Sets `into` to the number of differing bits in 8 lanes of 16 bits. Three vectors at a time go through a carry-save
 * adder, so that two are counted instead of three; the bytes are widened once, or every 30 vectors in long codes.
 */
const differences = (differing: readonly Code[], into: number): Code => {
  if (differing.length === 0) return set(into, constV128(NO_BITS));
  const code: Code[] = [];
  const most = BYTES_HOLD - (BYTES_HOLD % 3);
  for (let start = 0; start < differing.length; start += most) {
    const some = differing.slice(start, start + most);
    const whole = some.length - (some.length % 3);
    for (let i = 0; i < whole; i += 3) {
      const [a, b, c] = some.slice(i, i + 3) as [Code, Code, Code];
      code.push(set(V.a, a), set(V.b, b), set(V.c, c));
      code.push(set(V.ab, [...get(V.a), ...get(V.b), ...op.v128Xor]));
      const carried = [...get(V.ab), ...get(V.c), ...op.v128And];
      code.push(set(V.a, [...get(V.a), ...get(V.b), ...op.v128And, ...carried, ...op.v128Or]));
      code.push(set(V.b, [...get(V.ab), ...get(V.c), ...op.v128Xor]));
      code.push(addTo(V.ones, countBits(V.b), i === 0), addTo(V.twos, countBits(V.a), i === 0));
    }
    if (whole > 0) code.push(addTo(V.ones, [...get(V.twos), ...get(V.twos), ...op.i8x16Add], false));
    for (const [i, one] of some.slice(whole).entries())
      code.push(set(V.a, one), addTo(V.ones, countBits(V.a), whole + i === 0));
    const widened = [...get(V.ones), ...op.i16x8ExtaddPairwiseI8x16U];
    code.push(set(V.wide, start === 0 ? widened : [...get(V.wide), ...widened, ...op.i16x8Add]));
  }
  return [...code.flat(), ...set(into, get(V.wide))];
};

/** What differs between `bytes` of a code, which begin `from` bytes after an address, and the query from `queryAt`. */
const part = (address: number, from: number, bytes: number, queryAt: number): readonly Code[] =>
  Array.from({ length: bytes / VECTOR_BYTES }, (_, i) => [
    ...loadV128(get(address), from + i * VECTOR_BYTES),
    ...loadV128(get(P.query), queryAt + i * VECTOR_BYTES),
    ...op.v128Xor,
  ]);

const LOW_PAIRS = [0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23];
const HIGH_PAIRS = LOW_PAIRS.map((byte) => byte + 8);
const LOW_HALVES = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];
const HIGH_HALVES = LOW_HALVES.map((byte) => byte + 8);

const fold = (into: number, other: number, low: readonly number[], high: readonly number[]): Code =>
  set(into, [
    ...shuffle(get(into), get(other), low),
    ...shuffle(get(into), get(other), high),
    ...op.i16x8Add,
  ]);

/** Four vectors of partial sums to the four sums, in lanes of 32 bits of the first. */
const foldAll: Code = [
  ...[...fold(V.sum0, V.sum1, LOW_PAIRS, HIGH_PAIRS), ...fold(V.sum2, V.sum3, LOW_PAIRS, HIGH_PAIRS)],
  ...fold(V.sum0, V.sum2, LOW_HALVES, HIGH_HALVES),
  ...set(V.sum0, [...get(V.sum0), ...op.i32x4ExtaddPairwiseI16x8U]),
];

/** One vector of partial sums to one sum. */
const foldOne: Code = [
  ...[...set(V.sum1, get(V.sum0)), ...set(V.sum2, get(V.sum0)), ...set(V.sum3, get(V.sum0)), ...foldAll],
  ...lane(get(V.sum0), 0),
];

const plus = (local: number, value: number): Code => set(local, [...get(local), ...i32(value), ...op.i32Add]);

/** Moves `out` on if what was written there is wanted: without a branch, which nobody could foretell. */
const keepIf = (condition: Code): Code =>
  set(P.out, [...get(P.out), ...condition, ...i32(RESULT_SHIFT), ...op.i32Shl, ...op.i32Add]);

/** Of the four codes whose distances are in the lanes of the first sum. */
const keepNear = (bound: number): Code =>
  Array.from({ length: ABREAST }, (_, i) => [
    ...storeI32(get(P.out), [...get(I.at), ...i32(i), ...op.i32Add]),
    ...storeI32(get(P.out), lane(get(V.sum0), i), 4),
    ...keepIf([...lane(get(V.sum0), i), ...get(bound), ...op.i32LeU]),
  ]).flat();

/** Goes through all codes and leaves at `out` those whose parts of so many bytes are near enough. */
const pass = (prefixBytes: number, restBytes: number, bound: number): Code => [
  ...constants,
  ...set(V.bounds, [...get(bound), ...op.i32x4Splat]),
  ...set(I.start, get(P.out)),
  ...loopWhile(
    [...get(I.at), ...get(P.count), ...op.i32LtU],
    [
      ...SUMS.flatMap((sum, i) => {
        const prefix = part(P.prefix, i * prefixBytes, prefixBytes, 0);
        return differences([...prefix, ...part(P.rest, i * restBytes, restBytes, prefixBytes)], sum);
      }),
      ...foldAll,
      ...when([...get(V.sum0), ...get(V.bounds), ...op.i32x4LeU, ...op.v128AnyTrue], keepNear(bound)),
      ...plus(P.prefix, ABREAST * prefixBytes),
      ...plus(P.rest, ABREAST * restBytes),
      ...plus(I.at, ABREAST),
    ],
  ),
];

const resultCount: Code = [
  ...[...get(P.out), ...get(I.start), ...op.i32Sub, ...i32(RESULT_SHIFT), ...op.i32ShrU],
];

/** For each result from `start` to `out`: sets `count` to the address of the rest of its code. */
const eachResult = (restBytes: number, end: number, body: Code): Code => [
  ...set(I.from, get(I.start)),
  ...loopWhile(
    [...get(I.from), ...get(end), ...op.i32LtU],
    [
      ...set(I.at, loadI32(get(I.from))),
      ...set(P.count, [...get(P.rest), ...get(I.at), ...i32(restBytes), ...op.i32Mul, ...op.i32Add]),
      ...body,
      ...plus(I.from, 1 << RESULT_SHIFT),
    ],
  ),
];

/**
 * Adds the distance of the middle and, where that is near enough, of what follows to each result, and leaves those that
 * are near enough as a whole. The results are few and far apart in memory: a first turn that only touches them has the
 * processor fetch many at once. It leaves what it read after the results, or it would be optimised away.
 */
const finish = ({ prefixBytes, middleBytes, restBytes }: Layout): Code => {
  const lastBytes = restBytes - middleBytes;
  const touch = set(I.whole, [...get(I.whole), ...loadI32(get(P.count)), ...op.i32Add]);
  const add = (from: number, bytes: number, sum: Code): Code => [
    ...differences(part(P.count, from, bytes, prefixBytes + from), V.sum0),
    ...set(I.whole, [...foldOne, ...sum, ...op.i32Add]),
  ];
  return [
    ...eachResult(restBytes, P.out, touch),
    ...storeI32(get(P.out), get(I.whole)),
    ...set(P.prefix, get(P.out)),
    ...set(P.out, get(I.start)),
    ...eachResult(restBytes, P.prefix, [
      ...add(0, middleBytes, loadI32(get(I.from), 4)),
      ...when(
        [...get(I.whole), ...get(P.middleBound), ...op.i32LeU],
        [
          ...add(middleBytes, lastBytes, get(I.whole)),
          ...storeI32(get(P.out), get(I.at)),
          ...storeI32(get(P.out), get(I.whole), 4),
          ...keepIf([...get(I.whole), ...get(P.bound), ...op.i32LeU]),
        ],
      ),
    ]),
  ];
};

const functionsOf = (layout: Layout): readonly Fn[] => {
  const { prefixBytes, restBytes } = layout;
  const scan = [...pass(prefixBytes, restBytes, P.bound), ...resultCount];
  const sift = [...pass(prefixBytes, 0, P.prefixBound), ...finish(layout), ...resultCount];
  const rest = part(P.rest, 0, restBytes, prefixBytes);
  const distance = [
    ...op.atomicFence,
    ...set(P.query, get(P.count)),
    ...constants,
    ...differences([...part(P.prefix, 0, prefixBytes, 0), ...rest], V.sum0),
    ...op.atomicFence,
    ...foldOne,
  ];
  return [
    { name: 'scan', params: PARAMS, result: true, locals: LOCALS, body: scan },
    { name: 'sift', params: PARAMS, result: true, locals: LOCALS, body: sift },
    { name: 'distance', params: PARAMS, result: true, locals: LOCALS, body: distance },
    { name: 'fence', params: 0, result: false, locals: { i32: 0, v128: 0 }, body: op.atomicFence },
  ];
};

/** The machine code of one length of codes: every loop over a code is unrolled. */
export const kernelModule = (layout: Layout, memoryPages: number): WebAssembly.Module =>
  new WebAssembly.Module(assemble(functionsOf(layout), memoryPages));

export const kernelIn = (module: WebAssembly.Module, memory: WebAssembly.Memory): Kernel =>
  new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernel;
