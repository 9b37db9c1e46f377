import {
  assemble,
  get,
  i32,
  loadV128,
  loopWhile,
  op,
  set,
  type Fn,
} from '../../src/storage/vectors/assembler.ts';

const PAGE_BYTES = 64 * 1024;
/** As large as the memories that codes are in. */
const MEMORY_BYTES = 64 * 1024 ** 2;
const TURN_BYTES = 512;
const LANES = 4;

const [FROM, TO] = [0, 1];

/** Reads everything between two addresses into four vectors, as fast as one core reads. */
const reader: Fn = {
  name: 'read',
  params: 2,
  result: true,
  locals: { i32: 0, v128: LANES },
  body: [
    ...loopWhile(
      [...get(FROM), ...get(TO), ...op.i32LtU],
      [
        ...Array.from({ length: TURN_BYTES / 16 }, (_, i) => {
          const sum = 2 + (i % LANES);
          return set(sum, [...get(sum), ...loadV128(get(FROM), i * 16), ...op.v128Xor]);
        }).flat(),
        ...set(FROM, [...get(FROM), ...i32(TURN_BYTES), ...op.i32Add]),
      ],
    ),
    ...[
      ...get(2),
      ...get(3),
      ...op.v128Or,
      ...get(4),
      ...op.v128Or,
      ...get(5),
      ...op.v128Or,
      ...op.v128AnyTrue,
    ],
  ],
};

interface Memory {
  readonly bytes: number;
  readonly read: (from: number, to: number) => number;
}

const memories: Memory[] = [];

const newMemory = (): Memory => {
  const pages = MEMORY_BYTES / PAGE_BYTES;
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  // Pages that were never written are all the same one.
  new Uint32Array(memory.buffer).fill(0x9e3779b9);
  const module = new WebAssembly.Module(assemble([reader], pages));
  const { read } = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Memory;
  return { bytes: MEMORY_BYTES, read };
};

/** Reads so many bytes of memory once, and keeps them for the next time. */
export function readAll(bytes: number): number {
  while (memories.length * MEMORY_BYTES < bytes) memories.push(newMemory());
  let [rest, seen] = [bytes, 0];
  for (const memory of memories) {
    seen |= memory.read(0, Math.max(0, Math.min(rest, memory.bytes)));
    rest -= memory.bytes;
    if (rest <= 0) break;
  }
  return seen;
}

export function forgetMemories(): void {
  memories.length = 0;
}
