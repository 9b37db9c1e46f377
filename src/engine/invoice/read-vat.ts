import { readFields } from '../documents/read-document.ts';
import { matchStrips } from '../documents/match-template.ts';
import { confidenceOf, quadAround, type Strip } from '../documents/strip.ts';
import type { FieldReading, SideTemplate } from '../documents/types.ts';
import type { OpenPage } from '../text/reader.ts';
import { agree } from './cross-check.ts';
import { cellReading, itemRows, readItems, rowsOf, underHeads } from './items.ts';
import { lostQuantity } from './lost-quantity.ts';
import { isSameRow } from './strips.ts';
import type { InvoiceItemReading } from './types.ts';
import type { VatLayout } from './vat-layout.ts';
import { footPart, headPart, partyPart, totalPart } from './vat-parts.ts';

type Readings = Record<string, FieldReading>;

/** Reads the fields of a part of an invoice. */
async function readPart(
  page: OpenPage,
  strips: readonly Strip[],
  part: SideTemplate,
  prefix = '',
): Promise<Readings> {
  const template = { id: 'vat-invoice', title: '', script: 'chinese', sides: { front: part } } as const;
  const match = matchStrips(strips, template, 'front', part);
  if (!match) return {};
  const fields = await readFields({ page, match }, {});
  if (prefix === '') return fields;
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      `${prefix}${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`,
      value,
    ]),
  );
}

const readingOf = (text: string, strips: readonly Strip[], page: OpenPage): FieldReading => {
  const quad = quadAround(strips);
  return {
    text,
    confidence: confidenceOf(strips),
    checked: false,
    ...(quad && { quad: page.toInput(quad) }),
  };
};

/** The title: the largest line that says 发票, with what stands beside it. */
function readTitle(head: readonly Strip[], page: OpenPage): Readings {
  const [title] = head
    .filter(({ text }) => /发\s*票/.test(text) && !/号码|代码|[:：]/.test(text))
    .sort((a, b) => b.height - a.height);
  if (!title) return {};
  const row = head
    .filter(
      (strip) => strip === title || (isSameRow(strip, title) && gapBetween(strip, title) < title.height),
    )
    .sort((a, b) => a.left - b.left);
  const text = row.map((strip) => strip.text.replace(/\s/g, '')).join('');
  return { title: readingOf(text.replace(/\(/g, '（').replace(/\)/g, '）'), row, page) };
}

const gapBetween = (a: Strip, b: Strip): number => Math.max(a.left - b.right, b.left - a.right);

/** Code and number in large type, and repeated in small type, as paper forms have them without labels. */
function paperNumbers(head: readonly Strip[], page: OpenPage): Readings {
  const found = (pattern: RegExp): { text: string; strip: Strip }[] =>
    head
      .flatMap((strip) => {
        const text = pattern.exec(strip.text.replace(/\s/g, ''))?.[1];
        return text === undefined ? [] : [{ text, strip }];
      })
      .sort((a, b) => b.strip.height - a.strip.height);
  const [code, printedCode] = found(/^(\d{10}(?:\d{2})?)$/);
  const [number, printedNumber] = found(/^(?:N?[oO0º°]?[.:：]?)(\d{8})$/);
  const readings = { code, printedCode, number, printedNumber };
  return Object.fromEntries(
    Object.entries(readings).flatMap(([name, each]) =>
      each ? [[name, readingOf(each.text, [each.strip], page)]] : [],
    ),
  );
}

/** The sums of amounts and taxes, by their columns. */
function readSums(layout: VatLayout, page: OpenPage): Readings {
  const cells = underHeads(
    layout.sums.filter(({ text }) => /\d|\*/.test(text)),
    layout.columns,
  );
  return Object.fromEntries(
    (['amount', 'tax'] as const).flatMap((name) => {
      const reading = cellReading(name, cells.get(name), page);
      return reading ? [[name, { ...reading, checked: false }]] : [];
    }),
  );
}

async function readItemsOf({ body, columns }: VatLayout, page: OpenPage): Promise<InvoiceItemReading[]> {
  const rows = itemRows(body, columns);
  const items: InvoiceItemReading[] = [];
  for (const [i, item] of readItems(rows, page).entries()) {
    const row = rows[i];
    const quantity = row && !item.quantity ? await lostQuantity(row, item, columns, page) : undefined;
    items.push(quantity ? { ...item, quantity } : item);
  }
  return items;
}

/** Reads a VAT invoice that was taken apart. */
export async function readVat(
  page: OpenPage,
  layout: VatLayout,
): Promise<{ fields: Readings; items: InvoiceItemReading[] }> {
  const fields: Readings = {
    ...readTitle(layout.head, page),
    ...paperNumbers(layout.head, page),
    ...(await readPart(page, layout.head, headPart)),
    ...(await readPart(page, layout.buyer, partyPart, 'buyer')),
    ...(await readPart(page, layout.seller, partyPart, 'seller')),
    ...readSums(layout, page),
    ...(await readPart(page, layout.total, totalPart)),
    ...(await readPart(page, layout.foot, footPart)),
  };
  const remark = rowsOf(layout.remark).flat();
  if (remark.length > 0) fields['remark'] = readingOf(remark.map(({ text }) => text).join(''), remark, page);
  if (layout.cipher.length > 0)
    fields['cipher'] = readingOf(
      layout.cipher.map(({ text }) => text.replace(/\s/g, '')).join(''),
      layout.cipher,
      page,
    );
  return { fields: agree(fields), items: await readItemsOf(layout, page) };
}
