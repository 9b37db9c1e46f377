import { nearestPrefix } from './labels.ts';

const letters = (text: string): string[] => [
  ...text
    .toUpperCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, ''),
];

/** One misread character in so many is forgiven. */
const CHARACTERS_PER_ERROR = 6;

/** A text as one of the wordings that a field commonly has, when spaces and few characters are all that differs; else as it is. */
export function knownWording(text: string, known: readonly string[]): string {
  const read = letters(text);
  const near = known.filter((wording) => {
    const wanted = letters(wording);
    const { length, distance } = nearestPrefix(read, wanted);
    return distance + (read.length - length) <= Math.floor(wanted.length / CHARACTERS_PER_ERROR);
  });
  const exact = near.find((wording) => letters(wording).join('') === read.join(''));
  return exact ?? (near.length === 1 ? (near[0] ?? text) : text);
}
