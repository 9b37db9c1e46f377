import type { Quad, WordBox } from '../types.ts';
import { pointIn } from './crop.ts';
import type { Character } from './recognise.ts';
import type { Gap, Ink } from './spaces.ts';

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
  return characters.flatMap((character, i) => {
    if (character.text.trim() === '') return [];
    const edge = (side: 'from' | 'to', left: number, outer: number): number => {
      const [a, b] = [characters[left], characters[left + 1]];
      if (!a || !b) return outer;
      return gaps[left]?.[side] ?? (a.position + b.position) / 2;
    };
    const from = Math.min(edge('to', i - 1, firstInk), character.position);
    const to = Math.max(edge('from', i, lastInk), character.position);
    const [u0, u1] = [from / width, Math.min(1, to / width)];
    return [
      {
        text: character.text,
        confidence: character.confidence,
        quad: [pointIn(quad, u0, 0), pointIn(quad, u1, 0), pointIn(quad, u1, 1), pointIn(quad, u0, 1)],
      } satisfies WordBox,
    ];
  });
}
