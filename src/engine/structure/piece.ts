import { pointIn } from '../text/crop.ts';
import { boxAround, quadHeight } from '../text/geometry.ts';
import type { ReadLine } from '../text/read-line.ts';
import type { Point, Quad, WordBox } from '../types.ts';

/** A run of text on a page, with its place along the lines (left, right) and down the page (top, bottom), pixels. */
export interface Piece {
  readonly text: string;
  readonly quad: Quad;
  /** Characters without spaces. */
  readonly words: readonly WordBox[];
  readonly confidence: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Height of the text. */
  readonly height: number;
}

/** A gap between characters wider than so many heights of the line divides it. */
const WIDE_GAP = 1.2;

/** The lines of a page as pieces, divided at wide gaps. `tilt`: direction of the lines, degrees clockwise. */
export const toPieces = (lines: readonly ReadLine[], tilt: number): Piece[] =>
  lines.flatMap((line) => divide(placed(line, tilt), tilt));

function placed(line: Omit<ReadLine, never>, tilt: number): Piece {
  const radians = (tilt * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const along = (p: Point): number => p.x * cos + p.y * sin;
  const down = (p: Point): number => p.y * cos - p.x * sin;
  const [a, b, c, d] = line.quad;
  return {
    text: line.text,
    quad: line.quad,
    words: line.words,
    confidence: line.confidence,
    left: (along(a) + along(d)) / 2,
    right: (along(b) + along(c)) / 2,
    top: (down(a) + down(b)) / 2,
    bottom: (down(c) + down(d)) / 2,
    height: quadHeight(line.quad),
  };
}

function divide(piece: Piece, tilt: number): Piece[] {
  const cuts: number[] = [];
  let word = 0;
  for (let i = 0; i < piece.text.length; i++) {
    if (piece.text[i] === ' ') continue;
    const [before, here] = [piece.words[word - 1], piece.words[word]];
    if (before && here && here.quad[0].x - before.quad[1].x > WIDE_GAP * piece.height) cuts.push(i);
    word++;
  }
  if (cuts.length === 0) return [piece];
  return [0, ...cuts].map((from, i) => slicePiece(piece, from, cuts[i] ?? piece.text.length, tilt));
}

/** The characters `from` up to `to` of a piece's text as a piece of their own, without spaces around them. */
export function slicePiece(piece: Piece, from: number, to: number, tilt: number): Piece {
  const solid = (text: string): number => text.replaceAll(' ', '').length;
  const text = piece.text.slice(from, to).trim();
  const first = solid(piece.text.slice(0, from));
  const words = piece.words.slice(first, first + solid(text));
  const [start, end] = [words[0], words.at(-1)];
  const isWhole = solid(piece.text) === piece.words.length;
  const quad: Quad =
    start && end && isWhole
      ? [start.quad[0], end.quad[1], end.quad[2], start.quad[3]]
      : shareOf(piece.quad, from / piece.text.length, to / piece.text.length);
  const confidence = words.length
    ? words.reduce((sum, word) => sum + word.confidence, 0) / words.length
    : piece.confidence;
  return placed({ text, quad, words, confidence }, tilt);
}

const shareOf = (quad: Quad, from: number, to: number): Quad => [
  pointIn(quad, from, 0),
  pointIn(quad, to, 0),
  pointIn(quad, to, 1),
  pointIn(quad, from, 1),
];

/** Whether two pieces stand side by side in one row. */
export const isSameRow = (a: Piece, b: Piece): boolean =>
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5 * Math.min(a.bottom - a.top, b.bottom - b.top);

/** How much two pieces overlap along the lines, pixels; negative: the gap between them. */
export const overlap = (a: Piece, b: Piece): number => Math.min(a.right, b.right) - Math.max(a.left, b.left);

/** The texts of pieces as one, and the quad around them; pieces in reading order, at least one. */
export function joinPieces(pieces: readonly Piece[]): { text: string; quad: Quad; confidence: number } {
  const [first, last] = [pieces[0] as Piece, pieces.at(-1) as Piece];
  const text = pieces.map((piece) => piece.text).reduce(joinTexts);
  const confidence = pieces.reduce((sum, piece) => sum + piece.confidence, 0) / pieces.length;
  if (pieces.length === 1) return { text, quad: first.quad, confidence };
  if (isSameRow(first, last))
    return { text, quad: [first.quad[0], last.quad[1], last.quad[2], first.quad[3]], confidence };
  return { text, quad: boxAround(pieces.flatMap((piece) => piece.quad)), confidence };
}

/** Chinese text goes on without a space. */
const joinTexts = (a: string, b: string): string =>
  /\p{Script=Han}$/u.test(a) && /^\p{Script=Han}/u.test(b) ? a + b : `${a} ${b}`;
