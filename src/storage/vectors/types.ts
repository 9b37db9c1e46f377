/** One code that was found. */
export interface CodeHit {
  readonly id: string;
  /** Bits in which it differs from the code that was looked for. */
  readonly distance: number;
}

/**
 * exact: the nearest codes, by reading every code whole. quick: nearly always the same ones, found by their first bits
 * and then compared whole. Where the bits of a code are interchangeable, as those of a random projection are, each hit of
 * the exact search is missed with a probability of at most 1 in 2,000.
 */
export type SearchMode = 'exact' | 'quick';

export interface CodeQuery {
  readonly code: Uint8Array;
  /** How many at most; at least 1. */
  readonly limit: number;
  /** Bits: nothing farther away is found. The nearer this bound, the quicker a quick search. */
  readonly maxDistance: number;
  /** exact when absent. */
  readonly mode?: SearchMode;
}

/** A code under the id of what it stands for: a UUID in lower case, as the ids of records are. */
export interface Code {
  readonly id: string;
  readonly code: Uint8Array;
}

/**
 * Binary codes of one length under the ids of what they stand for, in memory alone. A store sees bits and ids; it does
 * not know what any of it means. Hamming distance, as in Norouzi et al., "Fast Exact Search in Hamming Space with
 * Multi-Index Hashing", PAMI 36(6), 2014, though by plain scan.
 */
export interface CodeSet {
  readonly size: number;
  /**
   * Adds codes, or replaces those that are there under the same ids; they are found by every search that begins later.
   * Takes about five microseconds a code, during which nothing else runs: give very many in portions.
   * @throws RangeError when a code has another length or an id is no UUID; nothing is added then
   */
  add(codes: readonly Code[]): void;
  /**
   * Overwrites the codes with zeros; what is not there is passed over. What was removed is in no answer that comes
   * later, not even of a search that had begun before.
   */
  remove(ids: readonly string[]): void;
  has(id: string): boolean;
  ids(): Iterable<string>;
  /**
   * Nearest first, equal distances in the order of their ids, also where the limit cuts. Finds among the codes that
   * were there before it began and stay until it ends; of those that come or go meanwhile it finds some. Runs on
   * threads of its own where the set is large. @throws RangeError when the code has another length
   */
  search(query: CodeQuery): Promise<readonly CodeHit[]>;
  /** The set is empty at once; resolves when everything was overwritten and the memory given back. */
  clear(): Promise<void>;
}

/** The sets of a process, which share threads. */
export interface CodeSets {
  /** An empty set of codes of so many bits, a multiple of 128, at most 16,384. @throws RangeError */
  create(bits: number): CodeSet;
  /** Memory that the codes of all sets take, bytes. */
  sizeBytes(): number;
  /** Clears all sets and stops the threads. */
  close(): Promise<void>;
}
