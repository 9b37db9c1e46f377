import type { Quad, Step, TextLine, TextScript } from '../types.ts';

/** A cell covers rows `row` up to `rowEnd` and columns `column` up to `columnEnd`, ends not included, counted from 0. */
export interface TableCell {
  readonly row: number;
  readonly rowEnd: number;
  readonly column: number;
  readonly columnEnd: number;
  /** Lines from the top, joined by line feeds; empty when nothing is written there. */
  readonly text: string;
  /** Mean character probability, 0..1; 0 when there is no text. */
  readonly confidence: number;
  readonly quad: Quad;
}

export interface Table {
  /** `ruled`: lines between the cells; `unruled`: columns are told by the space between them. */
  readonly kind: 'ruled' | 'unruled';
  readonly rows: number;
  readonly columns: number;
  /** Every place of the grid is in exactly one cell; by row, then by column. */
  readonly cells: readonly TableCell[];
  readonly quad: Quad;
}

export interface TableOptions {
  /** `accurate` spends more time on small text. */
  readonly mode: 'basic' | 'accurate';
  /** Page of a PDF, from 1. */
  readonly pdfPage?: number;
  /** What letters to expect; default `chinese`. */
  readonly script?: TextScript;
}

export interface TableResult {
  readonly width: number;
  readonly height: number;
  /** Rotation of the text in degrees, clockwise, that the reader corrected; 0..360. */
  readonly angle: number;
  /** From the top. */
  readonly tables: readonly Table[];
  /** Text that stands in no table, in reading order. */
  readonly others: readonly TextLine[];
  /** Pages of the document when the input was a PDF. */
  readonly pdfPages?: number;
  readonly steps: readonly Step[];
}
