import type { Layout } from './layout.ts';

/** A piece as numbers: its memory, its start, its capacity, the slots to look at, its first slot. */
export const PIECE = { words: 5 } as const;

export interface SearchThreadData {
  readonly scratch: number;
  readonly memoryBytes: number;
}

export interface SearchOrder {
  readonly search: number;
  readonly layout: Layout;
  readonly code: Uint8Array;
  readonly limit: number;
  readonly maxDistance: number;
  readonly quick: boolean;
  readonly pieces: Uint32Array;
  /** The first piece that no thread has taken yet; all threads count it up. */
  readonly next: Int32Array<SharedArrayBuffer>;
  /** Memories that this thread does not know yet. */
  readonly memories: readonly { readonly id: number; readonly memory: WebAssembly.Memory }[];
}

export interface SearchAnswer {
  readonly search: number;
  /** As `Nearest` gives them. */
  readonly hits: Uint32Array<ArrayBuffer>;
}
