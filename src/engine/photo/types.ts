import type { Point, Quad, Step } from '../types.ts';

/** A card or page in a photograph. */
export interface Card {
  /** Corners in pixels, clockwise from the one at the top left as the picture stands; its text may be turned. May reach beyond the picture. */
  readonly quad: Quad;
  /** How well the four borders are seen, 0..1. */
  readonly score: number;
  /** Sides (0 top, 1 right, 2 bottom, 3 left) where the picture ends before the card does. */
  readonly cutSides: readonly number[];
}

/** What `findCards` gives for a picture. */
export interface CardsResult {
  readonly width: number;
  readonly height: number;
  /** Largest first. */
  readonly cards: readonly Card[];
  readonly steps: readonly Step[];
}

/** What can be done to a picture of a document so that it is easier to read. */
export type Treatment =
  | 'none'
  /** The paper becomes white. */
  | 'brighten'
  /** Evenly lit, and the letters sharper. */
  | 'enhance'
  | 'grey'
  /** Black letters on white, whatever the light. */
  | 'black-and-white'
  | 'sharpen'
  /** Evenly lit. */
  | 'remove-shadow';

export interface ImproveOptions {
  readonly treatment: Treatment;
  /** Cuts out the largest card or page and looks at it straight on. */
  readonly crop?: boolean;
  /** Turns the picture by right angles until its text stands upright. */
  readonly upright?: boolean;
  /** Page of a PDF, from 1. */
  readonly pdfPage?: number;
  /** Finds out where the document is, makes no picture. */
  readonly positionOnly?: boolean;
  readonly format: 'jpeg' | 'png';
}

export interface ImproveResult {
  /** Absent with `positionOnly`. At most 4096 pixels a side. */
  readonly image?: Uint8Array;
  /** Size of the improved picture, pixels. */
  readonly width: number;
  readonly height: number;
  /** What of the input it shows, pixels of the input: all of it when no card or page was found. */
  readonly quad: Quad;
  /** By how much the text was turned clockwise before, degrees; absent unless `upright` and there is text. */
  readonly turned?: 0 | 90 | 180 | 270;
  readonly steps: readonly Step[];
}

/** A straight line: the points where `x * nx + y * ny = rho`, with a unit normal. */
export interface Line {
  readonly nx: number;
  readonly ny: number;
  readonly rho: number;
}

/** Where two lines meet; undefined when they are parallel. */
export function meet(p: Line, q: Line): Point | undefined {
  const determinant = p.nx * q.ny - q.nx * p.ny;
  if (Math.abs(determinant) < 1e-6) return undefined;
  return {
    x: (p.rho * q.ny - q.rho * p.ny) / determinant,
    y: (p.nx * q.rho - q.nx * p.rho) / determinant,
  };
}
