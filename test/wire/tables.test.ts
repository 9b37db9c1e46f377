import { BlobReader, TextWriter, ZipReader, type FileEntry } from '@zip.js/zip.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Page } from '../material/page.ts';
import { drawLetter } from '../material/draw-document.ts';
import { cellsFrom, drawTable, type DrawnCell } from '../material/tables.ts';
import { codeOf } from '../support/code-of.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { intlCall } from '../support/sdk.ts';

let server: TestServer;
let image: string;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const FORMULA = '=1+1';
const CELLS: readonly DrawnCell[] = [
  { row: 0, column: 0, text: 'Stock & prices', columnSpan: 2 },
  ...cellsFrom([
    ['Pencil', '1.60'],
    ['Total', FORMULA],
  ]).map((cell) => ({ ...cell, row: cell.row + 1 })),
];

const JAPANESE: readonly (readonly string[])[] = [
  ['ひらがなの品名', '価格'],
  ['えんぴつ', '120'],
  ['ノートブック', '350'],
];

beforeAll(async () => {
  const page = new Page(900, 700, '#ffffff');
  drawTable(page, { left: 100, top: 100, widths: [300, 240], rowHeight: 60, cells: CELLS, rules: 'all' });
  page.text(100, 500, 24, 'All prices in crowns');
  [server, image] = [await startLethe(), base64((await page.render()).image)];
});
afterAll(() => server[Symbol.asyncDispose]());

/** The parts of a workbook by their names, as texts. */
async function partsOf(workbook: string | undefined): Promise<Map<string, string>> {
  const zip = new ZipReader(new BlobReader(new Blob([Buffer.from(workbook ?? '', 'base64')])));
  const files = (await zip.getEntries()).filter((entry): entry is FileEntry => !entry.directory);
  return new Map(
    await Promise.all(
      files.map(async (file) => [file.filename, await file.getData(new TextWriter())] as const),
    ),
  );
}

describe('RecognizeTableAccurateOCR', () => {
  it('gives cells with spans and places, the text beside the table, and the angle', async () => {
    const answer = await server.clients.ocr.RecognizeTableAccurateOCR({ ImageBase64: image });
    expect(answer.TableDetections?.map((table) => table.Type)).toEqual([1, 0]);
    const [table, beside] = answer.TableDetections ?? [];
    expect(
      table?.Cells?.map((c) => [c.RowTl, c.RowBr, c.ColTl, c.ColBr, c.Text.replaceAll(' ', ''), c.Type]),
    ).toEqual([
      [0, 1, 0, 2, 'Stock&prices', 'body'],
      [1, 2, 0, 1, 'Pencil', 'body'],
      [1, 2, 1, 2, '1.60', 'body'],
      [2, 3, 0, 1, 'Total', 'body'],
      [2, 3, 1, 2, FORMULA, 'body'],
    ]);
    expect(table?.Cells?.[0]?.Confidence).toBeGreaterThan(80);
    expect(table?.TableCoordPoint).toHaveLength(4);
    expect(Math.abs((table?.TableCoordPoint?.[2]?.X ?? NaN) - 641)).toBeLessThan(5);
    expect(beside?.Cells?.map((cell) => cell.Text)).toEqual(['All prices in crowns']);
    expect(Math.abs(answer.Angle ?? NaN)).toBeLessThan(0.3);
    expect(answer.PdfPageSize).toBe(0);
  });

  it('gives a workbook with merged cells, in which everything is text', async () => {
    const intl = await intlCall(server.target, 'ocr', 'RecognizeTableAccurateOCR')({ ImageBase64: image });
    const parts = await partsOf(String(intl['Data']));
    expect([...parts.keys()]).toEqual(expect.arrayContaining(['[Content_Types].xml', 'xl/workbook.xml']));
    const sheet = parts.get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet).toContain('<mergeCell ref="A1:B1"/>');
    expect(sheet).not.toContain('<f>');
    // Each filled cell refers to a text of the shared table.
    expect([...sheet.matchAll(/<c [^>]*t="(\w+)"/g)].map((match) => match[1])).toEqual(Array(5).fill('s'));
    const texts = [...(parts.get('xl/sharedStrings.xml') ?? '').matchAll(/<t[^>]*>([^<]*)<\/t>/g)];
    expect(texts.map((match) => match[1])).toEqual(expect.arrayContaining(['Pencil', '1.60', FORMULA]));
    expect(parts.get('xl/sharedStrings.xml')).toContain('&amp;');
  });

  it('answers the documented codes', async () => {
    const { ocr } = server.clients;
    expect(await codeOf(ocr.RecognizeTableAccurateOCR({ ImageBase64: image, UseNewModel: true }))).toBe(
      'UnsupportedOperation',
    );
    expect(await codeOf(ocr.RecognizeTableAccurateOCR({}))).toBe('FailedOperation.EmptyImageError');
    const empty = base64((await new Page(400, 300).render()).image);
    expect(await codeOf(ocr.RecognizeTableOCR({ ImageBase64: empty }))).toBe('FailedOperation.OcrFailed');
  });
});

describe('the older actions', () => {
  it('RecognizeTableOCR reads the same cells', async () => {
    const { ocr } = server.clients;
    const answer = await ocr.RecognizeTableOCR({ ImageBase64: image });
    expect(answer.TableDetections?.[0]?.Cells).toHaveLength(5);
    expect(answer.Data?.length).toBeGreaterThan(1000);
  });

  it('RecognizeTableOCR reads Japanese when it is told to', async () => {
    const page = new Page(900, 600, '#ffffff');
    const cells = cellsFrom(JAPANESE);
    drawTable(page, { left: 100, top: 100, widths: [340, 200], rowHeight: 60, cells, rules: 'all' });
    const ImageBase64 = base64((await page.render()).image);
    const answer = await server.clients.ocr.RecognizeTableOCR({ ImageBase64, TableLanguage: 'jap' });
    expect(answer.TableDetections?.[0]?.Cells?.map((cell) => cell.Text)).toEqual(JAPANESE.flat());
  });

  it('TableOCR gives one list of cells, and an error when there is no table', async () => {
    const { ocr } = server.clients;
    const answer = await ocr.TableOCR({ ImageBase64: image });
    expect(answer.TextDetections).toHaveLength(5);
    expect(answer.TextDetections?.at(-1)).toMatchObject({ RowTl: 2, ColTl: 1, Text: FORMULA });
    const letter = base64((await drawLetter()).image);
    expect(await codeOf(ocr.TableOCR({ ImageBase64: letter }))).toBe('FailedOperation.OcrFailed');
  });
});
