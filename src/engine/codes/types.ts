import type { Quad, Step } from '../types.ts';

/** Kinds of codes that are read: two-dimensional ones first. */
export type CodeFormat =
  | 'qr-code'
  | 'data-matrix'
  | 'pdf417'
  | 'ean-13'
  | 'ean-8'
  | 'ean-2'
  | 'upc-a'
  | 'upc-e'
  | 'code-39'
  | 'code-93'
  | 'code-128';

export interface Code {
  readonly format: CodeFormat;
  /** What the code says; bytes are read as text in the character set that it names or seems to use. */
  readonly text: string;
  /** Begins at the corner that is top left when the code stands upright. */
  readonly quad: Quad;
}

export interface CodesOptions {
  /** Page of a PDF, from 1. */
  readonly pdfPage?: number;
}

export interface CodesResult {
  readonly width: number;
  readonly height: number;
  /** From the top, then from the left; empty when there are none. */
  readonly codes: readonly Code[];
  /** Pages of the document when the input was a PDF. */
  readonly pdfPages?: number;
  readonly steps: readonly Step[];
}
