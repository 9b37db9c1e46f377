import type { FieldReading } from '../documents/types.ts';
import type { OpenPage } from '../text/reader.ts';
import type { ReadLine } from '../text/read-line.ts';
import { findPairs } from '../structure/find-pairs.ts';
import { readReceipt } from '../structure/receipt.ts';
import { isTitle } from './kinds.ts';
import { amountIn } from './money.ts';
import type { Invoice } from './types.ts';

/** Reads a receipt or bill by its labels; null when nothing says that it is one: no title, and no sum to pay with a date. */
export function readOther(
  page: OpenPage,
  lines: readonly ReadLine[],
): Pick<Invoice, 'kind' | 'fields' | 'pairs'> | null {
  const receipt = readReceipt(lines, page.tilt);
  const title = lines.find(({ text }) => isTitle(text));
  if (!title && !(receipt.total && receipt.date)) return null;
  const fields: Record<string, FieldReading> = title
    ? { title: { ...toReading(title), quad: page.toInput(title.quad) } }
    : {};
  const names = { seller: 'company', address: 'address', date: 'date', total: 'total' } as const;
  for (const [name, part] of Object.entries(names)) {
    const found = receipt[part];
    const isDoubtful = name === 'seller' && found && (amountIn(found.text) !== null || isTitle(found.text));
    if (found && !isDoubtful) fields[name] = { ...toReading(found), quad: page.toInput(found.quad) };
  }
  const pairs = findPairs(lines, page.tilt).map(({ key, value, valueQuad }) => ({
    key,
    value,
    quad: page.toInput(valueQuad),
  }));
  return { kind: 'other', fields, pairs };
}

const toReading = ({ text, confidence }: { text: string; confidence: number }): FieldReading => ({
  text,
  confidence,
  checked: false,
});
