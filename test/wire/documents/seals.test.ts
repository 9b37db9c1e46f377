import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawReceipt } from '../../material/draw-document.ts';
import { pdfOf } from '../../material/pdf.ts';
import { Random } from '../../material/random.ts';
import { drawSealedPage } from '../../material/sealed-page.ts';
import { drawSeal, pressSeal } from '../../material/seals.ts';
import { codeOf } from '../../support/code-of.ts';
import { startLethe, type TestServer } from '../../support/lethe.ts';
import { intlCall } from '../../support/sdk.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startLethe();
});
afterAll(() => server[Symbol.asyncDispose]());

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

describe('SealOCR', () => {
  it.each([
    { kind: 'round', shape: '0', seed: 200 },
    { kind: 'oval', shape: '1', seed: 301 },
    { kind: 'square', shape: '2', seed: 102 },
  ] as const)('reads a $kind seal on a photograph of a contract', async ({ kind, shape, seed }) => {
    const { image, seals } = await drawSealedPage(new Random(seed), [kind], 'phone');
    const answer = await server.clients.ocr.SealOCR({ ImageBase64: base64(image) });
    expect(answer).toMatchObject({ SealBody: seals[0]?.body, SealShape: shape });
    expect(answer.SealInfos).toHaveLength(1);
  });

  it('finds several seals, largest first, and says where they are', async () => {
    const blank = await sharp({ create: { width: 900, height: 500, channels: 3, background: '#fffdf6' } })
      .png()
      .toBuffer();
    const oval = await drawSeal(new Random(5), 'oval', { wear: 0.2 });
    const stamp = await drawSeal(new Random(9), 'rectangle', { turn: 4 });
    const image = await pressSeal(await pressSeal(blank, oval, [40, 60]), stamp, [420, 300]);
    const call = intlCall(server.target, 'ocr', 'SealOCR');
    const { SealBody, OtherTexts, SealShape, Location, SealInfos } = await call({
      ImageBase64: base64(image),
    });
    const infos = SealInfos as {
      SealBody: string;
      OtherTexts: string[];
      SealShape: string;
      Location: object;
    }[];
    expect(infos[0]).toEqual({ SealBody, OtherTexts, SealShape, Location });
    const texts = infos.map((info) => [info.SealShape, info.SealBody, ...info.OtherTexts]);
    expect(texts).toContainEqual(['1', oval.body, ...oval.others]);
    expect(texts).toContainEqual(['2', stamp.body, ...stamp.others]);
    const at = infos.find((info) => info.SealShape === '1')?.Location as Record<
      'X' | 'Y' | 'Width' | 'Height',
      number
    >;
    expect(Math.abs(at.X - 46)).toBeLessThan(5);
    expect(Math.abs(at.Y - 66)).toBeLessThan(5);
    expect(Math.abs(at.Width - (oval.width - 12))).toBeLessThan(8);
    expect(Math.abs(at.Height - (oval.height - 12))).toBeLessThan(8);
  });

  it('reads the page of a PDF, unless it shall not', async () => {
    const { ocr } = server.clients;
    const { image, seals } = await drawSealedPage(new Random(401), ['oval'], 'clean');
    const ImageBase64 = base64(await pdfOf([(await drawReceipt()).image, image]));
    expect((await ocr.SealOCR({ ImageBase64, PdfPageNumber: 2 })).SealBody).toBe(seals[0]?.body);
    expect(await codeOf(ocr.SealOCR({ ImageBase64, EnablePdf: false }))).toBe(
      'FailedOperation.ImageDecodeFailed',
    );
    expect(await codeOf(ocr.SealOCR({ ImageBase64, PdfPageNumber: 3 }))).toBe(
      'InvalidParameterValue.InvalidParameterValueLimit',
    );
  });

  it('answers the documented codes', async () => {
    const { ocr } = server.clients;
    const { image } = await drawReceipt();
    expect(await codeOf(ocr.SealOCR({ ImageBase64: base64(image) }))).toBe('FailedOperation.OcrFailed');
    expect(await codeOf(ocr.SealOCR({}))).toBe('FailedOperation.EmptyImageError');
  });
});
