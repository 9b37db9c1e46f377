/** Axis-aligned: x0, y0, x1, y1. */
export type Box = readonly [number, number, number, number];

export interface Item {
  readonly box: Box;
  readonly text: string;
}

/** What is counted for one image; sums of several give the rates. */
export interface Counts {
  /** Edit distance between the texts, and the length of the true one. */
  readonly edits: number;
  readonly length: number;
  readonly editsNoSpaces: number;
  readonly lengthNoSpaces: number;
  /** Words found in both texts, as multisets; words of the true text; words of the read one. */
  readonly hits: number;
  readonly trueWords: number;
  readonly readWords: number;
}

/** Levenshtein distance in code points. */
export function editDistance(a: string, b: string): number {
  const [from, to] = [[...a], [...b]];
  let row = Int32Array.from({ length: to.length + 1 }, (_, i) => i);
  let next = new Int32Array(to.length + 1);
  from.forEach((c, i) => {
    next[0] = i + 1;
    to.forEach((d, j) => {
      const substituted = (row[j] as number) + (c === d ? 0 : 1);
      next[j + 1] = Math.min(substituted, (row[j + 1] as number) + 1, (next[j] as number) + 1);
    });
    [row, next] = [next, row];
  });
  return row[to.length] as number;
}

/** The text of a page from its pieces: those of like height on the page make a line, lines from the top. The same rule for true and read text. */
export function joinPieces(items: readonly Item[]): string {
  const rows: { middle: number; height: number; items: Item[] }[] = [];
  const pieces = items.map((item) => ({
    item,
    middle: (item.box[1] + item.box[3]) / 2,
    height: item.box[3] - item.box[1],
  }));
  for (const { item, middle, height } of pieces.sort((a, b) => a.middle - b.middle)) {
    const row = rows
      .slice(-6)
      .findLast((r) => Math.abs(middle - r.middle) < 0.5 * Math.min(height, r.height));
    if (!row) {
      rows.push({ middle, height, items: [item] });
      continue;
    }
    row.items.push(item);
    row.middle += (middle - row.middle) / row.items.length;
  }
  return rows
    .sort((a, b) => a.middle - b.middle)
    .map((row) => row.items.sort((a, b) => a.box[0] - b.box[0]).map((item) => item.text))
    .map((texts) => texts.join(' '))
    .join('\n');
}

/** Spellings that look alike count as equal: compatibility forms, quotes, dashes, amounts of white space, and case when asked. */
function normalise(text: string, caseInsensitive: boolean): string {
  const plain = text
    .normalize('NFKC')
    .replace(/[‘’´`]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[–—]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
  return caseInsensitive ? plain.toLowerCase() : plain;
}

/** Compares what was read with what is true. */
export function compareTexts(truth: string, read: string, caseInsensitive: boolean): Counts {
  const [expected, got] = [normalise(truth, caseInsensitive), normalise(read, caseInsensitive)];
  const [expectedSolid, gotSolid] = [expected.replaceAll(' ', ''), got.replaceAll(' ', '')];
  const words = (text: string): string[] => text.split(' ').filter(Boolean);
  const [trueWords, readWords] = [words(expected), words(got)];
  const open = new Map<string, number>();
  for (const word of trueWords) open.set(word, (open.get(word) ?? 0) + 1);
  let hits = 0;
  for (const word of readWords) {
    const left = open.get(word) ?? 0;
    if (left > 0) hits++;
    open.set(word, left - 1);
  }
  return {
    edits: editDistance(expected, got),
    length: [...expected].length,
    editsNoSpaces: editDistance(expectedSolid, gotSolid),
    lengthNoSpaces: [...expectedSolid].length,
    hits,
    trueWords: trueWords.length,
    readWords: readWords.length,
  };
}

/** Whether the middle of a piece lies in a region that the truth leaves out. */
export const isInside = (piece: Box, region: Box): boolean => {
  const [x, y] = [(piece[0] + piece[2]) / 2, (piece[1] + piece[3]) / 2];
  return x >= region[0] && x <= region[2] && y >= region[1] && y <= region[3];
};
