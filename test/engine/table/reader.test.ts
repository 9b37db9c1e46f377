import { beforeAll, describe, expect, test } from 'vitest';
import { createTableReader, type TableReader } from '../../../src/engine/table/reader.ts';
import type { Table, TableResult } from '../../../src/engine/table/types.ts';
import { createTextReader } from '../../../src/engine/text/reader.ts';
import { drawLetter } from '../../material/draw-document.ts';
import { Page, type PageOptions } from '../../material/page.ts';
import { pdfOf } from '../../material/pdf.ts';
import { cellsFrom, type DrawnCell, drawTable, STOCK, type TableToDraw } from '../../material/tables.ts';

let reader: TableReader;

beforeAll(async () => {
  reader = createTableReader(await createTextReader());
});

const stock = (rules: TableToDraw['rules'], cells: readonly DrawnCell[] = cellsFrom(STOCK)): TableToDraw => ({
  ...{ left: 120, top: 160, widths: [320, 180, 200], rowHeight: 56 },
  ...{ cells, rules },
});

async function readDrawn(
  draw: (page: Page) => void,
  options: PageOptions = {},
): Promise<TableResult & { image: Buffer }> {
  const page = new Page(1000, 900, '#ffffff');
  draw(page);
  const { image } = await page.render(options);
  return { ...(await reader.read(image, { mode: 'basic' })), image };
}

/** The texts by row and column; places that a cell covers beside its first hold `^`. */
function gridOf(table: Table | undefined): string[][] {
  if (!table) return [];
  const grid = Array.from({ length: table.rows }, () => new Array<string>(table.columns).fill('?'));
  for (const cell of table.cells)
    for (let row = cell.row; row < cell.rowEnd; row++)
      for (let column = cell.column; column < cell.columnEnd; column++)
        (grid[row] as string[])[column] = row === cell.row && column === cell.column ? cell.text : '^';
  return grid;
}

describe('a ruled table', () => {
  test('has its cells, each with its place', async () => {
    const { tables, others } = await readDrawn((page) => drawTable(page, stock('all')));
    expect(tables.map((table) => table.kind)).toEqual(['ruled']);
    expect(gridOf(tables[0])).toEqual(STOCK);
    expect(others).toEqual([]);
    const price = tables[0]?.cells.find((cell) => cell.text === '48.90');
    expect(price).toMatchObject({ row: 2, rowEnd: 3, column: 2, columnEnd: 3 });
    expect(price?.confidence).toBeGreaterThan(0.9);
    const corners = [
      { x: 620, y: 272 },
      { x: 820, y: 272 },
      { x: 820, y: 328 },
      { x: 620, y: 328 },
    ];
    price?.quad.forEach((corner, i) => {
      expect(Math.hypot(corner.x - (corners[i]?.x ?? 0), corner.y - (corners[i]?.y ?? 0))).toBeLessThan(5);
    });
  });

  test('has cells over several rows and columns, empty ones and ones of two lines', async () => {
    const cells: DrawnCell[] = [
      { row: 0, column: 0, text: 'Region', rowSpan: 2 },
      { row: 0, column: 1, text: 'Turnover', columnSpan: 2 },
      { row: 1, column: 1, text: '2030' },
      { row: 1, column: 2, text: '2031' },
      { row: 2, column: 0, text: 'North' },
      { row: 2, column: 1, text: '1250' },
      { row: 2, column: 2, text: '' },
      { row: 3, column: 0, text: 'Islands\nand coast', rowSpan: 2 },
      { row: 3, column: 1, text: '410' },
      { row: 3, column: 2, text: '395' },
      { row: 4, column: 1, text: 'estimated', columnSpan: 2 },
    ];
    const { tables } = await readDrawn((page) => drawTable(page, stock('all', cells)));
    expect(gridOf(tables[0])).toEqual([
      ['Region', 'Turnover', '^'],
      ['^', '2030', '2031'],
      ['North', '1250', ''],
      ['Islands\nand coast', '410', '395'],
      ['^', 'estimated', '^'],
    ]);
  });

  test.each([
    [{ tilt: 2 }],
    [{ tilt: -2 }],
    [{ tilt: 1, noise: 6, blur: 0.5, format: 'jpeg', quality: 80 }],
    [{ rotate: 90 }],
    [{ scale: 2 }],
  ] satisfies [PageOptions][])('is read with %j', async (options) => {
    const { tables, angle } = await readDrawn((page) => drawTable(page, stock('all')), options);
    expect(tables.map((table) => table.kind)).toEqual(['ruled']);
    const turned = ('tilt' in options ? options.tilt : 0) + ('rotate' in options ? options.rotate : 0);
    expect(Math.abs(((angle - turned + 540) % 360) - 180)).toBeLessThan(0.4);
    expect(gridOf(tables[0])).toEqual(STOCK);
  });

  test('may be open at its sides', async () => {
    const open = (page: Page): void => {
      drawTable(page, stock('none'));
      for (let row = 0; row <= 5; row++) page.rectangle(120, 160 + row * 56, 700, 2, '#222222');
      for (const x of [440, 620]) page.rectangle(x, 160, 2, 280, '#222222');
    };
    const { tables } = await readDrawn(open);
    expect(gridOf(tables[0])).toEqual(STOCK);
  });
});

describe('an unruled table', () => {
  test.each(['none', 'booktabs'] as const)('with rules %s has its cells', async (rules) => {
    const { tables } = await readDrawn((page) => drawTable(page, stock(rules)));
    expect(tables.map((table) => table.kind)).toEqual(['unruled']);
    expect(gridOf(tables[0])).toEqual(STOCK);
  });

  test('is read tilted by 2 degrees', async () => {
    const { tables } = await readDrawn((page) => drawTable(page, stock('none')), { tilt: 2 });
    expect(gridOf(tables[0])).toEqual(STOCK);
  });

  test('has a heading over columns that a rule under it joins, and empty cells', async () => {
    const cells: DrawnCell[] = [
      { row: 0, column: 1, text: 'Turnover' },
      ...cellsFrom([
        ['Region', '2030', '2031'],
        ['North', '1250', '1310'],
        ['Islands', '', '395'],
        ['South', '870', '905'],
      ]).map((cell) => ({ ...cell, row: cell.row + 1 })),
    ];
    const { tables } = await readDrawn((page) => {
      drawTable(page, { ...stock('booktabs', cells), rowHeight: 50 });
      page.rectangle(440, 202, 300, 2, '#222222');
    });
    expect(gridOf(tables[0])).toEqual([
      ['', 'Turnover', '^'],
      ['Region', '2030', '2031'],
      ['North', '1250', '1310'],
      ['Islands', '', '395'],
      ['South', '870', '905'],
    ]);
  });
});

describe('a page', () => {
  test('with two tables and a line between them has all three', async () => {
    const { tables, others } = await readDrawn((page) => {
      drawTable(page, { ...stock('all'), top: 60 });
      page.text(120, 420, 24, 'Prices are in crowns and hold until the end of the month.');
      drawTable(page, { ...stock('none', cellsFrom(STOCK.slice(0, 4).toReversed())), top: 560 });
    });
    expect(tables.map((table) => table.kind)).toEqual(['ruled', 'unruled']);
    expect(gridOf(tables[0])).toEqual(STOCK);
    expect(gridOf(tables[1])).toEqual(STOCK.slice(0, 4).toReversed());
    expect(others.map((line) => line.text).join(' ')).toContain('Prices are in crowns');
  });

  test('of running text has no table, and one without text nothing', async () => {
    const letter = await reader.read((await drawLetter()).image, { mode: 'basic' });
    expect(letter.tables).toEqual([]);
    expect(letter.others.map((line) => line.text)).toContain('Yours sincerely,');
    const empty = await readDrawn((page) => page.rectangle(100, 100, 5, 5, '#000000'));
    expect([empty.tables, empty.others]).toEqual([[], []]);
  });

  test('with a frame around its text has no table', async () => {
    const { tables } = await readDrawn((page) => {
      for (const y of [100, 400]) page.rectangle(100, y, 700, 3, '#222222');
      for (const x of [100, 800]) page.rectangle(x, 100, 3, 303, '#222222');
      ['A notice of the harbour', 'to all who moor here', 'from the first of May'].forEach((line, i) =>
        page.text(160, 180 + 50 * i, 26, line),
      );
    });
    expect(tables).toEqual([]);
  });

  test('of a PDF document is drawn and read', async () => {
    const { image } = await readDrawn((page) => drawTable(page, stock('all')));
    const { tables, pdfPages } = await reader.read(await pdfOf([image, image]), {
      mode: 'basic',
      pdfPage: 2,
    });
    expect(pdfPages).toBe(2);
    expect(gridOf(tables[0])).toEqual(STOCK);
  });
});
