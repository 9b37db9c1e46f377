import { z } from 'zod';
import type { Invoice, InvoiceOptions, InvoiceResult } from '../../engine/invoice/types.ts';
import { boxAround } from '../../engine/text/geometry.ts';
import { action, type ActionContext } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { ApiError } from '../errors.ts';
import { carries, harmless } from '../personal-data.ts';
import { ocrEngineCodes } from './codes.ts';
import { invoiceContent, invoiceContents, itemPolygons } from './invoice-content.ts';
import { kindAsAsked, typeNames, wireKinds } from './invoice-kinds.ts';
import { invoiceImage, readInvoices } from './read-invoices.ts';
import { polygon, toPolygon } from './structural.ts';
import { tickets } from './templates/tickets.ts';
import { signedAngle } from './text-detection.ts';

const read = <S extends z.ZodType>(schema: S): S => carries('ocr.images-and-results', schema);
const flag = () => harmless(z.boolean().optional());

/** Pages of a document that are read when all are asked for. */
const MOST_PAGES = 30;
const UNSUPPORTED = 'FailedOperation.UnsupportedInvoice';
/** Of one page among several. */
const NO_TEXT = 'FailedOperation.ImageNoText';
const NOT_AS_ASKED = 'FailedOperation.UnKnowError';

const input = z.object({
  ImageBase64: read(z.string().optional()),
  ImageUrl: read(z.string().optional()),
  Types: harmless(z.array(z.number().int()).optional()),
  EnableOther: flag(),
  EnablePdf: flag(),
  PdfPageNumber: harmless(z.number().int().min(1).optional()),
  EnableMultiplePage: flag(),
  EnableCutImage: flag(),
  EnableItemPolygon: flag(),
  EnableQRCode: flag(),
  EnableSeal: flag(),
});

type Input = z.output<typeof input>;

const invoiceItem = z.object({
  Code: z.string(),
  Type: z.number().int(),
  Polygon: polygon.exactOptional(),
  Angle: z.number().exactOptional(),
  SingleInvoiceInfos: invoiceContents.exactOptional(),
  Page: z.number().int(),
  SubType: z.string().exactOptional(),
  TypeDescription: z.string().exactOptional(),
  SubTypeDescription: z.string().exactOptional(),
  CutImage: z.string().exactOptional(),
  ItemPolygon: z
    .array(z.object({ Key: z.string(), Polygon: polygon, Row: z.number().int() }))
    .exactOptional(),
  QRCode: z.string().exactOptional(),
});

type InvoiceItem = z.output<typeof invoiceItem>;

/** Reads invoices, tickets and receipts of several kinds: each on its own, page by page. */
export const RecognizeGeneralInvoice = action({
  name: 'RecognizeGeneralInvoice',
  service: 'ocr',
  version: '2018-11-19',
  feature: 'ocr',
  priceItem: 'ocr.structure',
  rateLimit: 5,
  input,
  output: z.object({
    MixedInvoiceItems: read(z.array(invoiceItem)),
    TotalPDFCount: harmless(z.number().int()),
  }),
  async run(request, context) {
    if (request.EnableSeal) throw new ApiError('UnsupportedOperation', { parameter: 'EnableSeal' });
    const asked = askedType(request.Types);
    const image = await invoiceImage(request, context);
    const items: InvoiceItem[] = [];
    let pages = 0;
    for (const page of pagesOf(request, () => pages)) {
      const options = { ...readingOf(request, asked), ...(page === undefined ? {} : { pdfPage: page }) };
      const result = await readInvoices(image, options, context);
      if (!result.hasText && !request.EnableMultiplePage) throw new ApiError(NO_TEXT);
      pages = result.pdfPages ?? 0;
      const codes = request.EnableQRCode ? await qrCodes(image, page, context) : [];
      items.push(...toItems(result, page ?? 1, asked, request, codes));
    }
    return { MixedInvoiceItems: items, TotalPDFCount: pages };
  },
  identification: (_input, _output, [photo]) => ({ photo }),
});

/** The one type that is asked for; undefined: all. @throws ApiError when several are, or one that is none */
function askedType(types: readonly number[] | undefined): number | undefined {
  const [type] = types ?? [];
  if ((types?.length ?? 0) > 1 || (type !== undefined && !(type in typeNames) && type !== 23 && type !== 25))
    throw new ApiError('InvalidParameterValue.InvalidParameterValueLimit', { parameter: 'Types' });
  return type;
}

/** The pages that are asked for; undefined: no page, but a picture. */
function* pagesOf(request: Input, count: () => number): Generator<number | undefined> {
  if (!request.EnableMultiplePage) {
    yield request.EnablePdf === false ? undefined : (request.PdfPageNumber ?? 1);
    return;
  }
  yield 1;
  for (let page = 2; page <= Math.min(count(), MOST_PAGES); page++) yield page;
}

/** Types whose invoices are read by templates. */
const TICKETS: Readonly<Record<number, string>> = { 0: 'taxi', 1: 'quota', 2: 'train-ticket' };

function readingOf(request: Input, asked: number | undefined): InvoiceOptions {
  const cut = request.EnableCutImage ?? false;
  if (asked === undefined) {
    const families = ['vat', 'ticket', ...(request.EnableOther === false ? [] : ['other' as const])] as const;
    return { families, tickets, cut };
  }
  const own = tickets.filter(({ id }) => id === TICKETS[asked]);
  const family = asked === 3 || asked === 16 ? 'vat' : own.length > 0 ? 'ticket' : 'other';
  return { families: [family], tickets: own, cut };
}

interface QrCode {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

async function qrCodes(
  image: Uint8Array,
  page: number | undefined,
  context: ActionContext,
): Promise<QrCode[]> {
  const options = page === undefined ? {} : { pdfPage: page };
  const { codes, steps } = await recognise(ocrEngineCodes, () =>
    context.engine.readCodes({ image, options }),
  );
  context.addSteps(steps);
  return codes
    .filter(({ format }) => format === 'qr-code')
    .map(({ text, quad }) => ({
      text,
      x: quad.reduce((sum, point) => sum + point.x / 4, 0),
      y: quad.reduce((sum, point) => sum + point.y / 4, 0),
    }));
}

/** The invoices of a page; a page on which none is told is one that is not supported. */
function toItems(
  result: InvoiceResult,
  page: number,
  asked: number | undefined,
  request: Input,
  codes: readonly QrCode[],
): InvoiceItem[] {
  const { invoices, angle, hasText } = result;
  if (invoices.length === 0) {
    const Code = !hasText ? NO_TEXT : asked === undefined ? UNSUPPORTED : NOT_AS_ASKED;
    return [{ Code, Type: asked ?? -1, Angle: signedAngle(angle), Page: page }];
  }
  const codesOf = (invoice: Invoice): readonly QrCode[] =>
    invoices.length === 1 ? codes : codes.filter((code) => holds(invoice, code));
  return invoices.map((invoice) => toItem(invoice, page, asked, request, codesOf(invoice)));
}

/** Whether a point lies in the box of an invoice. */
function holds({ quad }: Invoice, { x, y }: QrCode): boolean {
  const [start, , end] = boxAround(quad);
  return x >= start.x && x <= end.x && y >= start.y && y <= end.y;
}

function toItem(
  invoice: Invoice,
  page: number,
  asked: number | undefined,
  { EnableItemPolygon }: Input,
  [code]: readonly QrCode[],
): InvoiceItem {
  const { type, subType, description } = kindAsAsked(invoice, asked);
  const place = {
    Polygon: toPolygon(invoice.quad),
    Angle: signedAngle(invoice.angle),
    Page: page,
    ...(invoice.cut && { CutImage: Buffer.from(invoice.cut).toString('base64') }),
    ...(code && { QRCode: code.text }),
  };
  const isRead = Object.keys(invoice.fields).length > 0;
  if (asked !== undefined && asked !== type)
    return { Code: isRead ? NOT_AS_ASKED : UNSUPPORTED, Type: asked, ...place };
  const kind = {
    Type: type,
    SubType: subType,
    TypeDescription: typeNames[type] ?? wireKinds.other.description,
    SubTypeDescription: description,
  };
  if (!isRead) return { Code: UNSUPPORTED, ...kind, ...place };
  return {
    Code: 'OK',
    ...kind,
    ...place,
    SingleInvoiceInfos: invoiceContent(invoice, subType),
    ...(EnableItemPolygon && { ItemPolygon: itemPolygons(invoice, subType) }),
  };
}
