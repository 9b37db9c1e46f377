import type { Rule, Rules } from './rules.ts';
import type { Box } from './straight-page.ts';

/** A cell of a grid: rows `row` up to `rowEnd`, columns `column` up to `columnEnd`, ends not included. */
export interface GridCell {
  readonly row: number;
  readonly rowEnd: number;
  readonly column: number;
  readonly columnEnd: number;
}

/** Where rows and columns begin and end, and which places make one cell. */
export interface Grid {
  /** Ascending; one more than there are columns. */
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly cells: readonly GridCell[];
}

export const boxOf = ({ xs, ys }: Grid): Box => ({
  left: xs[0] ?? 0,
  top: ys[0] ?? 0,
  right: xs.at(-1) ?? 0,
  bottom: ys.at(-1) ?? 0,
});

export const cellBox = ({ xs, ys }: Grid, cell: GridCell): Box => ({
  left: xs[cell.column] ?? 0,
  top: ys[cell.row] ?? 0,
  right: xs[cell.columnEnd] ?? 0,
  bottom: ys[cell.rowEnd] ?? 0,
});

/** Share of an edge between two places that must be drawn to part them. */
const DRAWN = 0.6;

/**
 * The grids that rules make: rules that meet belong together; where between two places no rule is drawn they are one cell.
 * A side that is left open ends where the rules across it end. `tolerance`: how far rules may miss each other, pixels.
 */
export function gridsOf({ level, upright }: Rules, tolerance: number): Grid[] {
  const grids: Grid[] = [];
  for (const group of meetingRules(level, upright, tolerance)) {
    if (group.level.length + group.upright.length < 4) continue;
    const xs = withEnds(positions(group.upright, tolerance), group.level, tolerance);
    const ys = withEnds(positions(group.level, tolerance), group.upright, tolerance);
    const cells = mergedCells(xs, ys, group, tolerance);
    if (cells.length >= 2) grids.push({ xs, ys, cells });
  }
  return withoutNested(grids);
}

/** Level and upright rules that meet, directly or through others. */
function meetingRules(level: readonly Rule[], upright: readonly Rule[], tolerance: number): Rules[] {
  const groups: { level: Rule[]; upright: Rule[] }[] = [];
  for (const rule of level) {
    const meeting = groups.filter((group) => group.upright.some((other) => meet(rule, other, tolerance)));
    const joined = {
      level: [...meeting.flatMap((group) => group.level), rule],
      upright: [
        ...meeting.flatMap((group) => group.upright),
        ...upright.filter(
          (other) => meet(rule, other, tolerance) && !meeting.some((group) => group.upright.includes(other)),
        ),
      ],
    };
    for (const group of meeting) groups.splice(groups.indexOf(group), 1);
    if (joined.upright.length > 0) groups.push(joined);
  }
  return groups;
}

const meet = (level: Rule, upright: Rule, tolerance: number): boolean =>
  upright.at >= level.from - tolerance &&
  upright.at <= level.to + tolerance &&
  level.at >= upright.from - tolerance &&
  level.at <= upright.to + tolerance;

/** Where rules stand, those nearer to each other than `tolerance` taken together. */
function positions(rules: readonly Rule[], tolerance: number): number[] {
  const groups: { at: number; weight: number }[] = [];
  for (const rule of rules.toSorted((a, b) => a.at - b.at)) {
    const last = groups.at(-1);
    const weight = rule.to - rule.from;
    if (!last || rule.at - last.at > tolerance) {
      groups.push({ at: rule.at, weight });
      continue;
    }
    last.at = (last.at * last.weight + rule.at * weight) / (last.weight + weight);
    last.weight += weight;
  }
  return groups.map((group) => group.at);
}

/** Adds a border where rules across reach well beyond the outermost position. */
function withEnds(at: readonly number[], across: readonly Rule[], tolerance: number): number[] {
  const [from, to] = [
    Math.min(...across.map((rule) => rule.from)),
    Math.max(...across.map((rule) => rule.to)),
  ];
  const [first, last] = [at[0] ?? Infinity, at.at(-1) ?? -Infinity];
  return [...(first - from > 2 * tolerance ? [from] : []), ...at, ...(to - last > 2 * tolerance ? [to] : [])];
}

/** The share of the stretch `from`..`to` at a position that rules cover. */
function drawn(rules: readonly Rule[], at: number, from: number, to: number, tolerance: number): number {
  const near = rules
    .filter((rule) => Math.abs(rule.at - at) <= tolerance && rule.to > from && rule.from < to)
    .sort((a, b) => a.from - b.from);
  let [covered, reached] = [0, from];
  for (const rule of near) {
    const end = Math.min(to, rule.to);
    if (end <= reached) continue;
    covered += end - Math.max(reached, rule.from);
    reached = end;
  }
  return covered / (to - from);
}

function mergedCells(
  xs: readonly number[],
  ys: readonly number[],
  rules: Rules,
  tolerance: number,
): GridCell[] {
  const [rows, columns] = [ys.length - 1, xs.length - 1];
  const pairs: GridCell[][] = [];
  const place = (row: number, column: number): GridCell => ({
    ...{ row, rowEnd: row + 1 },
    ...{ column, columnEnd: column + 1 },
  });
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const [left, right] = [xs[column] as number, xs[column + 1] as number];
      const [top, bottom] = [ys[row] as number, ys[row + 1] as number];
      if (column + 1 < columns && drawn(rules.upright, right, top, bottom, tolerance) < DRAWN)
        pairs.push([place(row, column), place(row, column + 1)]);
      if (row + 1 < rows && drawn(rules.level, bottom, left, right, tolerance) < DRAWN)
        pairs.push([place(row, column), place(row + 1, column)]);
    }
  return joinCells(rows, columns, pairs);
}

/** The cells of a grid in which some are joined: those that overlap a joined one become part of it, so that all are rectangles. */
export function joinCells(
  rows: number,
  columns: number,
  joined: readonly (readonly GridCell[])[],
): GridCell[] {
  let areas: GridCell[] = [];
  const add = (area: GridCell): void => {
    const overlapping = areas.filter((other) => overlap(area, other));
    if (overlapping.length === 0) {
      areas.push(area);
      return;
    }
    areas = areas.filter((other) => !overlapping.includes(other));
    add([area, ...overlapping].reduce(around));
  };
  for (const group of joined) add(group.reduce(around));
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const place = { row, rowEnd: row + 1, column, columnEnd: column + 1 };
      if (!areas.some((area) => overlap(place, area))) areas.push(place);
    }
  return areas.sort((a, b) => a.row - b.row || a.column - b.column);
}

const overlap = (a: GridCell, b: GridCell): boolean =>
  a.row < b.rowEnd && b.row < a.rowEnd && a.column < b.columnEnd && b.column < a.columnEnd;

const around = (a: GridCell, b: GridCell): GridCell => ({
  row: Math.min(a.row, b.row),
  rowEnd: Math.max(a.rowEnd, b.rowEnd),
  column: Math.min(a.column, b.column),
  columnEnd: Math.max(a.columnEnd, b.columnEnd),
});

/** Of a grid inside another, the one with more cells: a frame around a table is none, nor is a figure in a cell. */
function withoutNested(grids: readonly Grid[]): Grid[] {
  const inside = (a: Grid, b: Grid): boolean => {
    const [inner, outer] = [boxOf(a), boxOf(b)];
    return (
      inner.left >= outer.left &&
      inner.right <= outer.right &&
      inner.top >= outer.top &&
      inner.bottom <= outer.bottom
    );
  };
  return grids.filter((grid) =>
    grids.every(
      (other) =>
        other === grid ||
        !(inside(grid, other) || inside(other, grid)) ||
        grid.cells.length > other.cells.length,
    ),
  );
}
