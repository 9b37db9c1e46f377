/**
 * What every store of rows keeps and answers, whatever it is made of. A store sees sealed bytes, opaque kinds and
 * owners, and keyed hashes to find them by; it does not know what any of it means.
 */
export interface EntryHead {
  readonly id: string;
  readonly kind: string;
  readonly owner: string;
  readonly region: string;
  readonly jurisdiction: string | null;
  /** Milliseconds since the Unix epoch, like every instant here. */
  readonly createdAt: number;
  /** From then on it is not shown any more; null: always shown. */
  readonly visibleUntil: number | null;
  /** From then on it has to be gone; null: not bounded in time. */
  readonly removeAt: number | null;
  /** The data key that its payload is sealed with. */
  readonly keyId: number;
  readonly sizeBytes: number;
}

export interface Entry extends EntryHead {
  /** Null when the payload lies elsewhere under the entry's id. */
  readonly sealed: Uint8Array | null;
}

export interface NewEntry extends Entry {
  /** Keyed hashes that the entry can be found by. */
  readonly tokens: readonly string[];
  /** At most one entry of a store carries the same. */
  readonly once: string | null;
}

/** All conditions given must hold; a list holds when one of it does. */
export interface EntryFilter {
  readonly ids?: readonly string[];
  readonly kinds?: readonly string[];
  readonly owners?: readonly string[];
  readonly tokens?: readonly string[];
  readonly keyIds?: readonly number[];
  readonly once?: readonly string[];
  /** Created at or after. */
  readonly since?: number;
  /** Created before. */
  readonly until?: number;
  /** Still shown at this instant. */
  readonly visibleAt?: number;
  /** Has to be gone at this instant. */
  readonly dueAt?: number;
  /** Still shown at this instant, or has to be gone: all that an erasure takes. */
  readonly goesAt?: number;
  /** Not bounded in time. */
  readonly undated?: true;
}

/** One kind's entries in figures. */
export interface EntrySummary {
  readonly kind: string;
  readonly count: number;
  readonly sizeBytes: number;
  readonly oldest: number | null;
  readonly newest: number | null;
  readonly nextRemoveAt: number | null;
  /** Due, and still there. */
  readonly late: number;
}

/** Entries that agree in all but their number. */
export interface EntryTally {
  readonly kind: string;
  readonly region: string;
  readonly jurisdiction: string | null;
  /** Told apart only where the jurisdiction is known. */
  readonly createdAt: number | null;
  readonly count: number;
}

export interface EntryStore {
  /** Passes over what is already there, by id or by `once`: a retry does no harm. */
  insert(entries: readonly NewEntry[]): Promise<void>;
  /** Newest first. */
  find(filter: EntryFilter, limit: number): Promise<readonly Entry[]>;
  /** All that is kept of entries, as it was inserted; in any order. */
  read(ids: readonly string[]): Promise<readonly NewEntry[]>;
  /** Without payloads; what is due, longest due first, else in any order. */
  heads(filter: EntryFilter, limit: number): Promise<readonly EntryHead[]>;
  count(filter: EntryFilter): Promise<number>;
  tally(filter: EntryFilter): Promise<readonly EntryTally[]>;
  /** @returns how many there were */
  remove(ids: readonly string[]): Promise<number>;
  /** Changes until when entries are shown and kept. */
  retime(ids: readonly string[], times: Pick<EntryHead, 'visibleUntil' | 'removeAt'>): Promise<void>;
  /**
   * Lets what matches be shown and kept until these instants at the longest, in one statement: it only ever shortens.
   * @returns how many entries had been shown or kept for longer
   */
  cap(
    filter: EntryFilter,
    times: { readonly visibleUntil: number; readonly removeAt: number },
  ): Promise<number>;
  summarise(at: number, owner?: string): Promise<readonly EntrySummary[]>;
  owners(): Promise<readonly string[]>;
  /** Those of the keys that an entry still uses. */
  keysInUse(keyIds: readonly number[]): Promise<ReadonlySet<number>>;
  /** Every key that an entry uses. */
  usedKeys(): Promise<readonly number[]>;
  /** Leaves no trace of what was removed in write-ahead logs. */
  settle(): Promise<void>;
}
