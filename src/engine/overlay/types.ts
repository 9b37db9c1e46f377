import type { Quad } from '../types.ts';

/** What is drawn over a picture: a box, and what was read there. */
export interface OverlayMark {
  /** In pixels of the input, beginning at the top left corner of its text. */
  readonly quad: Quad;
  readonly text: string;
  /** Name of what was read, written above the box. */
  readonly label?: string;
}

export interface OverlayInput {
  readonly image: Uint8Array;
  readonly options: { readonly marks: readonly OverlayMark[]; readonly pdfPage?: number };
}
