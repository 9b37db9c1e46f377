import { bestMatch, matchStrips } from '../documents/match-template.ts';
import { readFields } from '../documents/read-document.ts';
import { quadOf, type Strip } from '../documents/strip.ts';
import type { DocumentTemplate } from '../documents/types.ts';
import { boxAround, quadCentre } from '../text/geometry.ts';
import type { OpenPage } from '../text/reader.ts';
import type { Point, Quad } from '../types.ts';
import { isTitle, toldKindOf, vatKindOf } from './kinds.ts';
import { readOther } from './read-other.ts';
import { readVat } from './read-vat.ts';
import { regionsOf } from './regions.ts';
import { levelStrips } from './strips.ts';
import type { Invoice, InvoiceOptions, ReadKind } from './types.ts';
import { vatLayout } from './vat-layout.ts';

/** An invoice, and the upright box around its text on the page. */
export interface Found {
  readonly invoice: Invoice;
  readonly box: Quad;
}

/** Titles stand in this share of an invoice, from the top. */
const HEAD = 0.35;

type Content = Pick<Invoice, 'kind' | 'fields'> & Partial<Pick<Invoice, 'items' | 'pairs'>>;

/** Reads every invoice of a page; a page that does not come apart into invoices alone is read as one. */
export async function readPage(page: OpenPage, options: InvoiceOptions): Promise<Found[]> {
  const strips = levelStrips(page.lines, page.tilt);
  if (strips.length === 0) return [];
  const regions = regionsOf(strips);
  if (regions.length > 1) {
    const found: Found[] = [];
    for (const region of regions) {
      const each = await readRegion(page, region, options);
      if (each) found.push(each);
    }
    if (found.length === regions.length) return found;
  }
  const whole = await readRegion(page, strips, options);
  return whole ? [whole] : [];
}

async function readRegion(
  page: OpenPage,
  strips: readonly Strip[],
  options: InvoiceOptions,
): Promise<Found | null> {
  const box = boxAround(strips.flatMap((strip) => quadOf(strip)));
  const content = await readContent(page, strips, box, options);
  if (!content) return null;
  const invoice = { items: [], pairs: [], ...content, quad: page.toInput(box), angle: page.angle };
  return { invoice, box };
}

async function readContent(
  page: OpenPage,
  strips: readonly Strip[],
  box: Quad,
  { families, tickets = [] }: InvoiceOptions,
): Promise<Content | null> {
  const wants = (family: 'vat' | 'ticket' | 'other'): boolean => !families || families.includes(family);
  const told = toldKindOf(headOf(strips));
  if (told) return { kind: told, fields: {} };
  const layout = wants('vat') ? vatLayout(strips) : null;
  if (layout) {
    const { fields, items } = await readVat(page, layout);
    return { kind: vatKindOf(fields['title']?.text ?? '') ?? 'vat', fields, items };
  }
  const ticket = wants('ticket') ? await readTicket(page, strips, tickets) : null;
  if (ticket) return ticket;
  return wants('other')
    ? readOther(
        page,
        page.lines.filter(({ quad }) => isInside(quadCentre(quad), box)),
      )
    : null;
}

/** The texts at the top of an invoice that may be its title. */
function headOf(strips: readonly Strip[]): string {
  const middles = strips.map(({ middle }) => middle);
  const [top, bottom] = [Math.min(...middles), Math.max(...middles)];
  return strips
    .filter(
      ({ middle, text }) =>
        middle <= top + HEAD * (bottom - top) && (isTitle(text) || !/\d|[:：]/.test(text)),
    )
    .toSorted((a, b) => a.middle - b.middle || a.left - b.left)
    .map(({ text }) => text)
    .join('');
}

async function readTicket(
  page: OpenPage,
  strips: readonly Strip[],
  tickets: readonly DocumentTemplate[],
): Promise<Content | null> {
  const match = bestMatch(
    tickets.flatMap((template) => {
      const { front } = template.sides;
      return (front && matchStrips(strips, template, 'front', front)) ?? [];
    }),
  );
  if (!match) return null;
  const fields = await readFields({ page, match }, {});
  const title = strips.find(({ text }) => isTitle(text));
  const reading = title && {
    text: title.text,
    confidence: 1,
    checked: false,
    quad: page.toInput(quadOf(title)),
  };
  return { kind: match.template.id as ReadKind, fields: { ...(reading && { title: reading }), ...fields } };
}

const isInside = ({ x, y }: Point, [start, , end]: Quad): boolean =>
  x >= start.x && x <= end.x && y >= start.y && y <= end.y;
