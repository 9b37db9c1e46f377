import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawBankCard } from '../material/documents/bank-card.ts';
import { drawVinPlate } from '../material/documents/vin-plate.ts';
import { drawLetter } from '../material/draw-document.ts';
import { Page } from '../material/page.ts';
import { Random } from '../material/random.ts';
import { codeOf } from '../support/code-of.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { intlCall } from '../support/sdk.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startLethe();
});
afterAll(() => server[Symbol.asyncDispose]());

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

describe('BankCardOCR', () => {
  it.each([
    { seed: 1, embossed: false, options: {} },
    { seed: 2, embossed: true, options: { tilt: 4 } },
    { seed: 6, embossed: true, options: { noise: 10, format: 'jpeg' as const } },
  ])('reads card $seed, embossed: $embossed', async ({ seed, embossed, options }) => {
    const card = drawBankCard(new Random(seed), { embossed });
    const { image } = await card.page.render(options);
    const answer = await server.clients.ocr.BankCardOCR({ ImageBase64: base64(image) });
    expect(answer).toMatchObject({
      CardNo: card.number,
      ValidDate: card.validDate,
      CardName: card.scheme,
      CardType: '借记卡',
      WarningCode: [],
    });
  });

  it('tells an expired card, and cuts out the number', async () => {
    const card = drawBankCard(new Random(1), { year: 2019 });
    const { image } = await card.page.render();
    const call = intlCall(server.target, 'ocr', 'BankCardOCR');
    const answer = await call({ ImageBase64: base64(image), RetCardNoImage: true });
    expect(answer).toMatchObject({ CardNo: card.number, WarningCode: [-9110] });
    expect(Buffer.from(String(answer['CardNoImage']), 'base64').subarray(0, 2)).toEqual(
      Buffer.from([0xff, 0xd8]),
    );
  });

  it('gives no number whose check digit is wrong', async () => {
    const page = new Page(1000, 630, '#1f3c66');
    page.text(70, 390, 58, '4111 1111 1111 1112', { font: 'ocr-b', fill: '#f4f4f0' });
    const ImageBase64 = base64((await page.render()).image);
    expect(await codeOf(server.clients.ocr.BankCardOCR({ ImageBase64 }))).toBe('FailedOperation.OcrFailed');
    expect(await codeOf(server.clients.ocr.BankCardOCR({ ImageBase64, EnableCopyCheck: true }))).toBe(
      'UnsupportedOperation',
    );
  });
});

describe('VinOCR', () => {
  it.each([1, 2, 3])('reads plate %i', async (seed) => {
    const { page, vin } = drawVinPlate(new Random(seed));
    const { image } = await page.render({ tilt: seed, noise: 6 });
    expect((await server.clients.ocr.VinOCR({ ImageBase64: base64(image) })).Vin).toBe(vin);
  });

  it('answers the documented codes', async () => {
    const letter = await drawLetter();
    expect(await codeOf(server.clients.ocr.VinOCR({ ImageBase64: base64(letter.image) }))).toBe(
      'FailedOperation.OcrFailed',
    );
    expect(await codeOf(server.clients.ocr.VinOCR({}))).toBe('FailedOperation.EmptyImageError');
  });
});
