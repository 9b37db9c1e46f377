import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawCodes } from '../material/codes.ts';
import { drawLetter } from '../material/draw-document.ts';
import { codeOf } from '../support/code-of.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startLethe();
});
afterAll(() => server[Symbol.asyncDispose]());

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

it('QrcodeOCR reads several codes with their type names; only two-dimensional ones have a place', async () => {
  const image = await drawCodes([
    { format: 'QRCode', text: 'https://example.org', left: 100, top: 100, scale: 6 },
    { format: 'Code128', text: 'Parcel 7', left: 500, top: 500, scale: 3 },
  ]);
  const answer = await server.clients.ocr.QrcodeOCR({ ImageBase64: base64(image) });
  expect(answer.ImgSize).toEqual({ Wide: 1200, High: 900 });
  const [qr, bars] = answer.CodeResults ?? [];
  expect([qr?.TypeName, qr?.Url]).toEqual(['QR_CODE', 'https://example.org']);
  // Four modules of quiet zone around it.
  expect(Math.abs((qr?.Position?.LeftTop.X ?? NaN) - 124)).toBeLessThan(7);
  expect(qr?.Position?.RightBottom.X).toBeGreaterThan(200);
  expect([bars?.TypeName, bars?.Url]).toEqual(['CODE-128', 'Parcel 7']);
  expect(bars?.Position?.RightBottom).toEqual({ X: -1, Y: -1 });
});

it('QrcodeOCR answers the documented codes', async () => {
  const { ocr } = server.clients;
  const letter = await drawLetter();
  expect(await codeOf(ocr.QrcodeOCR({ ImageBase64: base64(letter.image) }))).toBe(
    'FailedOperation.ImageNoText',
  );
  expect(await codeOf(ocr.QrcodeOCR({}))).toBe('FailedOperation.EmptyImageError');
  expect(await codeOf(ocr.QrcodeOCR({ ImageBase64: base64(Buffer.from('no image')) }))).toBe(
    'FailedOperation.ImageDecodeFailed',
  );
});
