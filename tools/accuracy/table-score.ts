import { editDistance } from './text-score.ts';

/** A cell as both the truth and a reader give it: rows and columns covered, ends not included. */
export interface ScoredCell {
  readonly row: number;
  readonly rowEnd: number;
  readonly column: number;
  readonly columnEnd: number;
  readonly text: string;
}

/** How texts are compared: spaces, case and kinds of dashes aside. */
const plain = (text: string): string =>
  text.normalize('NFKC').replace(/[–—−]/g, '-').replace(/\s+/g, '').toLowerCase();

const rowsOf = (cells: readonly ScoredCell[]): ScoredCell[][] => {
  const rows: ScoredCell[][] = Array.from(
    { length: Math.max(0, ...cells.map((cell) => cell.rowEnd)) },
    () => [],
  );
  for (const cell of cells) rows[cell.row]?.push(cell);
  return rows.map((row) => row.sort((a, b) => a.column - b.column));
};

/** Least cost of turning one sequence into another. */
function sequenceCost<T>(
  from: readonly T[],
  to: readonly T[],
  gone: (item: T) => number,
  changed: (a: T, b: T) => number,
): number {
  let before = to.reduce((costs, item) => [...costs, (costs.at(-1) ?? 0) + gone(item)], [0]);
  for (const item of from) {
    const costs = [(before[0] ?? 0) + gone(item)];
    to.forEach((other, j) => {
      const [above, left, corner] = [before[j + 1] ?? 0, costs[j] ?? 0, before[j] ?? 0];
      costs.push(Math.min(above + gone(item), left + gone(other), corner + changed(item, other)));
    });
    before = costs;
  }
  return before.at(-1) ?? 0;
}

/**
 * Tree edit distance based similarity, 0..1 (Zhong et al. 2020, Image-based table recognition: data, model, and evaluation) of
 * two tables as trees of rows and cells; head and body are not told apart. `structureOnly`: the texts do not count.
 */
export function teds(
  truth: readonly ScoredCell[],
  read: readonly ScoredCell[],
  structureOnly: boolean,
): number {
  const texts = new Map([...truth, ...read].map((cell) => [cell, plain(cell.text)]));
  const span = (cell: ScoredCell): string => `${cell.rowEnd - cell.row} ${cell.columnEnd - cell.column}`;
  const cellCost = (a: ScoredCell, b: ScoredCell): number => {
    if (span(a) !== span(b)) return 1;
    const [from, to] = [texts.get(a) ?? '', texts.get(b) ?? ''];
    return structureOnly || from === to ? 0 : editDistance(from, to) / Math.max(from.length, to.length);
  };
  const cost = sequenceCost(
    rowsOf(truth),
    rowsOf(read),
    (row) => 1 + row.length,
    (a, b) => sequenceCost(a, b, () => 1, cellCost),
  );
  const size = (cells: readonly ScoredCell[]): number => 1 + rowsOf(cells).length + cells.length;
  return 1 - cost / Math.max(size(truth), size(read));
}

export interface Adjacency {
  readonly hits: number;
  readonly truth: number;
  readonly read: number;
}

/**
 * Neighbouring cells with text, across empty ones, to the right and below, by what they say (Göbel et al. 2012, A methodology
 * for evaluating algorithms for table understanding in PDF documents).
 */
export function adjacency(truth: readonly ScoredCell[], read: readonly ScoredCell[]): Adjacency {
  const [expected, got] = [relationsOf(truth), relationsOf(read)];
  const open = new Map<string, number>();
  for (const relation of expected) open.set(relation, (open.get(relation) ?? 0) + 1);
  let hits = 0;
  for (const relation of got) {
    const left = open.get(relation) ?? 0;
    if (left > 0) hits++;
    open.set(relation, left - 1);
  }
  return { hits, truth: expected.length, read: got.length };
}

function relationsOf(cells: readonly ScoredCell[]): string[] {
  const filled = cells.filter((cell) => plain(cell.text) !== '');
  const relations = new Set<string>();
  const nearest = (
    candidates: readonly ScoredCell[],
    at: (cell: ScoredCell) => number,
  ): ScoredCell | undefined => candidates.toSorted((a, b) => at(a) - at(b))[0];
  const key = (direction: string, a: ScoredCell, b: ScoredCell): string =>
    [direction, filled.indexOf(a), filled.indexOf(b), plain(a.text), plain(b.text)].join('\n');
  for (const cell of filled) {
    for (let row = cell.row; row < cell.rowEnd; row++) {
      const right = nearest(
        filled.filter((b) => b.row <= row && row < b.rowEnd && b.column >= cell.columnEnd),
        (b) => b.column,
      );
      if (right) relations.add(key('right', cell, right));
    }
    for (let column = cell.column; column < cell.columnEnd; column++) {
      const below = nearest(
        filled.filter((b) => b.column <= column && column < b.columnEnd && b.row >= cell.rowEnd),
        (b) => b.row,
      );
      if (below) relations.add(key('below', cell, below));
    }
  }
  // The indices only kept equal pairs of texts apart.
  return [...relations].map((relation) => relation.replace(/^(\w+)\n\d+\n\d+\n/, '$1\n'));
}
