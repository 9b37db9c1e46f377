import sharp from 'sharp';
import { describe, expect, test, vi } from 'vitest';
import { readCodes } from '../../../src/engine/codes/read-codes.ts';
import type { CodeFormat } from '../../../src/engine/codes/types.ts';
import { type CodeToDraw, drawCode, drawCodes, drawWithSupplement } from '../../material/codes.ts';
import { drawLetter, drawReceipt } from '../../material/draw-document.ts';
import { pdfOf } from '../../material/pdf.ts';

const samples: readonly [CodeToDraw['format'], CodeFormat, string][] = [
  ['QRCode', 'qr-code', 'https://example.org/übung?a=1&b=二维码'],
  ['DataMatrix', 'data-matrix', 'Lot 2031-04'],
  ['PDF417', 'pdf417', 'A boarding pass of Utopia'],
  ['EAN13', 'ean-13', '4006381333931'],
  ['EAN8', 'ean-8', '96385074'],
  ['UPCA', 'upc-a', '036000291452'],
  ['UPCE', 'upc-e', '01234565'],
  ['Code39', 'code-39', 'ABC-123'],
  ['Code93', 'code-93', 'SHELF 93'],
  ['Code128', 'code-128', 'Parcel 00112233'],
];

const sheet = (): Promise<Buffer> =>
  drawCodes(
    samples.map(([format, , text], i) => ({
      ...{ format, text, scale: 3 },
      ...{ left: 40 + (i % 2) * 700, top: 40 + Math.floor(i / 2) * 260 },
    })),
    { width: 1500, height: 1400 },
  );

describe('codes', () => {
  test.each(samples)('%s is read as %s', async (drawn, format, text) => {
    const { codes } = await readCodes(await drawCode(drawn, text), {});
    expect(codes.map((code) => [code.format, code.text])).toEqual([[format, text]]);
  });

  test('all kinds on one sheet are read, from the top', async () => {
    const { codes, width, height, steps } = await readCodes(await sheet(), {});
    expect(codes.map((code) => `${code.format} ${code.text}`).sort()).toEqual(
      samples.map(([, format, text]) => `${format} ${text}`).sort(),
    );
    const tops = codes.map((code) => code.quad[0].y);
    expect(tops).toEqual(tops.toSorted((a, b) => a - b));
    expect([width, height]).toEqual([1500, 1400]);
    expect(steps.map((step) => step.name)).toEqual(['decode', 'scan']);
  });

  test('a supplement of two digits is a code of its own', async () => {
    const { codes } = await readCodes(await drawWithSupplement('9771234567003', '07'), {});
    expect(codes.map(({ format, text }) => [format, text])).toEqual([
      ['ean-13', '9771234567003'],
      ['ean-2', '07'],
    ]);
  });

  test.each([0, 90, 180, 270])('a QR code turned by %i degrees begins at its own top left', async (turn) => {
    const image = await drawCodes([
      { format: 'QRCode', text: 'turned', left: 300, top: 200, turn, scale: 8 },
    ]);
    const [code] = (await readCodes(image, {})).codes;
    const { x, y } = code?.quad[0] ?? { x: NaN, y: NaN };
    // The sheet's drawing is 29 modules wide, four of them quiet zone on each side.
    const [near, far] = [4 * 8, 25 * 8];
    const dx = turn === 90 || turn === 180 ? far : near;
    const dy = turn === 180 || turn === 270 ? far : near;
    expect(Math.abs(x - 300 - dx)).toBeLessThan(9);
    expect(Math.abs(y - 200 - dy)).toBeLessThan(9);
  });

  test('tilted, blurred, small and saved as JPEG', async () => {
    const codes: CodeToDraw[] = [
      { format: 'QRCode', text: 'one', left: 60, top: 60, scale: 4, turn: 17 },
      { format: 'QRCode', text: 'two', left: 500, top: 100, scale: 3, turn: -30 },
      { format: 'Code128', text: 'three', left: 300, top: 500, scale: 3, turn: 8 },
    ];
    const image = await sharp(await drawCodes(codes, { blur: 0.9 }))
      .jpeg({ quality: 60 })
      .toBuffer();
    const read = await readCodes(image, {});
    expect(read.codes.map((code) => code.text).sort()).toEqual(['one', 'three', 'two']);
  });

  test('a large picture is read where it is', async () => {
    const image = await drawCodes([{ format: 'QRCode', text: 'far', left: 6000, top: 3000, scale: 12 }], {
      ...{ width: 7000, height: 4000 },
    });
    const { codes, width } = await readCodes(image, {});
    expect(width).toBe(7000);
    expect(Math.abs((codes[0]?.quad[0].x ?? NaN) - 6048)).toBeLessThan(20);
  });

  test('the page of a PDF that is asked for', async () => {
    const [first, second] = [await drawCode('QRCode', 'first', 8), await drawCode('QRCode', 'second', 8)];
    const pdf = await pdfOf([first, second]);
    const read = await readCodes(pdf, { pdfPage: 2 });
    expect([read.pdfPages, read.codes[0]?.text]).toEqual([2, 'second']);
    await expect(readCodes(pdf, { pdfPage: 3 })).rejects.toMatchObject({ reason: 'pdf-page-missing' });
  });
});

describe('no codes', () => {
  test('are found in a receipt, in a letter or on an empty sheet', async () => {
    for (const image of [(await drawReceipt()).image, (await drawLetter()).image, await drawCodes([])])
      expect((await readCodes(image, {})).codes).toEqual([]);
  });

  test('what is no picture is refused', async () => {
    await expect(readCodes(Buffer.from('no picture'), {})).rejects.toMatchObject({
      reason: 'unreadable-image',
    });
  });
});

test('the network is never asked', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('offline'));
  try {
    expect((await readCodes(await drawCode('QRCode', 'offline'), {})).codes).toHaveLength(1);
    expect(fetched).not.toHaveBeenCalled();
  } finally {
    fetched.mockRestore();
  }
});
