import { quadOf } from '../documents/strip.ts';
import type { OpenPage } from '../text/reader.ts';
import type { Point, Quad } from '../types.ts';
import type { ItemRow } from './items.ts';
import type { CellReading, InvoiceItemReading } from './types.ts';
import type { ColumnHead } from './vat-layout.ts';

/** How far the head of a column is overhung by what stands below it, in heights. */
const OVERHANG = 3;
/** Room that is kept to the cell on the right, in heights. */
const ROOM = 0.4;

/**
 * Reads a quantity that the detector overlooked, as it does lone digits: where it must stand, left of the price. Only a number
 * by which the price gives the amount is one.
 */
export async function lostQuantity(
  row: ItemRow,
  { price, amount }: InvoiceItemReading,
  columns: readonly ColumnHead[],
  page: Pick<OpenPage, 'reread' | 'toInput'>,
): Promise<CellReading | undefined> {
  const head = columns.find(({ name }) => name === 'quantity')?.strip;
  const [strip] = row.get('price') ?? [];
  if (!head || !strip || !price || !amount) return undefined;
  const from = head.left - OVERHANG * strip.height;
  const to = Math.min(head.right + OVERHANG * strip.height, strip.left - ROOM * strip.height);
  const left = Math.max(from, lastBefore(row, strip.left) + ROOM * strip.height);
  if (to - left < ROOM * strip.height) return undefined;
  const quad = movedAlong(quadOf(strip, 0.2), strip.right - strip.left, left - strip.left, to - strip.left);
  const { text, confidence } = await page.reread(quad, '0123456789.');
  const quantity = text.replace(/\s/g, '');
  return gives(quantity, price.text, amount.text)
    ? { text: quantity, confidence, quad: page.toInput(quad) }
    : undefined;
}

/** Where the cells left of a place end. */
const lastBefore = (row: ItemRow, place: number): number =>
  Math.max(
    -Infinity,
    ...[...row.values()].flat().flatMap(({ left, right }) => (left < place - 1 ? [right] : [])),
  );

/** A quad of a width, moved along its direction so that it begins and ends there. */
function movedAlong([a, b, c, d]: Quad, width: number, from: number, to: number): Quad {
  const at = (start: Point, end: Point, by: number): Point => ({
    x: start.x + ((end.x - start.x) * by) / Math.max(1, width),
    y: start.y + ((end.y - start.y) * by) / Math.max(1, width),
  });
  return [at(a, b, from), at(a, b, to), at(d, c, to), at(d, c, from)];
}

/** Whether so many at this price come to the amount, as far as the price's decimals tell. */
export function gives(quantity: string, price: string, amount: string): boolean {
  if (![quantity, price, amount].every((text) => /^-?\d+(?:\.\d+)?$/.test(text))) return false;
  const decimals = price.split('.')[1]?.length ?? 0;
  const unsure = 0.5 * Number(quantity) * 10 ** -decimals + 0.01;
  return Number(quantity) > 0 && Math.abs(Number(quantity) * Number(price) - Number(amount)) <= unsure;
}
