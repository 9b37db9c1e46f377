import { confidenceOf, divide, quadAround, type Strip } from '../documents/strip.ts';
import type { OpenPage } from '../text/reader.ts';
import { amountIn } from './money.ts';
import { isSameRow } from './strips.ts';
import type { CellReading, InvoiceItemReading, ItemColumn } from './types.ts';
import type { ColumnHead } from './vat-layout.ts';

/** A gap wider than so many heights divides a line into cells. */
const CELL_GAP = 0.8;
/** A text of the wrong kind stands in a column only if it is nearer to it than to others by so many heights. */
const MISFIT = 4;

const NUMBER = /^[-¥￥]?[\d.,]+$|^\*+$/;

/** What a column's cells look like. */
const FITS: Readonly<Partial<Record<ItemColumn, RegExp>>> = {
  name: /\p{L}/u,
  unit: /^\D{1,4}$/u,
  quantity: NUMBER,
  price: NUMBER,
  amount: /^[-¥￥]?[\d,]+\.\d{2}$/,
  rate: /%|免|不征|^\*+$/,
  tax: /^[-¥￥]?[\d,]+\.\d{2}$|免|^\*+$/,
};

export type Row = readonly Strip[];
type Cells = ReadonlyMap<string, readonly Strip[]>;

/** The strips of one item's cells, by column. */
export type ItemRow = Cells;

/** Strips in rows from the top, each from the left. */
export function rowsOf(strips: readonly Strip[]): Strip[][] {
  const rows: Strip[][] = [];
  for (const strip of strips.toSorted((a, b) => a.middle - b.middle)) {
    const row = rows.slice(-3).findLast((each) => each[0] && isSameRow(each[0], strip));
    if (row) row.push(strip);
    else rows.push([strip]);
  }
  return rows.map((row) => row.sort((a, b) => a.left - b.left));
}

/** Cells of a line: apart at wide gaps, and at the spaces between numbers. */
const cellsOf = (strip: Strip): Strip[] =>
  divide(
    strip,
    (glyph, previous) =>
      glyph.left - previous.right > CELL_GAP * strip.height ||
      (glyph.spaced && /[\d%*]/.test(previous.text) && /[\d¥￥*-]/.test(glyph.text) && isNumeric(strip)),
  );

const isNumeric = ({ text }: Strip): boolean => /^[\s\d.,%¥￥*-]+$/.test(text);

/** How far a cell stands from the head of a column, in heights. */
function distance(cell: Strip, { name, strip }: ColumnHead): number {
  const gap = Math.max(0, cell.left - strip.right, strip.left - cell.right) / Math.max(1, cell.height);
  const fits = FITS[name as ItemColumn];
  return gap + (fits && !fits.test(cell.text.replace(/\s/g, '')) ? MISFIT : 0);
}

/** Puts the cells of a row under the heads of columns, in their order, so that they stand as near to them as can be. Pure. */
export function underHeads(row: Row, columns: readonly ColumnHead[]): Cells {
  const cells = row.flatMap(cellsOf).sort((a, b) => a.left - b.left);
  // costs[c]: the least cost of the cells so far with the last one in column c; from[i][c]: the column of the cell before.
  let costs = columns.map(() => 0);
  const from = cells.map((cell) => {
    const before = columns.map((_, c) => leastUpTo(costs, c));
    costs = columns.map((column, c) => (before[c]?.cost ?? 0) + distance(cell, column));
    return before.map(({ at }) => at);
  });
  const placed = new Map<string, Strip[]>();
  let column = leastUpTo(costs, columns.length - 1).at;
  for (let i = cells.length - 1; i >= 0; i--) {
    const name = columns[column]?.name ?? '';
    placed.set(name, [cells[i] as Strip, ...(placed.get(name) ?? [])]);
    column = from[i]?.[column] ?? 0;
  }
  return placed;
}

function leastUpTo(costs: readonly number[], last: number): { at: number; cost: number } {
  let at = 0;
  for (let c = 1; c <= last; c++) if ((costs[c] ?? Infinity) < (costs[at] ?? Infinity)) at = c;
  return { at, cost: costs[at] ?? 0 };
}

/** The strips of each item: a row without an amount goes on with the item above it. */
export function itemRows(body: readonly Strip[], columns: readonly ColumnHead[]): ItemRow[] {
  const items: Map<string, Strip[]>[] = [];
  let waiting: Cells | undefined;
  for (const row of rowsOf(body)) {
    const cells = underHeads(row, columns);
    const isItem = cells.has('amount') && amountIn(textOf(cells.get('amount'))) !== null;
    const item = isItem ? new Map<string, Strip[]>() : items.at(-1);
    if (!item) {
      waiting = cells;
      continue;
    }
    if (isItem) items.push(item);
    for (const part of isItem && waiting ? [waiting, cells] : [cells])
      for (const [name, strips] of part) item.set(name, [...(item.get(name) ?? []), ...strips]);
    if (isItem) waiting = undefined;
  }
  return items;
}

const WORDED: ReadonlySet<string> = new Set(['name', 'spec']);

const textOf = (strips: readonly Strip[] | undefined): string =>
  (strips ?? []).reduce((text, strip) => {
    const joined = text === '' || /\p{Script=Han}$/u.test(text) || /^\p{Script=Han}/u.test(strip.text);
    return text + (joined ? '' : ' ') + strip.text;
  }, '');

/** A cell's value: money as `1234.50`, other columns as printed, without spaces where there are no words. */
export function cellReading(
  name: string,
  strips: readonly Strip[] | undefined,
  page: Pick<OpenPage, 'toInput'>,
): CellReading | undefined {
  const quad = strips && quadAround(strips);
  if (!quad) return undefined;
  const printed = textOf(strips);
  const text =
    name === 'amount' || name === 'tax'
      ? (amountIn(printed) ?? printed.replace(/\s/g, ''))
      : WORDED.has(name)
        ? printed.replace(/(?<=\p{Script=Han})\s+|\s+(?=\p{Script=Han})/gu, '')
        : printed.replace(/\s/g, '');
  return { text, confidence: confidenceOf(strips), quad: page.toInput(quad) };
}

/** Items whose cells were found, as values, in the order of the columns. */
export const readItems = (rows: readonly ItemRow[], page: Pick<OpenPage, 'toInput'>): InvoiceItemReading[] =>
  rows.map(
    (item) =>
      Object.fromEntries(
        [...item]
          .flatMap(([name, strips]) => {
            const reading = cellReading(name, strips, page);
            return reading ? [[name, reading] as const] : [];
          })
          .sort(([, a], [, b]) => a.quad[0].x - b.quad[0].x),
      ) as InvoiceItemReading,
  );
