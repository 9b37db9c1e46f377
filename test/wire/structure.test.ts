import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DrawnDocument, drawIdDocument, drawReceipt } from '../material/draw-document.ts';
import { codeOf } from '../support/code-of.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { intlCall } from '../support/sdk.ts';

let server: TestServer;
let card: DrawnDocument;
let receipt: DrawnDocument;

beforeAll(async () => {
  [server, card, receipt] = await Promise.all([startLethe(), drawIdDocument(), drawReceipt({ tilt: 3 })]);
});
afterAll(() => server[Symbol.asyncDispose]());

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

interface Item {
  readonly Key?: { readonly AutoName?: string; readonly ConfigName?: string };
  readonly Value?: { readonly AutoContent?: string };
}
interface Structure {
  readonly StructuralList?: { readonly Groups?: { readonly Lines?: Item[] }[] }[];
}

const named = (answer: Structure): Record<string, string> =>
  Object.fromEntries(
    (answer.StructuralList ?? [])
      .flatMap((group) => group.Groups ?? [])
      .flatMap((row) => row.Lines ?? [])
      .map(({ Key, Value }) => [Key?.ConfigName ?? Key?.AutoName ?? '', Value?.AutoContent ?? '']),
  );

it('keys that are asked for have values with places, by both SDKs', async () => {
  const ItemNames = ['Surname', 'Given Names', 'Document No', 'Date of birth', 'Blood group'];
  const request = { ImageBase64: base64(card.image), ItemNames };
  const expected = {
    Surname: card.fields['surname'],
    'Given Names': card.fields['givenNames'],
    'Document No': card.fields['number'],
    'Date of birth': card.fields['birthDate'],
  };
  const mainland = await server.clients.ocr.ExtractDocBasic(request);
  expect(named(mainland)).toMatchObject(expected);
  expect(named(mainland)).not.toHaveProperty('Blood group');
  expect(mainland.WordList).toEqual([]);
  const { LeftTop, RightBottom } = mainland.StructuralList?.[0]?.Groups?.[0]?.Lines?.[0]?.Value?.Coord ?? {};
  expect(Math.abs((LeftTop?.X ?? 0) - 340)).toBeLessThan(12);
  expect(RightBottom?.Y).toBeGreaterThan(LeftTop?.Y ?? Infinity);
  for (const name of ['SmartStructuralOCRV2', 'SmartStructuralPro', 'ExtractDocMulti'])
    expect(named(await intlCall(server.target, 'ocr', name)(request))).toMatchObject(expected);
});

it('without names, every pair of the page; the whole text when asked', async () => {
  const request = { ImageBase64: base64(receipt.image), ReturnFullText: true, EnableCoord: true };
  const answer = await server.clients.ocr.ExtractDocMulti(request);
  expect(named(answer)).toMatchObject({ Subtotal: '151.28', TOTAL: '163.38', Change: '36.62' });
  expect(answer.Angle).toBeCloseTo(3, 0);
  expect(answer.WordList?.map((word) => word.DetectedText)).toContain('CORNER BOOKSHOP');
  expect(answer.WordList?.[0]?.WordCoord?.length).toBeGreaterThan(5);
  expect(answer.WordList?.[0]?.Coord?.LeftTop?.X).toBeGreaterThan(0);
});

it('SmartStructuralOCR gives one flat list', async () => {
  const request = { ImageBase64: base64(receipt.image), ItemNames: ['Company', 'Date', 'Total'] };
  const { StructuralItems } = await server.clients.ocr.SmartStructuralOCR(request);
  expect(StructuralItems?.map(({ Name, Value, Row }) => [Name, Value, Row])).toEqual([
    ['Company', receipt.fields['company'], -1],
    ['Date', receipt.fields['date'], -1],
    ['Total', receipt.fields['total'], -1],
  ]);
  expect(StructuralItems?.[0]?.Confidence).toBeGreaterThan(50);
  expect(StructuralItems?.[0]?.ItemCoord?.Width).toBeGreaterThan(100);
});

it('answers the documented codes', async () => {
  const { ocr } = server.clients;
  const ImageBase64 = base64(card.image);
  expect(await codeOf(ocr.ExtractDocMulti({}))).toBe('FailedOperation.EmptyImageError');
  // Fewer calls than the rate of one second.
  for (const unsupported of [
    { ConfigId: 'WayBillEng' },
    { OutputParentKey: true },
    { NewItemNames: [{ KeyName: 'Name', KeyPrompt: 'the name' }] },
  ])
    expect(await codeOf(ocr.ExtractDocMulti({ ImageBase64, ...unsupported }))).toBe('UnsupportedOperation');
  expect(await codeOf(ocr.ExtractDocBasic({ ImageBase64, EnableSealRecognize: true }))).toBe(
    'UnsupportedOperation',
  );
});
