import sharp from 'sharp';
import { quadHeight, quadWidth } from '../text/geometry.ts';
import type { OpenPage, TextReader } from '../text/reader.ts';
import type { Quad, Step } from '../types.ts';
import { type Found, readPage } from './read-page.ts';
import type { Invoice, InvoiceOptions, InvoiceResult } from './types.ts';

/** Fields whose check, or whose agreement with others, proves the reading of a VAT invoice. */
const PROVED = ['buyerNumber', 'sellerNumber', 'total', 'totalWords', 'amount'];
/** Room around the text of an invoice that is cut out, share of its longer side. */
const MARGIN = 0.02;

/**
 * Reads the invoices on a page. Where sums or numbers do not agree, or none is found, the page is looked at again, closer.
 * @throws EngineError
 */
export async function readInvoices(
  reader: TextReader,
  image: Uint8Array,
  options: InvoiceOptions,
): Promise<InvoiceResult> {
  const steps: Step[] = [];
  let best: { page: OpenPage; found: readonly Found[] } | undefined;
  for (const mode of ['basic', 'accurate'] as const) {
    const page = await reader.open(image, {
      mode,
      ...(options.pdfPage === undefined ? {} : { pdfPage: options.pdfPage }),
    });
    const start = performance.now();
    const found = await readPage(page, options);
    steps.push(...page.steps, { name: 'fields', ms: Math.round(performance.now() - start) });
    if (!best || rank(found) > rank(best.found)) best = { page, found };
    if (best.found.length > 0 && best.found.every(isProved)) break;
  }
  if (!best) throw new Error('no page was read');
  const { page, found } = best;
  const invoices: Invoice[] = [];
  for (const { invoice, box } of found)
    invoices.push(options.cut ? { ...invoice, ...(await cutOut(page, box)) } : invoice);
  return {
    width: page.fullWidth,
    height: page.fullHeight,
    angle: page.angle,
    hasText: page.lines.length > 0,
    invoices,
    ...(page.pdfPages === undefined ? {} : { pdfPages: page.pdfPages }),
    steps,
  };
}

const isVat = ({ kind }: Invoice): boolean => kind.startsWith('vat') || kind.startsWith('digital');

const isProved = ({ invoice }: Found): boolean =>
  !isVat(invoice) ||
  Object.keys(invoice.fields).length === 0 ||
  PROVED.every((name) => invoice.fields[name]?.checked);

/** More proved fields, more fields, more items. */
const rank = (found: readonly Found[]): number =>
  found.reduce(
    (sum, { invoice: { fields, items } }) =>
      sum +
      1 +
      3 * Object.values(fields).filter(({ checked }) => checked).length +
      Object.keys(fields).length +
      items.length,
    0,
  );

/** The picture of an invoice, and where it is in the input. */
async function cutOut(page: OpenPage, [start, , end]: Quad): Promise<Pick<Invoice, 'cut' | 'quad'>> {
  const { image } = page;
  const margin = MARGIN * Math.max(end.x - start.x, end.y - start.y);
  const [left, top] = [start.x - margin, start.y - margin].map((place) => Math.max(0, Math.floor(place))) as [
    number,
    number,
  ];
  const right = Math.min(image.width, Math.ceil(end.x + margin));
  const bottom = Math.min(image.height, Math.ceil(end.y + margin));
  const quad = page.toInput([
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ]);
  const size = { width: Math.round(quadWidth(quad)), height: Math.round(quadHeight(quad)) };
  const cut = await sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } })
    .extract({ left, top, width: right - left, height: bottom - top })
    .resize({ ...size, fit: 'fill' })
    .jpeg({ quality: 90 })
    .toBuffer();
  return { cut, quad };
}
