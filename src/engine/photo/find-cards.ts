import type { RgbImage } from '../image.ts';
import { quadAngle, startAt } from '../text/geometry.ts';
import type { Point, Quad } from '../types.ts';
import { edgesOf, type EdgeMap, smooth } from './edges.ts';
import { findLines, type SeenLine } from './lines.ts';
import { overlap, quadArea } from './polygon.ts';
import { candidates, type Candidate } from './quads.ts';
import { refine } from './refine.ts';
import type { Card } from './types.ts';

/** Longer side at which cards are searched, and that at which their borders are placed, pixels. */
const SEARCH_SIDE = 400;
const FINE_SIDE = 1200;
const SMOOTHING = 1.2;
const MAX_CARDS = 12;
/** Edges so far outside a card are still its own, pixels of the small picture. */
const ERASED_BESIDE = 4;
/** Share of the smaller of two that may be common to both. */
const MAX_OVERLAP = 0.15;

/**
 * Finds card-like and page-like quadrilaterals by their straight borders: several in a picture, at any angle, in perspective,
 * largest first. What fills the whole picture has no border in it, and is not found.
 */
export async function findCards(image: RgbImage): Promise<Card[]> {
  const edges = edgesOf(await smooth(image, SEARCH_SIDE, SMOOTHING));
  const chosen: Candidate[] = [];
  while (chosen.length < MAX_CARDS) {
    const next = clearest(edges, chosen);
    if (!next) break;
    chosen.push(next);
    erase(edges, next.quad);
  }
  if (chosen.length === 0) return [];
  const fine = await smooth(image, FINE_SIDE, 1);
  return chosen
    .map(({ quad, score, cutSides }) =>
      fromTopLeft(refine(fine, toFull(quad, edges), cutSides), score, cutSides),
    )
    .sort((p, q) => quadArea(q.quad) - quadArea(p.quad));
}

/** The best candidate that overlaps none that were chosen before. */
function clearest(edges: EdgeMap, chosen: readonly Candidate[]): Candidate | undefined {
  const found = candidates([...findLines(edges), ...pictureBorders(edges)], edges);
  return found
    .sort((p, q) => q.rank - p.rank)
    .find(({ quad }) => chosen.every((other) => overlap(quad, other.quad) < MAX_OVERLAP));
}

/** Takes away the edges of a card, and of what is printed on it: what is left belongs to others. */
function erase({ width, height, magnitude }: EdgeMap, [a, b, c, d]: Quad): void {
  const sides = [
    [a, b],
    [b, c],
    [c, d],
    [d, a],
  ] as const;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const outside = sides.some(
        ([p, q]) =>
          (q.x - p.x) * (y - p.y) - (q.y - p.y) * (x - p.x) <
          -ERASED_BESIDE * Math.hypot(q.x - p.x, q.y - p.y),
      );
      if (!outside) magnitude[y * width + x] = 0;
    }
}

/** The four borders of the picture as lines: a card may be cut by one or two of them. */
function pictureBorders({ width, height }: EdgeMap): SeenLine[] {
  const line = (nx: number, ny: number, rho: number): SeenLine => ({
    ...{ nx, ny, rho, from: 0, border: true },
    sums: new Float32Array(1),
  });
  return [line(1, 0, 0), line(1, 0, width - 1), line(0, 1, 0), line(0, 1, height - 1)];
}

/** Centres of small pixels to coordinates of the picture. */
const toFull = ([a, b, c, d]: Quad, { scale }: EdgeMap): Quad => {
  const map = ({ x, y }: Point): Point => ({ x: (x + 0.5) / scale, y: (y + 0.5) / scale });
  return [map(a), map(b), map(c), map(d)];
};

/** Begins the quad at the corner from which its first side runs most nearly rightwards. */
function fromTopLeft(quad: Quad, score: number, cutSides: readonly number[]): Card {
  const turned = Math.round(quadAngle(quad) / 90);
  return {
    quad: startAt(quad, -turned),
    score,
    cutSides: cutSides.map((side) => (side + turned) % 4).sort((p, q) => p - q),
  };
}
