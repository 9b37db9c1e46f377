import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chineseId } from '../../material/documents/chinese-id.ts';
import { drawDigitalInvoice } from '../../material/invoices/digital-invoice.ts';
import type { InvoiceSample } from '../../material/invoices/invoice-content.ts';
import { drawVatInvoice } from '../../material/invoices/vat-invoice.ts';
import { levels, photograph } from '../../material/photograph.ts';
import { Random } from '../../material/random.ts';
import { codeOf } from '../../support/code-of.ts';
import { startLethe, type TestServer } from '../../support/lethe.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startLethe();
});
afterAll(() => server[Symbol.asyncDispose]());

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const solid = (text: string | undefined): string => (text ?? '').replace(/\s/g, '');

async function scanned({ page }: Pick<InvoiceSample, 'page'>): Promise<{ ImageBase64: string }> {
  return { ImageBase64: base64((await page.render({ rotate: 90 })).image) };
}

async function photographed({ page }: InvoiceSample, seed: number): Promise<{ ImageBase64: string }> {
  const random = new Random(seed);
  const { image } = await page.render();
  const photo = await photograph(image, { width: 2400, height: 1800, ...levels.phone(random) }, random);
  return { ImageBase64: base64(photo.image) };
}

describe('VAT invoices', () => {
  const read = async (request: { ImageBase64: string }) => {
    const answer = await server.clients.ocr.VatInvoiceOCR(request);
    const all = (name: string): string[] =>
      (answer.VatInvoiceInfos ?? []).flatMap(({ Name, Value }) => (Name === name ? [solid(Value)] : []));
    return { answer, all };
  };

  it('of paper are read, turned on their side', async () => {
    const sample = drawVatInvoice(new Random(1), 'special');
    const { fields } = sample;
    const { answer, all } = await read(await scanned(sample));
    expect(answer.Angle).toBeCloseTo(90, 0);
    expect(answer.PdfPageSize).toBe(0);
    expect(all('发票类型')).toEqual(['增值税专用发票']);
    expect(all('发票名称')).toEqual([fields['title']]);
    expect(all('发票代码')).toEqual([fields['code']]);
    expect(all('打印发票代码')).toEqual([fields['code']]);
    expect(all('发票号码')).toEqual([fields['number']]);
    expect(all('开票日期')).toEqual([fields['date']]);
    for (const [side, wire] of [
      ['buyer', '购买方'],
      ['seller', '销售方'],
    ] as const) {
      expect(all(`${wire}名称`)).toEqual([fields[`${side}Name`]]);
      expect(all(`${wire}识别号`)).toEqual([fields[`${side}Number`]]);
      expect(all(`${wire}地址、电话`)).toEqual([solid(fields[`${side}Address`])]);
      expect(all(`${wire}开户行及账号`)).toEqual([solid(fields[`${side}Bank`])]);
    }
    expect(all('合计金额')).toEqual([`¥${fields['amount']}`]);
    expect(all('小写金额')).toEqual([`¥${fields['total']}`]);
    expect(all('价税合计(大写)')).toEqual([fields['totalWords']]);
    expect(all('金额')).toEqual(sample.items.map(({ amount }) => amount));
    expect(all('密码区')[0]).toMatch(/^[\d<>*+/-]{90,}$/);
    const place = answer.VatInvoiceInfos?.find(({ Name }) => Name === '发票号码')?.Polygon;
    // The sheet is turned: what stands at (1150, 90) of 940 high is at (850, 1150).
    expect(Math.abs((place?.LeftTop?.X ?? NaN) - 878)).toBeLessThan(20);
    expect(Math.abs((place?.LeftTop?.Y ?? NaN) - 1100)).toBeLessThan(40);
  });

  it('that are digital are read from a photograph, item by item', async () => {
    const sample = drawDigitalInvoice(new Random(4), 'common');
    const { fields } = sample;
    const { answer, all } = await read(await photographed(sample, 4));
    expect(all('发票名称')).toEqual([fields['title']]);
    expect(all('发票号码')).toEqual([fields['number']]);
    expect(all('购买方名称')).toEqual([fields['buyerName']]);
    expect(all('销售方识别号')).toEqual([fields['sellerNumber']]);
    expect(all('小写金额')).toEqual([`¥${fields['total']}`]);
    expect(all('发票代码')).toEqual([]);
    expect(answer.Items).toMatchObject(
      sample.items.map(({ name, amount, rate, tax }, i) => ({
        LineNo: String(i + 1),
        Name: name,
        AmountWithoutTax: amount,
        TaxRate: rate,
        TaxAmount: tax,
      })),
    );
  });

  it('are not every picture', async () => {
    const { ocr } = server.clients;
    expect(await codeOf(ocr.VatInvoiceOCR(await scanned(chineseId.draw(new Random(2)))))).toBe(
      'FailedOperation.OcrFailed',
    );
    expect(await codeOf(ocr.VatInvoiceOCR({ ImageBase64: base64(Buffer.from('no image')) }))).toBe(
      'FailedOperation.ImageDecodeFailed',
    );
  });
});
