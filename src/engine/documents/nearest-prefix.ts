/** One letter as a number: its code point. */
export const codesOf = (letters: readonly string[]): number[] =>
  letters.map((letter) => letter.codePointAt(0) ?? 0);

/** Beyond every distance between labels and lines. */
const FAR = 0xffff;

/** Rows of the table, kept between calls: there are thousands for a page. */
let row = new Uint16Array(64);
let next = new Uint16Array(64);

/**
 * Whether the beginning of `text` from `start` on can lie within `most` edits of `pattern`: of the first `most` + 1
 * letters of a pattern one at least must then stand unchanged, no further than `most` from its place.
 */
function mayBegin(text: readonly number[], start: number, pattern: readonly number[], most: number): boolean {
  if (pattern.length <= most) return true;
  for (let j = 0; j <= most; j++) {
    const end = Math.min(text.length, start + j + most + 1);
    for (let i = start + Math.max(0, j - most); i < end; i++) if (text[i] === pattern[j]) return true;
  }
  return false;
}

export interface NearestPrefix {
  /** How many letters of the text are nearest to the pattern: the fewest of such. */
  readonly length: number;
  /** Their edit distance. */
  readonly distance: number;
}

/**
 * The beginning of `text`, from its letter `start` on, that is nearest to `pattern`, if it is within `most` edits of it. No cell
 * of the table that lies further than `most` from its diagonal is looked at (Ukkonen, Algorithms for approximate string
 * matching, 1985), and it ends where nothing can come near enough any more.
 */
export function nearestPrefix(
  text: readonly number[],
  pattern: readonly number[],
  { start = 0, most = pattern.length }: { readonly start?: number; readonly most?: number } = {},
): NearestPrefix | undefined {
  if (!mayBegin(text, start, pattern, most)) return undefined;
  const width = pattern.length;
  if (row.length < width + 2) [row, next] = [new Uint16Array(2 * width + 2), new Uint16Array(2 * width + 2)];
  for (let j = 0; j <= width; j++) row[j] = j;
  let [length, distance] = [0, width];
  const rows = Math.min(text.length - start, width + most);
  for (let i = 1; i <= rows; i++) {
    const letter = text[start + i - 1];
    const from = i > most ? i - most : 1;
    const to = i + most < width ? i + most : width;
    let before = from === 1 ? i : FAR;
    let least = before;
    next[from - 1] = before;
    for (let j = from; j <= to; j++) {
      let cell = (row[j - 1] as number) + (letter === pattern[j - 1] ? 0 : 1);
      const above = (row[j] as number) + 1;
      if (above < cell) cell = above;
      if (before + 1 < cell) cell = before + 1;
      next[j] = before = cell;
      if (cell < least) least = cell;
    }
    if (to < width) next[to + 1] = FAR - 1;
    else if (before < distance) [length, distance] = [i, before];
    if (least > most) break;
    [row, next] = [next, row];
  }
  return distance <= most ? { length, distance } : undefined;
}
