import { median } from '../text/geometry.ts';
import { type Column, columnsOf, overlaps } from './columns.ts';
import { type Grid, type GridCell, joinCells } from './grid.ts';
import { contains, heightOf, middleX, middleY, type Piece, type PieceRow, rowsOf } from './pieces.ts';
import type { Rule } from './rules.ts';
import type { Box } from './straight-page.ts';

/** Rows further apart than this many usual distances are of different tables; when both have three pieces or more, ... */
const BLOCK_GAP = 2.2;
const FULL_ROW_GAP = 3.2;
/** Fewer rows that no rules frame are no table. */
const MIN_ROWS = 3;
/** A line nearer than this share of the usual distance goes on with the row above. */
const SAME_ROW_PITCH = 0.8;
/** Columns of running text hold lines at least this long, characters. */
const PROSE_LENGTH = 22;
/** Level rules whose ends differ by less than this share of their length frame one table. */
const SAME_ENDS = 0.04;
/** A rule under or over a heading is at most so many heights of the heading away. */
const NEAR_HEADING = 0.9;

/**
 * The tables of which only the spaces between columns tell, given what stands in no ruled one. Level rules, if there are any,
 * tell where a table begins and ends.
 */
export function unruledGrids(pieces: readonly Piece[], level: readonly Rule[]): Grid[] {
  const frames = framesOf(level);
  return blocksOf(rowsOf(pieces), frames).flatMap((rows) => {
    const frame = frames.find((each) => rows.some((row) => isWithin(row, each)));
    if (!frame && rows.length < MIN_ROWS) return [];
    return toGrid(rows, level, frame) ?? [];
  });
}

/** Rows that stand in a frame with all of their pieces. */
const isWithin = (row: PieceRow, box: Box): boolean =>
  row.pieces.every((piece) => contains(box, middleX(piece), middleY(piece)));

/** From the first to the last of level rules that begin and end alike. */
function framesOf(level: readonly Rule[]): Box[] {
  const groups: Rule[][] = [];
  for (const rule of level.toSorted((a, b) => b.to - b.from - (a.to - a.from))) {
    const slack = SAME_ENDS * (rule.to - rule.from);
    const group = groups.find(([first]) => {
      const { from, to } = first as Rule;
      return Math.abs(from - rule.from) < slack && Math.abs(to - rule.to) < slack;
    });
    if (group) group.push(rule);
    else groups.push([rule]);
  }
  return groups
    .filter((group) => group.length > 1)
    .map((group) => ({
      left: Math.min(...group.map((rule) => rule.from)),
      right: Math.max(...group.map((rule) => rule.to)),
      top: Math.min(...group.map((rule) => rule.at)),
      bottom: Math.max(...group.map((rule) => rule.at)),
    }))
    .sort((a, b) => a.top - b.top);
}

/** Rows of one frame, or that follow each other closely, most of them in several pieces; single pieces before and after are left out. */
function blocksOf(rows: readonly PieceRow[], frames: readonly Box[]): PieceRow[][] {
  const usual = median(pitches(rows));
  const blocks: PieceRow[][] = [];
  rows.forEach((row, i) => {
    const before = rows[i - 1];
    const last = blocks.at(-1);
    if (before && last && belongTogether(before, row, usual, frames)) last.push(row);
    else blocks.push([row]);
  });
  const framed = (row: PieceRow): boolean =>
    row.pieces.length > 1 || frames.some((frame) => isWithin(row, frame));
  return blocks
    .map((block) => block.slice(block.findIndex(framed), block.findLastIndex(framed) + 1))
    .filter((block) => block.length > 1);
}

function belongTogether(before: PieceRow, row: PieceRow, usual: number, frames: readonly Box[]): boolean {
  if (frames.some((frame) => isWithin(before, frame) && isWithin(row, frame))) return true;
  const pitch = middleY(row) - middleY(before);
  const fewest = Math.min(row.pieces.length, before.pieces.length);
  const most = Math.max(row.pieces.length, before.pieces.length);
  return most > 1 && pitch < (fewest > 2 ? FULL_ROW_GAP : BLOCK_GAP) * usual;
}

const pitches = (rows: readonly PieceRow[]): number[] =>
  rows.slice(1).map((row, i) => middleY(row) - middleY(rows[i] as PieceRow));

/** The grid of rows of pieces, or undefined when they make no table. */
function toGrid(found: readonly PieceRow[], level: readonly Rule[], frame?: Box): Grid | undefined {
  const columns = columnsOf(found);
  if (columns.length < 2 || found.length < 2 || isProse(found, columns)) return undefined;
  const rows = tableRows(found, columns, level, frame);
  const box = frame ?? {
    left: columns[0]?.left ?? 0,
    right: columns.at(-1)?.right ?? 0,
    top: rows[0]?.top ?? 0,
    bottom: rows.at(-1)?.bottom ?? 0,
  };
  const xs = [
    Math.min(box.left, columns[0]?.left ?? box.left),
    ...columns.slice(1).map((column, i) => ((columns[i] as Column).right + column.left) / 2),
    Math.max(box.right, columns.at(-1)?.right ?? box.right),
  ];
  const ys = [
    Math.min(box.top, rows[0]?.top ?? box.top),
    ...rows.slice(1).map((row, i) => ((rows[i] as PieceRow).bottom + row.top) / 2),
    Math.max(box.bottom, rows.at(-1)?.bottom ?? box.bottom),
  ];
  const spans = rows.flatMap((row, index) =>
    row.pieces.map((piece) =>
      spanOf(piece, row, columns, level, box).map((column) => placeAt(index, column)),
    ),
  );
  return { xs, ys, cells: joinCells(rows.length, columns.length, spans) };
}

/** Long lines in every column: running text that is set in columns. */
const isProse = (rows: readonly PieceRow[], columns: readonly Column[]): boolean =>
  columns.every((column) => {
    const pieces = rows.flatMap((row) => row.pieces.filter((piece) => overlaps(column, piece)));
    return median(pieces.map((piece) => piece.glyphs.length)) >= PROSE_LENGTH;
  });

/** Rows of the table: what lies between two rules if most rows are ruled, else lines, but for those that go on with a row. */
function tableRows(
  rows: readonly PieceRow[],
  columns: readonly Column[],
  level: readonly Rule[],
  frame?: Box,
): PieceRow[] {
  const parting = frame
    ? level.filter(
        ({ at, from, to }) =>
          at > frame.top + 1 && at < frame.bottom - 1 && to - from > 0.9 * (frame.right - frame.left),
      )
    : [];
  const isRuled = parting.length > 1 && 2 * parting.length >= rows.length - 1;
  const usual = median(pitches(rows));
  const [first] = columns;
  const groups: PieceRow[][] = [];
  rows.forEach((row, i) => {
    const before = rows[i - 1];
    const [at, above] = [middleY(row), before ? middleY(before) : -Infinity];
    const goesOn = isRuled
      ? !parting.some((rule) => rule.at > above && rule.at < at)
      : at - above < SAME_ROW_PITCH * usual &&
        row.pieces.length < (before?.pieces.length ?? 0) &&
        !row.pieces.some((piece) => first && overlaps(first, piece));
    if (goesOn && groups.length > 0) groups.at(-1)?.push(row);
    else groups.push([row]);
  });
  return groups.map((group) => ({
    top: Math.min(...group.map((row) => row.top)),
    bottom: Math.max(...group.map((row) => row.bottom)),
    pieces: group.flatMap((row) => row.pieces),
  }));
}

/**
 * The first and the last column of a piece: those that it lies over, or that a rule beside it lies over, if nothing else does;
 * all of them when it stands alone in the first: a heading between rows.
 */
function spanOf(
  piece: Piece,
  row: PieceRow,
  columns: readonly Column[],
  level: readonly Rule[],
  table: Box,
): [number, number] {
  const over = columns.flatMap((column, index) => (overlaps(column, piece) ? [index] : []));
  const [first = 0, last = first] = [over[0], over.at(-1)];
  if (row.pieces.length === 1 && first === 0) return [0, columns.length - 1];
  const beside = level.find(
    ({ at, from, to }) =>
      Math.abs(at - middleY(piece)) < (0.5 + NEAR_HEADING) * heightOf(piece) &&
      to - from < 0.9 * (table.right - table.left) &&
      row.pieces.filter((other) => middleX(other) > from && middleX(other) < to).length === 1 &&
      middleX(piece) > from &&
      middleX(piece) < to,
  );
  const along = columns.flatMap((column, index) =>
    beside && middleX(column) > beside.from && middleX(column) < beside.to ? [index] : [],
  );
  return [Math.min(first, ...along), Math.max(last, ...along)];
}

const placeAt = (row: number, column: number): GridCell => ({
  ...{ row, rowEnd: row + 1 },
  ...{ column, columnEnd: column + 1 },
});
