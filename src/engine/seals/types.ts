import type { Quad, Step } from '../types.ts';

export type SealShape = 'round' | 'oval' | 'rectangle';

/** The impression of a seal, and what it says. */
export interface Seal {
  readonly shape: SealShape;
  /** Around its border; begins at the corner that is at the top left when its text stands upright. */
  readonly quad: Quad;
  /** Its main text: the one along a ring, or the first line in a frame. */
  readonly body: string;
  /** Mean character probability of the main text, 0..1. */
  readonly confidence: number;
  /** What else stands in it, from top to bottom. */
  readonly others: readonly string[];
}

export interface SealsOptions {
  /** Page of a PDF, from 1. */
  readonly pdfPage?: number;
  /** A PDF document is refused as `unreadable-image`. */
  readonly picturesOnly?: boolean;
}

export interface SealsResult {
  readonly width: number;
  readonly height: number;
  /** Largest first. */
  readonly seals: readonly Seal[];
  /** Pages of the document when the input was a PDF. */
  readonly pdfPages?: number;
  readonly steps: readonly Step[];
}

/** One value for each pixel, row by row. */
export interface Plane {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** `a` >= `b`: half of the axes; `angle`: of the longer one, radians clockwise from rightwards. */
export interface Ellipse {
  readonly cx: number;
  readonly cy: number;
  readonly a: number;
  readonly b: number;
  readonly angle: number;
}

/** Where a seal's border was found, pixels of the picture. */
export type Border =
  | { readonly shape: 'ellipse'; readonly ellipse: Ellipse; readonly support: number }
  | { readonly shape: 'frame'; readonly quad: Quad; readonly support: number };
