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
const MAX_CARDS = 16;
/** Share of the smaller of two that may be common to both. */
const MAX_OVERLAP = 0.15;

/**
 * Finds card-like and page-like quadrilaterals by their straight borders: several in a picture, at any angle, in perspective,
 * largest first. What fills the whole picture has no border in it, and is not found.
 */
export async function findCards(image: RgbImage): Promise<Card[]> {
  const coarse = edgesOf(await smooth(image, SEARCH_SIDE, SMOOTHING));
  const chosen = choose(candidates([...findLines(coarse), ...pictureBorders(coarse)], coarse));
  if (chosen.length === 0) return [];
  const fine = await smooth(image, FINE_SIDE, 1);
  return chosen
    .map(({ quad, score, cutSides }) =>
      fromTopLeft(refine(fine, toFull(quad, coarse), cutSides), score, cutSides),
    )
    .sort((p, q) => quadArea(q.quad) - quadArea(p.quad));
}

/** The best that do not overlap. */
function choose(found: readonly Candidate[]): Candidate[] {
  const chosen: Candidate[] = [];
  for (const candidate of [...found].sort((p, q) => q.rank - p.rank)) {
    if (chosen.length === MAX_CARDS) break;
    if (chosen.every((other) => overlap(candidate.quad, other.quad) < MAX_OVERLAP)) chosen.push(candidate);
  }
  return chosen;
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
