import type { Quad, WordBox } from '../types.ts';
import { pointIn } from './crop.ts';
import type { Character } from './recognise.ts';
import type { Gap, Ink } from './spaces.ts';

/** Narrower characters there are none, pixels of the straightened line. */
const MIN_INK_WIDTH = 2;

/**
 * The box of each character: from the middle between neighbours, or the gap in the ink there. `quad` is the line's place in the
 * image, `width` its straightened width in pixels, `gaps[i]` the gap between characters i and i + 1.
 */
export function characterBoxes(
  characters: readonly Character[],
  gaps: readonly (Gap | null)[],
  ink: Ink,
  quad: Quad,
  width: number,
): WordBox[] {
  const firstInk = Math.max(0, ink.columns.indexOf(1));
  const lastInk = ink.columns.lastIndexOf(1) + 1 || width;
  /** Halfway to the neighbours. */
  const halves = (i: number, position: number): [number, number] => [
    ((characters[i - 1]?.position ?? 2 * firstInk - position) + position) / 2,
    ((characters[i + 1]?.position ?? 2 * lastInk - position) + position) / 2,
  ];
  return characters.flatMap((character, i) => {
    if (character.text.trim() === '') return [];
    const [left, right] = halves(i, character.position);
    const from = gaps[i - 1]?.to ?? left;
    const to = gaps[i]?.from ?? right;
    // A thin character may have found the gap of its neighbour.
    const [x0, x1] = to - from >= MIN_INK_WIDTH ? [from, to] : [left, Math.max(right, left + MIN_INK_WIDTH)];
    const [u0, u1] = [x0 / width, Math.min(1, x1 / width)];
    return [
      {
        text: character.text,
        confidence: character.confidence,
        ...(character.candidates && { candidates: character.candidates }),
        quad: [pointIn(quad, u0, 0), pointIn(quad, u1, 0), pointIn(quad, u1, 1), pointIn(quad, u0, 1)],
      } satisfies WordBox,
    ];
  });
}
