import type { Mention } from './locate.ts';
import type { Piece } from './piece.ts';

/** A colon that ends a label: not one of a time, a ratio or an address of the web. */
const COLON = /[:：](?!\/\/)(?!\d{2}\b)|[:：](?=\s)/g;
/** Labels are no longer than this. */
const MAX_LENGTH = 40;
/** A label above its value is set in letters lower than this share of the value's. */
const SMALLER = 0.8;

/**
 * Labels that end in a colon, several in one piece if need be. Of a second one only the last words count: what comes before
 * belongs to the first one's value.
 * @param known keys that were found already: no label is made of them again
 */
export function findLabels(pieces: readonly Piece[], known: readonly Mention[] = []): Mention[] {
  return pieces.flatMap((piece) =>
    labelsIn(piece)
      .map(({ from, to }) => ({ piece, from, to }))
      .filter((label) => !known.some((m) => m.piece === piece && m.from < label.to && label.from < m.to)),
  );
}

function labelsIn({ text }: Piece): { from: number; to: number }[] {
  const labels: { from: number; to: number }[] = [];
  for (const { index } of text.matchAll(COLON)) {
    const previous = labels.at(-1);
    const from = previous ? startOfLastWords(text, previous.to + 1, index) : 0;
    const label = text.slice(from, index).trim();
    if (!/\p{L}/u.test(label) || label.length > MAX_LENGTH || (previous && index - from < 2)) continue;
    labels.push({ from, to: index });
  }
  return labels;
}

/** Where the words before a colon begin that hold no digit. */
function startOfLastWords(text: string, from: number, end: number): number {
  const [words = ''] = /(?:[^\s\d]+\s?){1,2}\s*$/u.exec(text.slice(from, end)) ?? [];
  return end - words.length;
}

/** Whether a piece is set in small letters right above larger ones, as labels of cards are. */
export function isSmallPrintAbove(piece: Piece, pieces: readonly Piece[]): boolean {
  const below = pieces.find(
    (p) =>
      p.top > (piece.top + piece.bottom) / 2 &&
      p.top - piece.bottom < 1.5 * piece.height &&
      Math.abs(p.left - piece.left) < piece.height,
  );
  return below !== undefined && piece.height < SMALLER * below.height;
}
