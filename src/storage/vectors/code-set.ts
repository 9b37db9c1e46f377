import { setImmediate as turn } from 'node:timers/promises';
import type { Arena, Arenas, Place } from './arenas.ts';
import { hashOf, ID_WORDS, isUuid, readUuid, uuidOf } from './id-words.ts';
import type { Layout } from './layout.ts';
import { HIT, Nearest } from './nearest.ts';
import type { QuickBounds } from './quick-bounds.ts';
import { Scan } from './scan.ts';
import { PIECE } from './search-protocol.ts';
import { SearchThreadEnded, type SearchThreads } from './search-threads.ts';
import { SlotIndex } from './slot-index.ts';
import { Slots } from './slots.ts';
import type { Code, CodeHit, CodeQuery, CodeSet } from './types.ts';

/** What the sets of a process share. */
export interface Shared {
  readonly arenas: Arenas;
  readonly threads: SearchThreads;
  quickBounds(layout: Layout): QuickBounds;
  /** Those that take memory. */
  readonly sets: Set<MemoryCodeSet>;
  /** Sets of fewer bytes are searched where they are asked. */
  readonly smallBytes: number;
}

/** The place of the thread that this runs on, among those that search. */
const OWN_SCRATCH = 0;
/** A search is begun again when a hit was removed while it ran, but not for ever. */
const TRIES = 3;
/** What is overwritten with zeros before others have their turn: about a millisecond's worth. */
const CLEARED_BYTES = 4 * 1024 ** 2;

export class MemoryCodeSet implements CodeSet {
  readonly #layout: Layout;
  readonly #shared: Shared;
  readonly #slots: Slots;
  readonly #index: SlotIndex;
  readonly #id = new Uint32Array(ID_WORDS);
  #size = 0;
  /** Counts how often everything was cleared. */
  #epoch = 0;

  constructor(layout: Layout, shared: Shared) {
    this.#layout = layout;
    this.#shared = shared;
    this.#slots = new Slots(layout, shared.arenas);
    this.#index = new SlotIndex((slot) => this.#slots.hashOf(slot));
  }

  get size(): number {
    return this.#size;
  }

  add(codes: readonly Code[]): void {
    for (const { id, code } of codes) {
      this.#check(code);
      if (!isUuid(id)) throw new RangeError('An id is no UUID in lower case.');
    }
    this.#shared.sets.add(this);
    for (const { id, code } of codes) {
      const [hash, there] = this.#find(id);
      const slot = there >= 0 ? there : this.#slots.free();
      this.#slots.write(slot, this.#id, code);
      if (there >= 0) continue;
      this.#index.insert(hash, slot);
      this.#size++;
    }
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) {
      const [hash, slot] = this.#find(id);
      if (slot < 0) continue;
      // The index moves entries by the ids in their slots, so they must still be there.
      this.#index.delete(hash, slot);
      this.#slots.erase(slot);
      this.#size--;
    }
  }

  has(id: string): boolean {
    return this.#find(id)[1] >= 0;
  }

  *ids(): Generator<string> {
    for (let slot = 0; slot < this.#slots.used; slot++)
      if (this.#slots.state(slot) & 1) yield uuidOf(this.#slots.idOf(slot), 0);
  }

  async search(query: CodeQuery): Promise<readonly CodeHit[]> {
    this.#check(query.code);
    if (!(query.limit >= 1)) throw new RangeError('A search has a limit of at least 1.');
    const { length } = query.code;
    if (this.#slots.used * length <= this.#shared.smallBytes) return hitsOf(this.#searchHere(query));
    for (let tries = 1; ; tries++) {
      const epoch = this.#epoch;
      const found = await this.#searchOnThreads(query, tries < TRIES);
      if (epoch !== this.#epoch) return [];
      if (!found) continue;
      const staying = found.filter((hit) => this.#slots.state(hit[HIT.slot] as number) === hit[HIT.state]);
      const cut = found.length >= query.limit;
      if (staying.length === found.length || !cut || tries === TRIES) return hitsOf(staying);
    }
  }

  async clear(): Promise<void> {
    this.#epoch++;
    this.#size = 0;
    this.#index.clear();
    this.#shared.sets.delete(this);
    const empty: number[] = [];
    let bytes = 0;
    for (const place of this.#slots.surrender()) {
      if (this.#release(place)) empty.push(place.arena.id);
      bytes += place.bytes;
      if (bytes < CLEARED_BYTES) continue;
      bytes = 0;
      await turn();
    }
    await this.#shared.threads.letGoOf(empty);
  }

  indexBytes(): number {
    return this.#index.sizeBytes();
  }

  #release(place: Place): boolean {
    place.arena.bytes.fill(0, place.start, place.start + place.bytes);
    return this.#shared.arenas.giveBack(place);
  }

  /** The hash of an id, and its slot or -1; leaves the id's words in `#id`. */
  #find(id: string): readonly [number, number] {
    if (!isUuid(id)) return [0, -1];
    readUuid(id, this.#id);
    const hash = hashOf(this.#id, 0);
    return [hash, this.#index.find(hash, (slot) => this.#slots.holds(slot, this.#id))];
  }

  #check(code: Uint8Array): void {
    if (code.length !== this.#layout.codeBytes)
      throw new RangeError(`A code of ${code.length * 8} bits among codes of ${this.#layout.bits}.`);
  }

  #isQuick({ mode }: CodeQuery): boolean {
    return mode === 'quick' && this.#layout.restBytes > 0;
  }

  #searchHere(query: CodeQuery): readonly Uint32Array[] {
    const { code, limit, maxDistance } = query;
    const quick = this.#isQuick(query) ? this.#shared.quickBounds(this.#layout) : null;
    const scan = new Scan({ layout: this.#layout, code, limit, maxDistance, quick }, OWN_SCRATCH);
    for (const piece of this.#slots.pieces()) scan.look(piece);
    return rows(scan.end());
  }

  /** @returns null when a thread ended meanwhile and it `mayFail` */
  async #searchOnThreads(query: CodeQuery, mayFail: boolean): Promise<readonly Uint32Array[] | null> {
    const { code, limit, maxDistance } = query;
    const pieces = this.#slots.pieces();
    const numbers = new Uint32Array(pieces.length * PIECE.words);
    const arenas = new Map<number, Arena>();
    for (const [i, { arena, start, capacity, used, firstSlot }] of pieces.entries()) {
      numbers.set([arena.id, start, capacity, used, firstSlot], i * PIECE.words);
      arenas.set(arena.id, arena);
    }
    const order = {
      layout: this.#layout,
      code,
      limit,
      maxDistance,
      quick: this.#isQuick(query),
      pieces: numbers,
    };
    try {
      const nearest = new Nearest(limit, maxDistance);
      for (const found of await this.#shared.threads.search(order, arenas))
        for (const hit of rows(found)) nearest.offer(hit);
      return rows(nearest.hits());
    } catch (error) {
      if (mayFail && error instanceof SearchThreadEnded) return null;
      throw error;
    }
  }
}

const rows = (hits: Uint32Array): readonly Uint32Array[] =>
  Array.from({ length: hits.length / HIT.words }, (_, i) =>
    hits.subarray(i * HIT.words, (i + 1) * HIT.words),
  );

const hitsOf = (found: readonly Uint32Array[]): readonly CodeHit[] =>
  found.map((hit) => ({ id: uuidOf(hit, HIT.id), distance: hit[HIT.distance] as number }));
