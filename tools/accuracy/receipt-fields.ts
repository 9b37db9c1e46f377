import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ask } from '../../src/engine/structure/ask.ts';
import { RECEIPT_FIELDS, type ReceiptFieldName } from '../../src/engine/structure/receipt.ts';
import { createTextReader } from '../../src/engine/text/reader.ts';
import { editDistance } from './text-score.ts';

export interface FieldRow {
  readonly field: ReceiptFieldName;
  readonly receipts: number;
  /** Values that are right letter by letter, but for case, spaces and punctuation; amounts by their value. */
  readonly right: number;
  /** Mean share of characters that are right, %. */
  readonly characters: number;
}

/** A receipt of `ocr/manifest.json`, as SROIE (ICDAR 2019, task 3) annotates it. */
interface Sample {
  readonly file: string;
  readonly fields?: Readonly<Record<ReceiptFieldName, string>>;
}

/** Asks real receipts for company, address, date and total, and compares the values with the true ones. */
export async function receiptFieldAccuracy(
  evalFolder: string,
  options: { limit?: number } = {},
): Promise<FieldRow[]> {
  const folder = join(evalFolder, 'ocr');
  const samples = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Sample[];
  const reader = await createTextReader();
  const scores = new Map<ReceiptFieldName, { right: boolean; characters: number }[]>();
  for (const { file, fields } of samples.filter((sample) => sample.fields).slice(0, options.limit)) {
    const page = await reader.open(await readFile(join(folder, file)), { mode: 'basic' });
    const { values } = ask(page.lines, RECEIPT_FIELDS, page.tilt);
    for (const name of RECEIPT_FIELDS) {
      const read = values.find(({ asked }) => asked === name)?.value ?? '';
      scores.set(name, [...(scores.get(name) ?? []), compare(name, fields?.[name] ?? '', read)]);
    }
  }
  return [...scores].map(([field, all]) => ({
    field,
    receipts: all.length,
    right: all.filter(({ right }) => right).length,
    characters: Math.round((1000 * all.reduce((sum, s) => sum + s.characters, 0)) / all.length) / 10,
  }));
}

function compare(
  name: ReceiptFieldName,
  truth: string,
  read: string,
): { right: boolean; characters: number } {
  const solid = (text: string): string =>
    name === 'total'
      ? Number(text.replace(/[^\d.-]/g, '')).toFixed(2)
      : text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
  const [expected, got] = [solid(truth), solid(read)];
  const errors = editDistance(expected, got) / Math.max(1, expected.length);
  return { right: expected === got, characters: Math.max(0, 1 - errors) };
}
