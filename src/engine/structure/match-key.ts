/** Where a key stands in a text. */
export interface KeyMatch {
  /** From and up to which character of the text. */
  readonly from: number;
  readonly to: number;
  /** 0..1; 1: letter by letter, at the text's beginning, and nothing but a separator after it. */
  readonly score: number;
}

/** One wrong character is forgiven in so many. */
const CHARACTERS_PER_ERROR = 4;

/** Letters and digits alone, in one spelling, with the place of each in the text. */
function fold(text: string): { letters: string[]; at: number[] } {
  const letters: string[] = [];
  const at: number[] = [];
  let index = 0;
  for (const character of text) {
    for (const letter of character.normalize('NFKC').toLowerCase())
      if (/[\p{L}\p{N}#%]/u.test(letter)) {
        letters.push(letter);
        at.push(index);
      }
    index += character.length;
  }
  return { letters, at };
}

const isLatin = (character: string | undefined): boolean =>
  character !== undefined && /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u.test(character);

/**
 * Finds a key in a text: whatever the case, spaces and punctuation, Chinese or English, with a share of misread characters
 * (Sellers 1980: the edit distance of a pattern to the nearest part of a text). Only whole words count.
 * @returns the best place, or null.
 */
export function matchKey(text: string, key: string): KeyMatch | null {
  const pattern = fold(key).letters;
  const { letters, at } = fold(text);
  if (pattern.length === 0 || letters.length === 0) return null;
  const limit = Math.floor(pattern.length / CHARACTERS_PER_ERROR);
  let best: KeyMatch | null = null;
  for (let start = 0; start < letters.length; start++) {
    const from = at[start] as number;
    if (start > 0 && isLatin(text[from]) && isLatin(text[from - 1])) continue;
    const { length, distance } = nearestPrefix(letters.slice(start, start + pattern.length + limit), pattern);
    if (distance > limit || length === 0) continue;
    const to = (at[start + length - 1] as number) + 1;
    if (isLatin(text[to - 1]) && isLatin(text[to])) continue;
    const score = scoreOf(text, from, to, distance / pattern.length);
    if (!best || score > best.score) best = { from, to, score };
  }
  return best;
}

function scoreOf(text: string, from: number, to: number, error: number): number {
  const [before, after] = [text.slice(0, from), text.slice(to)];
  const isFirst = !/[\p{L}\p{N}]/u.test(before);
  const isLabel = after.trim() === '' || /^[\s.)]*[:：;=]/.test(after);
  const goesOn = /^\s*\p{L}/u.test(after);
  return 1 - 1.6 * error - (isFirst ? 0 : 0.15) - (isLabel ? 0 : goesOn ? 0.3 : 0.1);
}

/** The length of the beginning of `text` that is nearest to `pattern`, and its edit distance. */
function nearestPrefix(
  text: readonly string[],
  pattern: readonly string[],
): { length: number; distance: number } {
  let row = pattern.map((_, i) => i + 1);
  row.unshift(0);
  let best = { length: 0, distance: pattern.length };
  text.forEach((letter, i) => {
    const next = [i + 1];
    pattern.forEach((wanted, j) => {
      const substituted = (row[j] as number) + (letter === wanted ? 0 : 1);
      next.push(Math.min(substituted, (row[j + 1] as number) + 1, (next[j] as number) + 1));
    });
    row = next;
    const distance = row[pattern.length] as number;
    if (distance < best.distance) best = { length: i + 1, distance };
  });
  return best;
}
