import type { FieldReading } from '../documents/types.ts';
import { quadAround, type Strip } from '../documents/strip.ts';
import type { OpenPage, TextReader } from '../text/reader.ts';
import type { Step } from '../types.ts';
import { vatKindOf } from './kinds.ts';
import { readVat } from './read-vat.ts';
import { levelStrips } from './strips.ts';
import type { Invoice, InvoiceOptions, InvoiceResult } from './types.ts';
import { vatLayout } from './vat-layout.ts';

interface Found {
  readonly page: OpenPage;
  readonly invoice: Invoice;
}

/** Fields whose check, or whose agreement with others, proves a reading. */
const PROVED = ['buyerNumber', 'sellerNumber', 'total', 'totalWords', 'amount'];

/**
 * Reads the invoice on a page. One whose sums or numbers do not agree is looked at again, closer.
 * @throws EngineError
 */
export async function readInvoices(
  reader: TextReader,
  image: Uint8Array,
  options: InvoiceOptions,
): Promise<InvoiceResult> {
  const steps: Step[] = [];
  let found: Found | undefined;
  let last: OpenPage | undefined;
  for (const mode of ['basic', 'accurate'] as const) {
    last = await reader.open(image, {
      mode,
      ...(options.pdfPage === undefined ? {} : { pdfPage: options.pdfPage }),
    });
    steps.push(...last.steps);
    const start = performance.now();
    const invoice = await readVatPage(last);
    steps.push({ name: 'fields', ms: Math.round(performance.now() - start) });
    if (invoice && (!found || rank(invoice) > rank(found.invoice))) found = { page: last, invoice };
    if (found && isProved(found.invoice)) break;
  }
  const page = found?.page ?? last;
  if (!page) throw new Error('no page was read');
  return {
    width: page.fullWidth,
    height: page.fullHeight,
    angle: page.angle,
    hasText: page.lines.length > 0,
    invoices: found ? [found.invoice] : [],
    ...(page.pdfPages === undefined ? {} : { pdfPages: page.pdfPages }),
    steps,
  };
}

async function readVatPage(page: OpenPage): Promise<Invoice | null> {
  const strips = levelStrips(page.lines, page.tilt);
  const layout = vatLayout(strips);
  if (!layout) return null;
  const { fields, items } = await readVat(page, layout);
  return {
    kind: vatKindOf(fields['title']?.text ?? '') ?? 'vat',
    fields,
    items,
    pairs: [],
    quad: page.toInput(around(strips)),
    angle: page.angle,
  };
}

const around = (strips: readonly Strip[]): FieldReading['quad'] & object => {
  const quad = quadAround(strips);
  if (!quad) throw new Error('an invoice has text');
  return quad;
};

const isProved = ({ fields }: Invoice): boolean => PROVED.every((name) => fields[name]?.checked);

/** More proved fields, more fields, more items. */
const rank = ({ fields, items }: Invoice): number =>
  3 * PROVED.filter((name) => fields[name]?.checked).length + Object.keys(fields).length + items.length;
