/** One code that was found. */
export interface CodeHit {
  readonly id: string;
  /** Bits in which it differs from the code that was looked for. */
  readonly distance: number;
}

/**
 * exact: the nearest codes, by reading every code whole. quick: nearly always the same ones, found by their first bits
 * and then compared whole; how nearly is measured by the bench.
 */
export type SearchMode = 'exact' | 'quick';

export interface CodeQuery {
  readonly code: Uint8Array;
  /** How many at most. */
  readonly limit: number;
  /** Bits: nothing farther away is found. */
  readonly maxDistance: number;
  readonly mode?: SearchMode;
}

/**
 * Binary codes of one length under the ids of what they stand for, in memory alone. A store sees bits and ids; it does
 * not know what any of it means. Hamming distance, as in Norouzi et al., "Fast Exact Search in Hamming Space with
 * Multi-Index Hashing", PAMI 36(6), 2014, though by plain scan.
 */
export interface CodeSet {
  readonly size: number;
  /** Adds codes, or replaces those that are there under the same ids. @throws RangeError when a code has another length */
  add(codes: readonly { readonly id: string; readonly code: Uint8Array }[]): void;
  /** Overwrites the codes with zeros; what is not there is passed over. A search that runs meanwhile may still find them. */
  remove(ids: readonly string[]): void;
  has(id: string): boolean;
  ids(): Iterable<string>;
  /** Nearest first; equal distances in no promised order. Runs on threads of its own where the set is large. */
  search(query: CodeQuery): Promise<readonly CodeHit[]>;
  /** Overwrites everything and gives the memory back. */
  clear(): void;
}

/** The sets of a process, which share threads. */
export interface CodeSets {
  /** An empty set of codes of so many bits, a multiple of 128. @throws RangeError */
  create(bits: number): CodeSet;
  /** Memory of all sets, bytes. */
  sizeBytes(): number;
  close(): Promise<void>;
}
