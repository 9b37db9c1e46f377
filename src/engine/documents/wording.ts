import { codesOf, nearestPrefix } from './nearest-prefix.ts';

const letters = (text: string): number[] =>
  codesOf([
    ...text
      .toUpperCase()
      .normalize('NFKD')
      .replace(/[^\p{L}\p{N}]/gu, ''),
  ]);

const isSame = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((letter, i) => letter === b[i]);

/** One misread character in so many is forgiven. */
const CHARACTERS_PER_ERROR = 6;

/** A text as one of the wordings that a field commonly has, when spaces and few characters are all that differs; else as it is. */
export function knownWording(text: string, known: readonly string[]): string {
  const read = letters(text);
  const near = known.filter((wording) => {
    const wanted = letters(wording);
    const most = Math.floor(wanted.length / CHARACTERS_PER_ERROR);
    const nearest = nearestPrefix(read, wanted, { most });
    return nearest !== undefined && nearest.distance + (read.length - nearest.length) <= most;
  });
  const exact = near.find((wording) => isSame(letters(wording), read));
  return exact ?? (near.length === 1 ? (near[0] ?? text) : text);
}
