/** Entries of a table before it is split in two instead of doubled: so that no growth takes long. */
const LARGEST = 4096;
const SMALLEST = 16;
const FULLEST = 0.75;

interface Table {
  /** Slot + 1, or 0. */
  entries: Int32Array<ArrayBuffer>;
  used: number;
  /** Leading bits of the hash that all of its entries share. */
  readonly depth: number;
}

const tableOf = (size: number, depth: number): Table => ({ entries: new Int32Array(size), used: 0, depth });

/**
 * Finds the slot of an id by the id's hash. Extendible hashing (Fagin et al., ACM TODS 4(3), 1979) over open addressing
 * with linear probing: 5 to 11 bytes a slot, and never a rehash of everything. The ids stay where the slots are.
 */
export class SlotIndex {
  readonly #hashOf: (slot: number) => number;
  #tables: Table[] = [tableOf(SMALLEST, 0)];
  #depth = 0;

  constructor(hashOf: (slot: number) => number) {
    this.#hashOf = hashOf;
  }

  /** @returns -1 when there is none */
  find(hash: number, isIt: (slot: number) => boolean): number {
    const { entries } = this.#tableOf(hash);
    const mask = entries.length - 1;
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const entry = entries[at] as number;
      if (entry === 0) return -1;
      if (isIt(entry - 1)) return entry - 1;
    }
  }

  insert(hash: number, slot: number): void {
    let table = this.#tableOf(hash);
    while (table.used >= table.entries.length * FULLEST) {
      if (table.entries.length < LARGEST) this.#double(table);
      else this.#split(table, hash);
      table = this.#tableOf(hash);
    }
    place(table, hash, slot);
  }

  /** Closes the gap, so that nothing has to be marked (Knuth, TAOCP 3, 6.4, algorithm R). */
  delete(hash: number, slot: number): void {
    const table = this.#tableOf(hash);
    const { entries } = table;
    const mask = entries.length - 1;
    let gap = hash & mask;
    while (entries[gap] !== slot + 1) gap = (gap + 1) & mask;
    for (let at = (gap + 1) & mask; entries[at] !== 0; at = (at + 1) & mask) {
      const home = this.#hashOf((entries[at] as number) - 1) & mask;
      if (((at - home) & mask) < ((at - gap) & mask)) continue;
      entries[gap] = entries[at] as number;
      gap = at;
    }
    entries[gap] = 0;
    table.used--;
  }

  clear(): void {
    this.#tables = [tableOf(SMALLEST, 0)];
    this.#depth = 0;
  }

  sizeBytes(): number {
    return [...new Set(this.#tables)].reduce((sum, { entries }) => sum + entries.byteLength, 0);
  }

  #tableOf(hash: number): Table {
    return this.#tables[this.#depth === 0 ? 0 : hash >>> (32 - this.#depth)] as Table;
  }

  #double(table: Table): void {
    const { entries } = table;
    table.entries = new Int32Array(entries.length * 2);
    table.used = 0;
    this.#placeAll(entries, () => table);
  }

  #split(table: Table, hash: number): void {
    if (table.depth === this.#depth) {
      this.#tables = this.#tables.flatMap((one) => [one, one]);
      this.#depth++;
    }
    const depth = table.depth + 1;
    const [low, high] = [tableOf(LARGEST, depth), tableOf(LARGEST, depth)];
    const shared = 2 ** (this.#depth - depth);
    const first =
      Math.floor((this.#depth === 0 ? 0 : hash >>> (32 - this.#depth)) / (2 * shared)) * 2 * shared;
    this.#tables.fill(low, first, first + shared).fill(high, first + shared, first + 2 * shared);
    this.#placeAll(table.entries, (of) => ((of >>> (32 - depth)) & 1 ? high : low));
  }

  #placeAll(entries: Int32Array, tableFor: (hash: number) => Table): void {
    for (const entry of entries) {
      if (entry === 0) continue;
      const hash = this.#hashOf(entry - 1);
      place(tableFor(hash), hash, entry - 1);
    }
  }
}

const place = (table: Table, hash: number, slot: number): void => {
  const { entries } = table;
  const mask = entries.length - 1;
  let at = hash & mask;
  while (entries[at] !== 0) at = (at + 1) & mask;
  entries[at] = slot + 1;
  table.used++;
};
