import type { Box, Glyph } from './straight-page.ts';

/** Characters of one line that stand together. */
export interface Piece extends Box {
  readonly glyphs: readonly Glyph[];
}

export const pieceOf = (glyphs: readonly Glyph[]): Piece => ({
  glyphs,
  left: Math.min(...glyphs.map((glyph) => glyph.left)),
  top: Math.min(...glyphs.map((glyph) => glyph.top)),
  right: Math.max(...glyphs.map((glyph) => glyph.right)),
  bottom: Math.max(...glyphs.map((glyph) => glyph.bottom)),
});

/** Cuts a line wherever `cuts` says so of two neighbours. */
export function cutLine(line: readonly Glyph[], cuts: (left: Glyph, right: Glyph) => boolean): Piece[] {
  const parts: Glyph[][] = [];
  line.forEach((glyph, i) => {
    const before = line[i - 1];
    if (!before || cuts(before, glyph)) parts.push([glyph]);
    else parts.at(-1)?.push(glyph);
  });
  return parts.map(pieceOf);
}

export const middleX = (box: Pick<Box, 'left' | 'right'>): number => (box.left + box.right) / 2;
export const middleY = (box: Pick<Box, 'top' | 'bottom'>): number => (box.top + box.bottom) / 2;
export const heightOf = (box: Box): number => box.bottom - box.top;

export const contains = (box: Box, x: number, y: number): boolean =>
  x >= box.left && x < box.right && y >= box.top && y < box.bottom;

/** Pieces that stand beside each other. */
export interface PieceRow extends Pick<Box, 'top' | 'bottom'> {
  /** From the left. */
  readonly pieces: readonly Piece[];
}

/** Pieces of one row that are nearer to each other than this many heights say one thing. */
export const CELL_GAP = 0.6;

/** Joins neighbours of a row, given from the left, that only the detector took apart. */
function joinNear(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (!last || piece.left - last.right > CELL_GAP * Math.max(heightOf(last), heightOf(piece)))
      joined.push(piece);
    else joined.splice(-1, 1, pieceOf([...last.glyphs, ...piece.glyphs]));
  }
  return joined;
}

/** Two pieces stand in one row when their middles differ by less than this share of the smaller height. */
const SAME_ROW = 0.5;

/** Groups pieces into rows, from the top. */
export function rowsOf(pieces: readonly Piece[]): PieceRow[] {
  const rows: { middle: number; height: number; pieces: Piece[] }[] = [];
  for (const piece of pieces.toSorted((a, b) => middleY(a) - middleY(b))) {
    const [middle, height] = [middleY(piece), heightOf(piece)];
    const row = rows
      .slice(-4)
      .findLast((r) => Math.abs(middle - r.middle) < SAME_ROW * Math.min(height, r.height));
    if (!row) {
      rows.push({ middle, height, pieces: [piece] });
      continue;
    }
    row.pieces.push(piece);
    row.middle += (middle - row.middle) / row.pieces.length;
    row.height += (height - row.height) / row.pieces.length;
  }
  return rows
    .sort((a, b) => a.middle - b.middle)
    .map((row) => ({
      top: row.middle - row.height / 2,
      bottom: row.middle + row.height / 2,
      pieces: joinNear(row.pieces.sort((a, b) => a.left - b.left)),
    }));
}

const textOfPiece = ({ glyphs }: Piece): string =>
  glyphs.map((glyph, i) => (i > 0 && glyph.spaceBefore ? ` ${glyph.text}` : glyph.text)).join('');

/** What pieces say together: lines from the top, joined by line feeds. */
export const textOf = (pieces: readonly Piece[]): string =>
  rowsOf(pieces)
    .map((row) => row.pieces.map(textOfPiece).join(' '))
    .join('\n');

/** Mean character probability, 0..1; 0 when there are none. */
export function confidenceOf(pieces: readonly Piece[]): number {
  const glyphs = pieces.flatMap((piece) => piece.glyphs);
  return glyphs.length ? glyphs.reduce((sum, glyph) => sum + glyph.confidence, 0) / glyphs.length : 0;
}
