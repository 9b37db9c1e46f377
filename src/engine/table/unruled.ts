import { median } from '../text/geometry.ts';
import { type Column, columnsOf, overlaps } from './columns.ts';
import { type Grid, type GridCell, joinCells } from './grid.ts';
import { heightOf, middleX, middleY, type Piece, type PieceRow, rowsOf } from './pieces.ts';
import type { Rule } from './rules.ts';
import type { Box } from './straight-page.ts';

/** Rows further apart than this many usual distances are of different tables. */
const BLOCK_GAP = 2.2;
/** A line nearer than this share of the usual distance goes on with the row above. */
const SAME_ROW_PITCH = 0.8;
/** Columns of running text hold lines at least this long, characters. */
const PROSE_LENGTH = 22;
/** Level rules whose ends differ by less than this share of their length frame one table. */
const SAME_ENDS = 0.04;
/** A rule under a heading is at most so many heights of the heading below it. */
const UNDER_HEADING = 0.9;

/**
 * The tables of which only the spaces between columns tell, given what stands in no ruled one. Level rules, if there are any,
 * tell where a table begins and ends.
 */
export function unruledGrids(pieces: readonly Piece[], level: readonly Rule[]): Grid[] {
  const grids: Grid[] = [];
  let rest = pieces;
  for (const frame of framesOf(level)) {
    const inside = rest.filter((piece) => isWithin(piece, frame));
    const grid = toGrid(rowsOf(inside), level, frame);
    if (!grid) continue;
    grids.push(grid);
    rest = rest.filter((piece) => !inside.includes(piece));
  }
  for (const rows of blocksOf(rowsOf(rest))) {
    const grid = toGrid(rows, level);
    if (grid && rows.length > 2) grids.push(grid);
  }
  return grids;
}

const isWithin = (piece: Piece, box: Box): boolean =>
  middleX(piece) > box.left &&
  middleX(piece) < box.right &&
  middleY(piece) > box.top &&
  middleY(piece) < box.bottom;

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

/** Rows that follow each other closely, most of them in several pieces; single pieces before and after are left out. */
function blocksOf(rows: readonly PieceRow[]): PieceRow[][] {
  const usual = median(pitches(rows));
  const blocks: PieceRow[][] = [];
  rows.forEach((row, i) => {
    const before = rows[i - 1];
    const last = blocks.at(-1);
    const lone = row.pieces.length < 2 && (before?.pieces.length ?? 0) < 2;
    if (before && last && !lone && middleY(whole(row)) - middleY(whole(before)) < BLOCK_GAP * usual)
      last.push(row);
    else blocks.push([row]);
  });
  return blocks.map((block) => {
    const [first, last] = [
      block.findIndex((row) => row.pieces.length > 1),
      block.findLastIndex((row) => row.pieces.length > 1),
    ];
    return first < 0 ? [] : block.slice(first, last + 1);
  });
}

const whole = ({ top, bottom }: PieceRow): Box => ({ left: 0, right: 0, top, bottom });

const pitches = (rows: readonly PieceRow[]): number[] =>
  rows.slice(1).map((row, i) => middleY(whole(row)) - middleY(whole(rows[i] as PieceRow)));

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
    row.pieces.flatMap((piece) => spanOf(piece, index, columns, level, box)),
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
    const [at, above] = [middleY(whole(row)), before ? middleY(whole(before)) : -Infinity];
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

/** The first and last place of a piece that lies over several columns, or has a rule under it that does. */
function spanOf(
  piece: Piece,
  row: number,
  columns: readonly Column[],
  level: readonly Rule[],
  table: Box,
): [GridCell, GridCell][] {
  const under = level.find(
    (rule) =>
      rule.at > middleY(piece) &&
      rule.at < piece.bottom + UNDER_HEADING * heightOf(piece) &&
      rule.from < middleX(piece) &&
      rule.to > middleX(piece) &&
      rule.to - rule.from < 0.9 * (table.right - table.left),
  );
  const over = columns.flatMap((column, index) => {
    const isUnder = under && middleOf(column) > under.from && middleOf(column) < under.to;
    return isUnder || overlaps(column, piece) ? [index] : [];
  });
  const [first, last] = [over[0], over.at(-1)];
  return first === undefined || last === undefined || first === last
    ? []
    : [[place(row, first), place(row, last)]];
}

const middleOf = (column: Column): number => (column.left + column.right) / 2;

const place = (row: number, column: number): GridCell => ({
  row,
  rowEnd: row + 1,
  column,
  columnEnd: column + 1,
});
