import type { Arenas, Place } from './arenas.ts';
import { hashOf, ID_WORDS, type IdWords } from './id-words.ts';
import {
  blockOf,
  capacityOf,
  firstSlotOf,
  ID_BYTES,
  partsOf,
  STATE_BYTES,
  type Layout,
  type Parts,
} from './layout.ts';
import type { Piece } from './scan.ts';

interface Block {
  readonly place: Place;
  readonly parts: Parts;
  readonly firstSlot: number;
  readonly capacity: number;
}

/** No slot follows. */
const NONE = 0;

/**
 * The slots of one set, in blocks. A slot's state is even while its bytes change, and counts up with every change; its
 * bytes are zeros while it is free, but for the first word of the id, which leads to the next free slot.
 */
export class Slots {
  readonly #layout: Layout;
  readonly #arenas: Arenas;
  readonly #blocks: Block[] = [];
  #used = 0;
  /** Slot + 1 of the first free one. */
  #free = NONE;

  constructor(layout: Layout, arenas: Arenas) {
    this.#layout = layout;
    this.#arenas = arenas;
  }

  /** Slots that were ever used. */
  get used(): number {
    return this.#used;
  }

  /** A free slot, which is taken by the `write` that must follow. */
  free(): number {
    if (this.#free !== NONE) return this.#free - 1;
    if (blockOf(this.#used) === this.#blocks.length) this.#blocks.push(this.#newBlock());
    return this.#used;
  }

  /** Puts a code where another was, or none; it is found once it is whole. */
  write(slot: number, id: IdWords, code: Uint8Array): void {
    const { place, parts, firstSlot } = this.#blockOf(slot);
    const { arena } = place;
    const { prefixBytes, restBytes } = this.#layout;
    const index = slot - firstSlot;
    const idAt = (parts.ids + index * ID_BYTES) / 4;
    if (slot === this.#used) this.#used++;
    else if (slot === this.#free - 1) this.#free = arena.words[idAt] as number;
    this.#unpublish(slot);
    arena.words.set(id, idAt);
    arena.bytes.set(code.subarray(0, prefixBytes), parts.prefixes + index * prefixBytes);
    arena.bytes.set(code.subarray(prefixBytes), parts.rests + index * restBytes);
    Atomics.add(arena.states, parts.states / STATE_BYTES + index, 1);
  }

  /** Overwrites a code with zeros; the slot is free. */
  erase(slot: number): void {
    const { place, parts, firstSlot } = this.#blockOf(slot);
    const { bytes, words } = place.arena;
    const { prefixBytes, restBytes } = this.#layout;
    const index = slot - firstSlot;
    this.#unpublish(slot);
    bytes.fill(0, parts.prefixes + index * prefixBytes, parts.prefixes + (index + 1) * prefixBytes);
    bytes.fill(0, parts.rests + index * restBytes, parts.rests + (index + 1) * restBytes);
    const idAt = (parts.ids + index * ID_BYTES) / 4;
    words.fill(0, idAt, idAt + ID_WORDS);
    words[idAt] = this.#free;
    this.#free = slot + 1;
  }

  /** Odd while a code is there. */
  state(slot: number): number {
    const { place, parts, firstSlot } = this.#blockOf(slot);
    return place.arena.states[parts.states / STATE_BYTES + slot - firstSlot] as number;
  }

  holds(slot: number, id: IdWords): boolean {
    const { place, parts, firstSlot } = this.#blockOf(slot);
    const { words } = place.arena;
    const at = (parts.ids + (slot - firstSlot) * ID_BYTES) / 4;
    for (let word = 0; word < ID_WORDS; word++) if (words[at + word] !== id[word]) return false;
    return true;
  }

  hashOf(slot: number): number {
    const { place, parts, firstSlot } = this.#blockOf(slot);
    return hashOf(place.arena.words, (parts.ids + (slot - firstSlot) * ID_BYTES) / 4);
  }

  /** A copy of a slot's id. */
  idOf(slot: number): IdWords {
    const { place, parts, firstSlot } = this.#blockOf(slot);
    const at = (parts.ids + (slot - firstSlot) * ID_BYTES) / 4;
    return place.arena.words.slice(at, at + ID_WORDS);
  }

  /** What a search that begins now looks through. */
  pieces(): readonly Piece[] {
    return this.#blocks
      .filter(({ firstSlot }) => firstSlot < this.#used)
      .map(({ place, firstSlot, capacity }) => {
        const used = Math.min(capacity, this.#used - firstSlot);
        return { arena: place.arena, start: place.start, capacity, used, firstSlot };
      });
  }

  /** The places of all blocks, which are this set's no more. */
  surrender(): readonly Place[] {
    this.#used = 0;
    this.#free = NONE;
    return this.#blocks.splice(0).map(({ place }) => place);
  }

  #unpublish(slot: number): void {
    const { place, parts, firstSlot } = this.#blockOf(slot);
    const { arena } = place;
    const at = parts.states / STATE_BYTES + slot - firstSlot;
    if (((arena.states[at] as number) & 1) === 0) return;
    Atomics.add(arena.states, at, 1);
    arena.kernel(this.#layout).fence();
  }

  #newBlock(): Block {
    const capacity = capacityOf(this.#blocks.length);
    const place = this.#arenas.take(partsOf(this.#layout, 0, capacity).end);
    const parts = partsOf(this.#layout, place.start, capacity);
    return { place, parts, capacity, firstSlot: firstSlotOf(this.#blocks.length) };
  }

  #blockOf(slot: number): Block {
    return this.#blocks[blockOf(slot)] as Block;
  }
}
