import type { Arena } from './arenas.ts';
import { ID_WORDS } from './id-words.ts';
import { ID_BYTES, partsOf, SCRATCH, STATE_BYTES, type Layout, type Parts } from './layout.ts';
import { HIT, Nearest } from './nearest.ts';
import type { QuickBounds } from './quick-bounds.ts';

/** What is looked for, as a thread is told it. */
export interface Sought {
  readonly layout: Layout;
  readonly code: Uint8Array;
  readonly limit: number;
  readonly maxDistance: number;
  /** null: every code is read whole. */
  readonly quick: QuickBounds | null;
}

export interface Piece {
  readonly arena: Arena;
  readonly start: number;
  readonly capacity: number;
  /** Slots to look at. */
  readonly used: number;
  /** Slot of the set that the piece begins with. */
  readonly firstSlot: number;
}

/**
 * One thread's look through blocks.
 * @param scratch place of this thread among those that search
 */
export class Scan {
  readonly #sought: Sought;
  readonly #query: number;
  readonly #results: number;
  readonly #nearest: Nearest;
  readonly #hit = new Uint32Array(HIT.words);
  readonly #arenas = new Set<Arena>();

  constructor(sought: Sought, scratch: number) {
    this.#sought = sought;
    this.#query = scratch * SCRATCH.bytes;
    this.#results = this.#query + SCRATCH.resultsAt;
    this.#nearest = new Nearest(sought.limit, sought.maxDistance);
  }

  look({ arena, start, capacity, used, firstSlot }: Piece): void {
    if (!this.#arenas.has(arena)) arena.bytes.set(this.#sought.code, this.#query);
    this.#arenas.add(arena);
    const { layout, quick } = this.#sought;
    const { prefixBytes, restBytes } = layout;
    const parts = partsOf(layout, start, capacity);
    const kernel = arena.kernel(layout);
    for (let from = 0; from < used; from += SCRATCH.step) {
      const prefix = parts.prefixes + from * prefixBytes;
      const rest = parts.rests + from * restBytes;
      const count = Math.min(SCRATCH.step, used - from);
      const { bound } = this.#nearest;
      const near = quick && boundsWorthIt(quick, bound, prefixBytes);
      const found = near
        ? kernel.sift(prefix, rest, count, this.#query, bound, this.#results, near.prefix, near.middle)
        : kernel.scan(prefix, rest, count, this.#query, bound, this.#results);
      const results = this.#results / 4;
      for (let i = 0; i < found; i++) {
        // What became nearer than the bound since is left out without a look.
        if ((arena.words[results + 2 * i + 1] as number) > this.#nearest.bound) continue;
        this.#offer(arena, parts, from + (arena.words[results + 2 * i] as number), firstSlot);
      }
    }
  }

  /** What was nearest, `HIT.words` numbers each; nothing of the code that was looked for stays behind. */
  end(): Uint32Array<ArrayBuffer> {
    for (const { bytes } of this.#arenas) bytes.fill(0, this.#query, this.#query + SCRATCH.bytes);
    return this.#nearest.hits();
  }

  /** Reads the code once more between two looks at its state: equal states say that it was not changed meanwhile. */
  #offer(arena: Arena, parts: Parts, index: number, firstSlot: number): void {
    const { prefixBytes, restBytes } = this.#sought.layout;
    const at = parts.states / STATE_BYTES + index;
    const state = Atomics.load(arena.states, at);
    if ((state & 1) === 0) return;
    const id = (parts.ids + index * ID_BYTES) / 4;
    for (let word = 0; word < ID_WORDS; word++) this.#hit[HIT.id + word] = arena.words[id + word] as number;
    this.#hit[HIT.distance] = arena
      .kernel(this.#sought.layout)
      .distance(parts.prefixes + index * prefixBytes, parts.rests + index * restBytes, this.#query);
    this.#hit[HIT.slot] = firstSlot + index;
    this.#hit[HIT.state] = state;
    if (Atomics.load(arena.states, at) === state) this.#nearest.offer(this.#hit);
  }
}

/**
 * The first bits of codes that have nothing to do with each other differ in half of their number, with a standard
 * deviation of half its root. A bound that is nearer to that would let so many pass that reading all whole is quicker.
 */
const boundsWorthIt = (
  quick: QuickBounds,
  bound: number,
  prefixBytes: number,
): { readonly prefix: number; readonly middle: number } | null => {
  const prefix = quick.prefix(bound);
  const bits = prefixBytes * 8;
  return prefix > (bits - Math.sqrt(bits)) / 2 ? null : { prefix, middle: quick.middle(bound) };
};
