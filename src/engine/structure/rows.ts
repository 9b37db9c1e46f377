import { type AskedMention, candidatesFor, type KeyedPage } from './locate.ts';
import { isSameRow, joinPieces, overlap, type Piece, slicePiece } from './piece.ts';
import type { AskedPair } from './types.ts';

/** Columns that a table has at least: with fewer, keys beside each other are a form. */
const MIN_COLUMNS = 2;
/** A row stands no further below the last one than so many heights. */
const ROW_GAP = 3;

interface Column {
  readonly asked: string;
  readonly key: string;
  readonly head: Piece;
}

/**
 * Rows of a table whose columns are headed by keys that were asked for: keys side by side, nothing to the right of any, and at
 * least two rows below of which each fills half of the columns.
 * @returns the rows, and which keys head them
 */
export function findRows(
  mentions: readonly AskedMention[],
  page: KeyedPage,
): { rows: AskedPair[][]; keys: ReadonlySet<string> } {
  for (const first of mentions) {
    const columns = columnsOf(first, mentions, page);
    if (columns.length < MIN_COLUMNS) continue;
    const rows = rowsBelow(columns, page);
    if (rows.length >= 2) return { rows, keys: new Set(columns.map(({ asked }) => asked)) };
  }
  return { rows: [], keys: new Set() };
}

function columnsOf(first: AskedMention, mentions: readonly AskedMention[], page: KeyedPage): Column[] {
  const heads = mentions
    .filter((m) => m.piece === first.piece || isSameRow(m.piece, first.piece))
    .filter((m) => candidatesFor(m, page).every(({ position }) => position === 'below'));
  const columns = heads.map((m): Column => ({
    asked: m.asked,
    key: m.piece.text.slice(m.from, m.to).trim(),
    head: slicePiece(m.piece, m.from, m.to, page.tilt),
  }));
  const names = new Set<string>();
  return columns
    .sort((a, b) => a.head.left - b.head.left)
    .filter(({ asked }) => !names.has(asked) && names.add(asked));
}

function rowsBelow(columns: readonly Column[], page: KeyedPage): AskedPair[][] {
  const [{ head }] = columns as [Column];
  const keyed = new Set(page.mentions.map(({ piece }) => piece));
  const rest = page.pieces.filter((p) => p.top > (head.top + head.bottom) / 2);
  const rows: AskedPair[][] = [];
  let { bottom } = head;
  for (;;) {
    const next = rest.filter((p) => p.top > bottom - 0.3 * head.height).sort((a, b) => a.top - b.top)[0];
    if (!next || next.top - bottom > ROW_GAP * head.height) return rows;
    const row = rest.filter((p) => p === next || isSameRow(p, next));
    if (row.some((p) => keyed.has(p))) return rows;
    const cells = columns.flatMap((column) => cellOf(column, columns, row));
    if (cells.length * 2 < columns.length) return rows;
    rows.push(cells);
    bottom = Math.max(...row.map((p) => p.bottom));
  }
}

/** What of a row stands under a column's head: each piece belongs to the head that it overlaps most, or that is nearest. */
function cellOf(
  { asked, key, head }: Column,
  columns: readonly Column[],
  row: readonly Piece[],
): AskedPair[] {
  const mine = row.filter((piece) => {
    const own = overlap(piece, head);
    return (
      own > -2 * head.height &&
      columns.every(({ head: other }) => other === head || overlap(piece, other) <= own)
    );
  });
  if (mine.length === 0) return [];
  const { text, quad, confidence } = joinPieces(mine.toSorted((a, b) => a.left - b.left));
  return [{ asked, key, value: text, valueQuad: quad, confidence }];
}
