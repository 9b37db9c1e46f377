import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTableReader } from '../../src/engine/table/reader.ts';
import { createTextReader } from '../../src/engine/text/reader.ts';
import { adjacency, type ScoredCell, teds } from './table-score.ts';

export interface TableRow {
  readonly table: string;
  /** Size of the true table, and of the one that was read. */
  readonly truth: string;
  readonly read: string;
  /** Similarity of the trees, %, with the texts and without them. */
  readonly teds: number;
  readonly tedsStructure: number;
  /** Harmonic mean of precision and recall of neighbouring cells, %. */
  readonly adjacencyF1: number;
  readonly tableMs: number;
}

/** A table of `ocr/manifest.json`, as PubTabNet annotates it. */
interface Sample {
  readonly file: string;
  readonly html?: {
    readonly structure: { readonly tokens: readonly string[] };
    readonly cells: readonly { readonly tokens: readonly string[] }[];
  };
}

/** Reads real tables one after another and compares their cells with the true ones; the last row holds the means. */
export async function tableAccuracy(
  evalFolder: string,
  options: { limit?: number } = {},
): Promise<TableRow[]> {
  const folder = join(evalFolder, 'ocr');
  const samples = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Sample[];
  const reader = createTableReader(await createTextReader());
  const rows: TableRow[] = [];
  for (const { file, html } of samples.filter((sample) => sample.html).slice(0, options.limit)) {
    const result = await reader.read(await readFile(join(folder, file)), { mode: 'accurate' });
    const truth = cellsOf(html as NonNullable<Sample['html']>);
    const read = result.tables.toSorted((a, b) => b.cells.length - a.cells.length)[0]?.cells ?? [];
    const { hits, truth: expected, read: got } = adjacency(truth, read);
    rows.push({
      table: file.replace(/^.*\//, ''),
      truth: sizeOf(truth),
      read: sizeOf(read),
      teds: percent(teds(truth, read, false)),
      tedsStructure: percent(teds(truth, read, true)),
      adjacencyF1: percent((2 * hits) / Math.max(1, expected + got)),
      tableMs: result.steps.find((step) => step.name === 'table')?.ms ?? 0,
    });
  }
  return [...rows, meanOf(rows)];
}

const percent = (share: number): number => Math.round(1000 * share) / 10;

const sizeOf = (cells: readonly ScoredCell[]): string =>
  [cells.map((cell) => cell.rowEnd), cells.map((cell) => cell.columnEnd)]
    .map((ends) => Math.max(0, ...ends))
    .join(' x ');

function meanOf(rows: readonly TableRow[]): TableRow {
  const mean = (value: (row: TableRow) => number): number =>
    Math.round((10 * rows.reduce((sum, row) => sum + value(row), 0)) / Math.max(1, rows.length)) / 10;
  return {
    ...{ table: 'mean', truth: '', read: '' },
    teds: mean((row) => row.teds),
    tedsStructure: mean((row) => row.tedsStructure),
    adjacencyF1: mean((row) => row.adjacencyF1),
    tableMs: mean((row) => row.tableMs),
  };
}

/** The cells of a table that is given as tokens of HTML; each takes the first place of its row that is free. */
function cellsOf({ structure, cells }: NonNullable<Sample['html']>): ScoredCell[] {
  const texts = cells.map(({ tokens }) => tokens.filter((token) => !/^<.*>$/.test(token)).join(''));
  const placed: ScoredCell[] = [];
  let [row, spans] = [-1, { row: 1, column: 1 }];
  const isTaken = (column: number): boolean =>
    placed.some(
      (cell) => cell.row <= row && row < cell.rowEnd && cell.column <= column && column < cell.columnEnd,
    );
  for (const token of structure.tokens) {
    const [, direction, count] = /(row|col)span="(\d+)"/.exec(token) ?? [];
    if (token === '<tr>') row++;
    if (token === '<td' || token === '<td>') spans = { row: 1, column: 1 };
    if (direction) spans = { ...spans, [direction === 'row' ? 'row' : 'column']: Number(count) };
    if (token !== '</td>') continue;
    let column = 0;
    while (isTaken(column)) column++;
    const text = texts[placed.length] ?? '';
    placed.push({ row, rowEnd: row + spans.row, column, columnEnd: column + spans.column, text });
  }
  return placed;
}
