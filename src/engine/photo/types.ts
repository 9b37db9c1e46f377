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
