import type { Page } from './page.ts';

/** One cell of a drawn table: covers `rowSpan` rows and `columnSpan` columns. */
export interface DrawnCell {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly rowSpan?: number;
  readonly columnSpan?: number;
}

export interface TableToDraw {
  readonly left: number;
  readonly top: number;
  /** Widths of the columns and height of a row, pixels. */
  readonly widths: readonly number[];
  readonly rowHeight: number;
  readonly cells: readonly DrawnCell[];
  /** `all`: around each cell; `booktabs`: above, below and under the first row; `none`. */
  readonly rules: 'all' | 'booktabs' | 'none';
  readonly thickness?: number;
}

/** Cells from rows of texts; an empty text is an empty cell. */
export const cellsFrom = (rows: readonly (readonly string[])[]): DrawnCell[] =>
  rows.flatMap((texts, row) => texts.map((text, column) => ({ row, column, text })));

/** Draws a table on a page, its texts 22 pixels high; a text with line feeds takes several lines. */
export function drawTable(page: Page, table: TableToDraw): void {
  const { left, top, widths, rowHeight, cells } = table;
  const thickness = table.thickness ?? 2;
  const x = (column: number): number => left + widths.slice(0, column).reduce((sum, width) => sum + width, 0);
  const y = (row: number): number => top + row * rowHeight;
  const rows = Math.max(...cells.map((cell) => cell.row + (cell.rowSpan ?? 1)));
  const level = (row: number, from: number, to: number): void =>
    page.rectangle(x(from), y(row), x(to) - x(from) + thickness, thickness, '#222222');
  for (const { row, column, text, rowSpan = 1, columnSpan = 1 } of cells) {
    text.split('\n').forEach((line, i) => page.text(x(column) + 12, y(row) + 34 + 28 * i, 22, line));
    if (table.rules !== 'all') continue;
    level(row, column, column + columnSpan);
    level(row + rowSpan, column, column + columnSpan);
    for (const side of [column, column + columnSpan])
      page.rectangle(x(side), y(row), thickness, y(row + rowSpan) - y(row), '#222222');
  }
  if (table.rules === 'booktabs') for (const row of [0, 1, rows]) level(row, 0, widths.length);
}

/** What a shop has in stock, of three columns. */
export const STOCK: readonly (readonly string[])[] = [
  ['Article', 'Pieces', 'Price'],
  ['Pencil', '120', '1.60'],
  ['Atlas of the North', '7', '48.90'],
  ['Exercise book', '64', '2.90'],
  ['Fountain pen', '15', '26.00'],
];
