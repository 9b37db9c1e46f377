import { beforeAll, expect, test } from 'vitest';
import { createTextReader, type TextReader } from '../../../src/engine/text/reader.ts';
import { drawIdDocument, type DrawnDocument } from '../../material/draw-document.ts';
import { pdfOf } from '../../material/pdf.ts';

let reader: TextReader;
let pages: DrawnDocument[];
let document: Buffer;

beforeAll(async () => {
  reader = await createTextReader();
  pages = [await drawIdDocument(), await drawIdDocument({ surname: 'BERGSTROM', number: 'K77120463' })];
  document = await pdfOf(pages.map((page) => page.image));
});

test.each([undefined, 1, 2])('page %s of a PDF document is read', async (pdfPage) => {
  const result = await reader.read(document, { mode: 'basic', ...(pdfPage && { pdfPage }) });
  const { fields } = pages[(pdfPage ?? 1) - 1] as DrawnDocument;
  const texts = result.lines.map((line) => line.text);
  expect(texts).toEqual(expect.arrayContaining([fields['surname'], fields['number']]));
  // 1000 x 630 pixels at 150 dots per inch, drawn at 200.
  expect([result.width, result.height]).toEqual([1333, 840]);
});

test.each([0, 3])('page %i of two is missing', async (pdfPage) => {
  await expect(reader.read(document, { mode: 'basic', pdfPage })).rejects.toMatchObject({
    reason: 'pdf-page-missing',
  });
});

test('damaged documents are refused', async () => {
  for (const bytes of [document.subarray(0, document.length >> 1), Buffer.from('%PDF-1.7 and nothing')])
    await expect(reader.read(bytes, { mode: 'basic' })).rejects.toMatchObject({ reason: 'unreadable-image' });
});
