import { heightOf, type Piece, type PieceRow } from './pieces.ts';

/** A stretch of the page's width that a column of a table takes. */
export interface Column {
  readonly left: number;
  readonly right: number;
}

interface OpenColumn {
  left: number;
  right: number;
  /** Rows that have a piece in it. */
  readonly rows: Set<PieceRow>;
}

/** Pieces that overlap by less than this share of the narrower one's height only touch. */
const TOUCHING = 0.15;
/** Two neighbours are one column when so many pieces across both come on each row that has both apart. */
const ACROSS_PER_APART = 0.5;
/** Neighbours that no row has both of, or one of which only one row has, are one column when the gap is narrower than this many heights. */
const SAME_COLUMN_GAP = 1.5;

/**
 * The columns that pieces of text make by standing above each other (Kieninger 1998, Table Structure Recognition Based on
 * Robust Block Segmentation, in spirit): narrow pieces first; a piece across several of them is a heading over them, or
 * shows that they are one.
 */
export function columnsOf(rows: readonly PieceRow[]): Column[] {
  const entries = rows.flatMap((row) => row.pieces.map((piece) => ({ row, piece })));
  entries.sort((a, b) => widthOf(a.piece) - widthOf(b.piece));
  let columns: OpenColumn[] = [];
  const across: Piece[] = [];
  for (const { row, piece } of entries) {
    const touched = columns.filter((column) => overlaps(column, piece));
    const [column] = touched;
    if (!column) columns.push({ left: piece.left, right: piece.right, rows: new Set([row]) });
    else if (touched.length > 1) across.push(piece);
    else {
      column.left = Math.min(column.left, piece.left);
      column.right = Math.max(column.right, piece.right);
      column.rows.add(row);
    }
  }
  columns.sort((a, b) => a.left - b.left);
  const height = entries.reduce((sum, { piece }) => sum + heightOf(piece), 0) / Math.max(1, entries.length);
  columns = joinNeighbours(columns, across, height);
  return columns.map(({ left, right }) => ({ left, right }));
}

const widthOf = (piece: Piece): number => piece.right - piece.left;

/** Whether a piece stands in a column, not only at its edge. */
export const overlaps = (column: Column, piece: Piece): boolean =>
  Math.min(column.right, piece.right) - Math.max(column.left, piece.left) > TOUCHING * heightOf(piece);

function joinNeighbours(
  columns: readonly OpenColumn[],
  across: readonly Piece[],
  height: number,
): OpenColumn[] {
  const joined: OpenColumn[] = [];
  for (const column of columns) {
    const last = joined.at(-1);
    if (!last || !areOne(last, column, across, height)) {
      joined.push(column);
      continue;
    }
    last.right = Math.max(last.right, column.right);
    for (const row of column.rows) last.rows.add(row);
  }
  return joined;
}

function areOne(a: OpenColumn, b: OpenColumn, across: readonly Piece[], height: number): boolean {
  const apart = [...a.rows].filter((row) => b.rows.has(row)).length;
  const isNear = b.left - a.right < SAME_COLUMN_GAP * height;
  if (apart === 0 || Math.min(a.rows.size, b.rows.size) === 1) return isNear;
  const over = across.filter((piece) => overlaps(a, piece) && overlaps(b, piece)).length;
  return over > ACROSS_PER_APART * apart && over > 1;
}
