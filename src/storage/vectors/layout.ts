/** Bits that quick searches look at first. With 512 they and the rest of a code are each whole cache lines. */
const PREFIX_BITS = 512;
const LONGEST_BITS = 16_384;
const VECTOR_BITS = 128;

/**
 * How the codes of a set lie in a block of `capacity` slots: a state of 4 bytes for each slot, then an id of 16 bytes for
 * each, then the first bits of all codes, then the rest of all codes. A state is odd while a code is there; it counts up
 * whenever the slot's code comes or goes, so that who read a slot can tell whether it changed meanwhile.
 */
export interface Layout {
  readonly bits: number;
  readonly codeBytes: number;
  readonly prefixBytes: number;
  /** Of the rest, what quick searches look at next. */
  readonly middleBytes: number;
  readonly restBytes: number;
}

/** @throws RangeError */
export const layoutOf = (bits: number): Layout => {
  if (!Number.isInteger(bits / VECTOR_BITS) || bits <= 0 || bits > LONGEST_BITS)
    throw new RangeError(`Codes have a multiple of ${VECTOR_BITS} bits, ${LONGEST_BITS} at most.`);
  const prefixBytes = Math.min(bits, PREFIX_BITS) / 8;
  const restBytes = bits / 8 - prefixBytes;
  const middleBytes = Math.min(restBytes, prefixBytes);
  return { bits, codeBytes: bits / 8, prefixBytes, middleBytes, restBytes };
};

export const STATE_BYTES = 4;
export const ID_BYTES = 16;

/** Where a block's parts are, in bytes of its memory. */
export interface Parts {
  readonly states: number;
  readonly ids: number;
  readonly prefixes: number;
  readonly rests: number;
  readonly end: number;
}

export const partsOf = (layout: Layout, start: number, capacity: number): Parts => {
  const ids = start + STATE_BYTES * capacity;
  const prefixes = ids + ID_BYTES * capacity;
  const rests = prefixes + layout.prefixBytes * capacity;
  return { states: start, ids, prefixes, rests, end: rests + layout.restBytes * capacity };
};

/** The first block of a set is small, for most sets are; each is twice the one before until they are as large as these. */
const FIRST_SLOTS = 64;
const MOST_SLOTS = 4096;
const GROWING_BLOCKS = Math.log2(MOST_SLOTS / FIRST_SLOTS);
const GROWING_SLOTS = MOST_SLOTS - FIRST_SLOTS;

export const capacityOf = (block: number): number => Math.min(FIRST_SLOTS * 2 ** block, MOST_SLOTS);

/** The block that a slot of a set is in. */
export const blockOf = (slot: number): number =>
  slot < GROWING_SLOTS
    ? 31 - Math.clz32(slot / FIRST_SLOTS + 1)
    : GROWING_BLOCKS + Math.floor((slot - GROWING_SLOTS) / MOST_SLOTS);

export const firstSlotOf = (block: number): number =>
  block < GROWING_BLOCKS
    ? FIRST_SLOTS * (2 ** block - 1)
    : GROWING_SLOTS + (block - GROWING_BLOCKS) * MOST_SLOTS;

/** Each thread has a place of its own at the start of every memory: for the code that it looks for, and what it found. */
export const SCRATCH = {
  resultsAt: LONGEST_BITS / 8,
  /** Codes that the kernel looks at in one go. */
  step: 512,
  bytes: LONGEST_BITS / 8 + 512 * 8 + 64,
} as const;
