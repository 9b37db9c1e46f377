import type { Quad, Step, TextOptions, WordBox } from '../types.ts';

/** A key, and what stands with it on the page. */
export interface Pair {
  /** As printed, without its colon. */
  readonly key: string;
  readonly value: string;
  readonly valueQuad: Quad;
  /** Mean character probability of the value, 0..1. */
  readonly confidence: number;
}

export interface AskedPair extends Pair {
  /** The name that was asked for. */
  readonly asked: string;
}

/** What was found of the names that were asked for. */
export interface FoundValues {
  /** One for each name, in the order in which they were asked for; names that are not on the page are left out. */
  readonly values: readonly AskedPair[];
  /** Rows below names that head columns: each row a list of pairs. */
  readonly rows: readonly (readonly AskedPair[])[];
}

export interface PairsOptions extends Pick<TextOptions, 'mode' | 'pdfPage'> {
  /** Names to look for; absent or empty: every pair on the page. */
  readonly keys?: readonly string[];
  /** Besides the keys that are asked for, every pair on the page. */
  readonly everything?: boolean;
  /** Also give the whole text. */
  readonly fullText?: boolean;
}

/** A line of the full text. */
export interface PairsLine {
  readonly text: string;
  readonly confidence: number;
  readonly quad: Quad;
  readonly words: readonly WordBox[];
}

/** Coordinates are pixels of the input. */
export interface PairsResult {
  readonly width: number;
  readonly height: number;
  /** Rotation of the text in degrees, clockwise, 0..360. */
  readonly angle: number;
  /** Whether there is any text at all. */
  readonly hasText: boolean;
  /** Pairs of names that were asked for have `asked`. */
  readonly pairs: readonly (Pair & { readonly asked?: string })[];
  readonly rows: readonly (readonly AskedPair[])[];
  readonly lines: readonly PairsLine[];
  readonly pdfPages?: number;
  readonly steps: readonly Step[];
}
