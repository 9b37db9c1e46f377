/** Bytes of WebAssembly instructions, in order. */
export type Code = readonly number[];

const VALUE = { i32: 0x7f, v128: 0x7b } as const;
type ValueType = keyof typeof VALUE;

/** Instructions without operands of their own, by their names in the WebAssembly Core Specification 3.0, appendix A.7. */
export const op = {
  end: [0x0b],
  i32Eqz: [0x45],
  i32LtU: [0x49],
  i32LeU: [0x4d],
  i32Add: [0x6a],
  i32Sub: [0x6b],
  i32Mul: [0x6c],
  i32Shl: [0x74],
  i32ShrU: [0x76],
  atomicFence: [0xfe, 0x03, 0x00],
  i8x16Splat: [0xfd, 0x0f],
  i32x4Splat: [0xfd, 0x11],
  i32x4LeU: [0xfd, 0x3e],
  v128And: [0xfd, 0x4e],
  v128Or: [0xfd, 0x50],
  v128Xor: [0xfd, 0x51],
  v128AnyTrue: [0xfd, 0x53],
  i8x16Add: [0xfd, 0x6e],
  i16x8ExtaddPairwiseI8x16U: [0xfd, 0x7d],
  i32x4ExtaddPairwiseI16x8U: [0xfd, 0x7f],
  i16x8ShrU: [0xfd, 0x8d, 0x01],
  i16x8Add: [0xfd, 0x8e, 0x01],
  i8x16RelaxedSwizzle: [0xfd, 0x80, 0x02],
} as const satisfies Record<string, Code>;

/** An unsigned number in LEB128. */
const unsigned = (value: number): Code => {
  const bytes: number[] = [];
  let rest = value >>> 0;
  do {
    const byte = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest ? byte | 0x80 : byte);
  } while (rest);
  return bytes;
};

/** A signed 32-bit number in LEB128. */
const signed = (value: number): Code => {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const byte = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && !(byte & 0x40)) || (rest === -1 && byte & 0x40)) return [...bytes, byte];
    bytes.push(byte | 0x80);
  }
};

/** Log2 of the alignment that loads and stores promise; it is a hint. */
const ALIGN = { byte: 0, word: 2, vector: 4 } as const;
const VOID = 0x40;

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];
export const i32 = (value: number): Code => [0x41, ...signed(value)];
export const loadI32 = (address: Code, offset = 0): Code => [
  ...address,
  0x28,
  ALIGN.word,
  ...unsigned(offset),
];
export const storeI32 = (address: Code, value: Code, offset = 0): Code => [
  ...address,
  ...value,
  0x36,
  ALIGN.word,
  ...unsigned(offset),
];
export const loadV128 = (address: Code, offset = 0): Code => [
  ...address,
  0xfd,
  0,
  ALIGN.vector,
  ...unsigned(offset),
];
export const constV128 = (bytes: readonly number[]): Code => [0xfd, 12, ...bytes];
/** @param lanes 16 bytes' places: 0-15 of the first, 16-31 of the second */
export const shuffle = (first: Code, second: Code, lanes: readonly number[]): Code => [
  ...first,
  ...second,
  0xfd,
  13,
  ...lanes,
];
export const lane = (vector: Code, index: number): Code => [...vector, 0xfd, 27, index];

/** Repeats `body` as long as `condition`, which is looked at before each turn, is not zero. */
export const loopWhile = (condition: Code, body: Code): Code => [
  ...[0x02, VOID, 0x03, VOID],
  ...condition,
  ...op.i32Eqz,
  ...[0x0d, 1],
  ...body,
  ...[0x0c, 0, ...op.end, ...op.end],
];
export const when = (condition: Code, body: Code): Code => [...condition, 0x04, VOID, ...body, ...op.end];

export interface Fn {
  readonly name: string;
  readonly params: number;
  /** Whether it gives an i32. */
  readonly result: boolean;
  /** Locals after the parameters, by type: first all i32, then all v128. */
  readonly locals: Readonly<Record<ValueType, number>>;
  readonly body: Code;
}

/**
 * A module that imports a shared memory as `env.memory` and exports the functions; all parameters and results are i32.
 * Binary format: WebAssembly Core Specification 3.0, chapter 5.
 */
export const assemble = (functions: readonly Fn[], maxPages: number): Uint8Array<ArrayBuffer> => {
  const types = functions.map(({ params, result }) => [
    0x60,
    ...list(Array.from({ length: params }, () => [VALUE.i32])),
    ...list(result ? [[VALUE.i32]] : []),
  ]);
  const bodies = functions.map(({ locals, body }) => {
    const declared = (['i32', 'v128'] as const).map((type) => [...unsigned(locals[type]), VALUE[type]]);
    return sized([...list(declared), ...body, ...op.end]);
  });
  const SHARED_WITH_MAXIMUM = 0x03;
  const memory = [...text('env'), ...text('memory'), 0x02, SHARED_WITH_MAXIMUM, 0, ...unsigned(maxPages)];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list(types)),
    ...section(2, list([memory])),
    ...section(3, list(functions.map((_, index) => unsigned(index)))),
    ...section(7, list(functions.map(({ name }, index) => [...text(name), 0x00, ...unsigned(index)]))),
    ...section(10, list(bodies)),
  ]);
};

const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const sized = (bytes: Code): Code => [...unsigned(bytes.length), ...bytes];
const section = (id: number, bytes: Code): Code => [id, ...sized(bytes)];
const text = (value: string): Code => sized([...Buffer.from(value)]);
