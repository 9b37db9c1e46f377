import { describe, expect, it } from 'vitest';
import { flowOf } from '../../../src/engine/documents/flow.ts';
import { toStrips } from '../../../src/engine/documents/strip.ts';
import { itemRows, readItems } from '../../../src/engine/invoice/items.ts';
import { toldKindOf, vatKindOf } from '../../../src/engine/invoice/kinds.ts';
import { vatLayout } from '../../../src/engine/invoice/vat-layout.ts';
import { drawDigitalInvoice } from '../../material/invoices/digital-invoice.ts';
import type { InvoiceSample } from '../../material/invoices/invoice-content.ts';
import { drawVatInvoice } from '../../material/invoices/vat-invoice.ts';
import { Random } from '../../material/random.ts';
import { drawnLines } from '../../support/drawn-lines.ts';

async function layoutOf(sample: InvoiceSample) {
  const lines = await drawnLines(sample);
  const flow = flowOf(
    lines.map(({ quad }) => quad),
    0,
  );
  return vatLayout(toStrips(lines, flow));
}

const page = { toInput: <Q>(quad: Q): Q => quad };

describe('the parts of a VAT invoice', () => {
  it.each(['special', 'common', 'electronic', 'electronic-special'] as const)(
    'of paper, with the seller below: %s',
    async (form) => {
      for (let seed = 1; seed <= 5; seed++) {
        const sample = drawVatInvoice(new Random(seed), form);
        const layout = await layoutOf(sample);
        const textOf = (part: readonly { text: string }[] = []): string =>
          part.map(({ text }) => text).join(' ');
        expect(textOf(layout?.buyer)).toContain(sample.fields['buyerNumber']);
        expect(textOf(layout?.buyer)).not.toMatch(/[<>]/);
        expect(textOf(layout?.seller)).toContain(sample.fields['sellerNumber']);
        expect(textOf(layout?.total)).toContain(sample.fields['totalWords']);
        expect(textOf(layout?.remark)).toBe(sample.fields['remark'] ?? '');
        expect(textOf(layout?.foot)).toContain(sample.fields['issuer']);
        expect(layout?.cipher).toHaveLength(4);
      }
    },
  );

  it.each(['special', 'common'] as const)(
    'that is digital, with the parties side by side: %s',
    async (form) => {
      for (let seed = 1; seed <= 5; seed++) {
        const sample = drawDigitalInvoice(new Random(seed), form);
        const layout = await layoutOf(sample);
        const numbers = (part: readonly { text: string }[] = []): string[] =>
          part.flatMap(({ text }) => /[A-Z\d]{18}/.exec(text) ?? []);
        expect(numbers(layout?.buyer)).toEqual([sample.fields['buyerNumber']]);
        expect(numbers(layout?.seller)).toEqual([sample.fields['sellerNumber']]);
      }
    },
  );

  it('hold the items, each value in its column', async () => {
    for (let seed = 1; seed <= 10; seed++)
      for (const sample of [
        drawVatInvoice(new Random(seed), 'common'),
        drawDigitalInvoice(new Random(seed), 'common'),
      ]) {
        const layout = await layoutOf(sample);
        const items = readItems(itemRows(layout?.body ?? [], layout?.columns ?? []), page);
        const texts = items.map((item) =>
          Object.fromEntries(Object.entries(item).map(([name, { text }]) => [name, text])),
        );
        expect(texts).toEqual(sample.items);
      }
  });

  it('are not found on other pages', () => {
    expect(vatLayout([])).toBeNull();
  });
});

describe('kinds of invoices', () => {
  it.each([
    ['深圳增值税专用发票', 'vat-special'],
    ['上海 增值税 普通发票', 'vat-common'],
    ['浙江增值税电子普通发票', 'vat-electronic-common'],
    ['电子发票（普通发票）', 'digital-common'],
    ['电子发票(增值税专用发票)', 'digital-special'],
    ['发票', null],
  ])('%s', (title, kind) => {
    expect(toldKindOf(title)).toBeNull();
    expect(vatKindOf(title)).toBe(kind);
  });

  it.each([
    ['广东增值税普通发票（卷票）', 'vat-roll'],
    ['深圳电子普通发票', 'vat-blockchain'],
    ['机动车销售统一发票', 'vehicle-sale'],
    ['电子发票（铁路电子客票）', 'electronic-train'],
    ['中国工商银行 电子回单', 'bank-slip'],
  ])('%s is told, and not read', (title, kind) => {
    expect(toldKindOf(title)).toBe(kind);
  });
});
