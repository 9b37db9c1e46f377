import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawCode } from '../../material/codes.ts';
import { drawReceipt } from '../../material/draw-document.ts';
import { drawDigitalInvoice } from '../../material/invoices/digital-invoice.ts';
import { gluedSheet } from '../../material/invoices/sheet.ts';
import { ticketSamplers } from '../../material/invoices/tickets.ts';
import { drawVatInvoice } from '../../material/invoices/vat-invoice.ts';
import { Page } from '../../material/page.ts';
import { pdfOf } from '../../material/pdf.ts';
import { Random } from '../../material/random.ts';
import { codeOf } from '../../support/code-of.ts';
import { startLethe, type TestServer } from '../../support/lethe.ts';
import { intlCall } from '../../support/sdk.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startLethe();
});
afterAll(() => server[Symbol.asyncDispose]());

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const ticket = (template: string, seed: number) => {
  const sampler = ticketSamplers.find((each) => each.template === template);
  if (!sampler) throw new Error(`no ${template} is drawn`);
  return sampler.draw(new Random(seed));
};

const read = async (image: Uint8Array, more: object = {}) => {
  const answer = await server.clients.ocr.RecognizeGeneralInvoice({ ImageBase64: base64(image), ...more });
  return { ...answer, items: answer.MixedInvoiceItems ?? [] };
};

describe('invoices of several kinds', () => {
  it('on one sheet are told apart and read', async () => {
    const [quota, taxi, train] = [ticket('quota', 5), ticket('taxi', 6), ticket('train-ticket', 7)];
    const sheet = await gluedSheet(1600, 1320, [
      { page: quota.page, left: 20, top: 20 },
      { page: taxi.page, left: 1050, top: 40 },
      { page: train.page, left: 30, top: 640 },
    ]);
    const { items } = await read(sheet);
    expect(items.map(({ Code, Type, SubType, Page: page }) => [Code, Type, SubType, page])).toEqual([
      ['OK', 1, 'QuotaInvoice', 1],
      ['OK', 2, 'TrainTicket', 1],
      ['OK', 0, 'TaxiTicket', 1],
    ]);
    expect(items[0]?.SingleInvoiceInfos?.QuotaInvoice).toMatchObject({
      Code: quota.fields['code'],
      Number: quota.fields['number'],
      TotalCn: quota.fields['totalWords'],
    });
    expect(items[1]?.SingleInvoiceInfos?.TrainTicket).toMatchObject({
      StationGetOn: train.fields['stationOn'],
      StationGetOff: train.fields['stationOff'],
      DateGetOn: train.fields['date'],
      SeatNumber: train.fields['place'],
      Name: train.fields['passenger'],
    });
    expect(items[2]?.SingleInvoiceInfos?.TaxiTicket).toMatchObject({
      LicensePlate: taxi.fields['plate'],
      Total: taxi.fields['total'],
      TimeGetOff: taxi.fields['getOff'],
    });
    expect(items[2]?.Polygon?.LeftTop?.X).toBeGreaterThan(1050);
  });

  it('are read from every page of a document, and cut out of it', async () => {
    const [paper, digital] = [
      drawVatInvoice(new Random(3), 'special'),
      drawDigitalInvoice(new Random(8), 'common'),
    ];
    const pages = [(await paper.page.render()).image, (await digital.page.render()).image];
    const more = { EnableMultiplePage: true, EnableCutImage: true, EnableItemPolygon: true };
    const blank = (await new Page(300, 200).render()).image;
    const { items, TotalPDFCount } = await read(await pdfOf([...pages, blank]), more);
    expect(TotalPDFCount).toBe(3);
    expect(items.map(({ Code, Type, SubType, Page: page }) => [Code, Type, SubType, page])).toEqual([
      ['OK', 3, 'VatSpecialInvoice', 1],
      ['OK', 16, 'VatElectronicInvoiceFull', 2],
      ['FailedOperation.ImageNoText', -1, undefined, 3],
    ]);
    expect(items[0]?.SingleInvoiceInfos?.VatSpecialInvoice).toMatchObject({
      Code: paper.fields['code'],
      BuyerTaxID: paper.fields['buyerNumber'],
      Total: paper.fields['total'],
      VatInvoiceItemInfos: paper.items.map(({ name, amount }) => ({ Name: name, Total: amount })),
    });
    expect(items[1]?.SingleInvoiceInfos?.VatElectronicInvoiceFull).toMatchObject({
      Number: digital.fields['number'],
      Seller: digital.fields['sellerName'],
      VatElectronicItems: digital.items.map(({ name, tax }) => ({ Name: name, Tax: tax })),
    });
    const cut = await sharp(Buffer.from(items[1]?.CutImage ?? '', 'base64')).metadata();
    const total = items[1]?.ItemPolygon?.find(({ Key, Row }) => Key === 'Total' && Row === -1)?.Polygon;
    expect(total?.LeftTop?.X ?? NaN).toBeGreaterThan(0.6 * cut.width);
    expect(total?.RightBottom?.Y ?? NaN).toBeLessThan(cut.height);
    expect(items[1]?.ItemPolygon?.filter(({ Key }) => Key === 'Tax').map(({ Row }) => Row)).toEqual([
      -1,
      ...digital.items.map((_, row) => row),
    ]);
  });

  it('of no kind that is known are read by their labels, if that is wanted', async () => {
    const { image } = await drawReceipt();
    const [other] = (await read(image)).items;
    expect(other).toMatchObject({ Code: 'OK', Type: -1, SubType: 'OtherInvoice' });
    expect(other?.SingleInvoiceInfos?.OtherInvoice?.Total).toBe('163.38');
    expect(other?.SingleInvoiceInfos?.OtherInvoice?.OtherInvoiceListItems).toContainEqual({
      Name: 'Change',
      Value: '36.62',
    });
  });

  it('are not looked for where they are not wanted', async () => {
    const page = new Page(500, 120);
    page.text(30, 50, 26, 'TAX INVOICE 20419');
    page.text(30, 100, 26, 'TOTAL: 163.38');
    const { image } = await page.render();
    const codes = async (more: object): Promise<unknown[]> =>
      (await read(image, more)).items.map(({ Code, Type }) => [Code, Type]);
    expect(await codes({})).toEqual([['OK', -1]]);
    const [receipt] = (await read(image, { Types: [24] })).items;
    expect([receipt?.Type, receipt?.SingleInvoiceInfos?.ShoppingReceipt?.Content]).toEqual([
      24,
      [{ Name: 'TOTAL', Value: '163.38' }],
    ]);
    expect(await codes({ EnableOther: false })).toEqual([['FailedOperation.UnsupportedInvoice', -1]]);
    expect(await codes({ Types: [3] })).toEqual([['FailedOperation.UnKnowError', 3]]);
  });

  it('that only their titles tell are said not to be supported', async () => {
    const page = new Page(1200, 800);
    page.text(600, 100, 44, '机动车销售统一发票', { font: 'chinese-bold', align: 'middle' });
    page.text(80, 200, 26, '发票代码 144001922360', { font: 'chinese' });
    page.text(80, 260, 26, '购买方名称 林佩珊', { font: 'chinese' });
    const code = { input: await drawCode('QRCode', '01,10,144001922360,12345678', 5), left: 900, top: 180 };
    const image = await sharp((await page.render()).image)
      .composite([code])
      .png()
      .toBuffer();
    const [withCode] = (await read(image, { EnableQRCode: true })).items;
    expect(withCode?.QRCode).toBe('01,10,144001922360,12345678');
    const call = intlCall(server.target, 'ocr', 'RecognizeGeneralInvoice');
    const answer = await call({ ImageBase64: base64(image) });
    expect(answer['MixedInvoiceItems']).toMatchObject([
      { Code: 'FailedOperation.UnsupportedInvoice', Type: 12, SubType: 'MotorVehicleSaleInvoice' },
    ]);
  });

  it('are refused what cannot be kept', async () => {
    const { image } = await drawReceipt();
    const code = (more: object): Promise<string> => codeOf(read(image, more));
    expect(await code({ EnableSeal: true })).toBe('UnsupportedOperation');
    expect(await code({ Types: [0, 3] })).toBe('InvalidParameterValue.InvalidParameterValueLimit');
    expect(await code({ Types: [99] })).toBe('InvalidParameterValue.InvalidParameterValueLimit');
    expect(await codeOf(server.clients.ocr.RecognizeGeneralInvoice({}))).toBe(
      'FailedOperation.EmptyImageError',
    );
  });
});
