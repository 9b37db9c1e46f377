import type { ReadLine } from '../text/read-line.ts';
import { findLabels, isSmallPrintAbove } from './labels.ts';
import { candidatesFor, type KeyedPage, type Mention } from './locate.ts';
import { isSameRow, joinPieces, type Piece, toPieces } from './piece.ts';
import type { Pair } from './types.ts';

/** Words that a label without a colon has at most, and its greatest length. */
const MAX_WORDS = 5;
const MAX_LENGTH = 30;

/**
 * Every key and value of a page, in reading order: labels that end in a colon, words with one number at the other end of their
 * row, and small print above larger print.
 * @param tilt direction of the lines, degrees clockwise
 */
export function findPairs(lines: readonly ReadLine[], tilt = 0): Pair[] {
  const pieces = toPieces(lines, tilt);
  const labels = findLabels(pieces);
  const labelled = new Set(labels.map(({ piece }) => piece));
  const plain = pieces
    .filter((piece) => !labelled.has(piece) && isLabelLike(piece.text))
    .filter((piece) => hasNumberOpposite(piece, pieces) || isSmallPrintAbove(piece, pieces))
    .map((piece): Mention => ({ piece, from: 0, to: piece.text.length }));
  const page: KeyedPage = { pieces, tilt, mentions: [...labels, ...plain] };
  const order = new Map(pieces.map((piece, i) => [piece, i]));
  return page.mentions
    .toSorted((a, b) => (order.get(a.piece) ?? 0) - (order.get(b.piece) ?? 0) || a.from - b.from)
    .flatMap((mention) => pairOf(mention, page));
}

function pairOf(mention: Mention, page: KeyedPage): Pair[] {
  const [nearest] = candidatesFor(mention, page);
  if (!nearest) return [];
  const { text, quad, confidence } = joinPieces(nearest.pieces);
  return [
    {
      key: mention.piece.text.slice(mention.from, mention.to).trim(),
      value: text,
      valueQuad: quad,
      confidence,
    },
  ];
}

const isLabelLike = (text: string): boolean =>
  text.length <= MAX_LENGTH &&
  text.split(' ').length <= MAX_WORDS &&
  /\p{L}{2}/u.test(text) &&
  !/^\d|\d{2}/.test(text);

/** A row of two: words, and something with a digit. */
function hasNumberOpposite(piece: Piece, pieces: readonly Piece[]): boolean {
  const others = pieces.filter((p) => p !== piece && isSameRow(p, piece));
  const [other] = others;
  return others.length === 1 && other !== undefined && other.left > piece.right && /\d/.test(other.text);
}
