import { z } from 'zod';
import type { Invoice } from '../../engine/invoice/types.ts';
import type { Point, Quad } from '../../engine/types.ts';
import { contentFields, isContent, itemFields, itemLists, type Names, otherNames } from './invoice-kinds.ts';
import { toPolygon } from './structural.ts';

const text = () => z.string().exactOptional();

/** A text for each field of a table. */
const textsOf = <N extends Names>(names: N) =>
  Object.fromEntries(Object.keys(names).map((name) => [name, text()])) as {
    [K in keyof N]: ReturnType<typeof text>;
  };

const items = z.array(z.object(textsOf(itemFields)));
const pairs = z.array(z.object({ Name: z.string(), Value: z.string() }));
const vat = () =>
  z.object({ ...textsOf(contentFields.VatCommonInvoice), VatInvoiceItemInfos: items }).exactOptional();
const digital = () =>
  z.object({ ...textsOf(contentFields.VatElectronicInvoiceFull), VatElectronicItems: items }).exactOptional();

/** What an invoice says, under the name of its kind. */
export const invoiceContents = z.object({
  VatSpecialInvoice: vat(),
  VatCommonInvoice: vat(),
  VatElectronicCommonInvoice: vat(),
  VatElectronicSpecialInvoice: vat(),
  VatElectronicSpecialInvoiceFull: digital(),
  VatElectronicInvoiceFull: digital(),
  TaxiTicket: z.object(textsOf(contentFields.TaxiTicket)).exactOptional(),
  QuotaInvoice: z.object(textsOf(contentFields.QuotaInvoice)).exactOptional(),
  TrainTicket: z.object(textsOf(contentFields.TrainTicket)).exactOptional(),
  OtherInvoice: z
    .object({ ...textsOf(contentFields.OtherInvoice), OtherInvoiceListItems: pairs })
    .exactOptional(),
  ShoppingReceipt: z.object({ ...textsOf(contentFields.ShoppingReceipt), Content: pairs }).exactOptional(),
});

const valuesOf = (
  names: Names,
  values: Readonly<Record<string, { readonly text: string }>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(names).flatMap(([wire, name]) => {
      const value = values[name];
      return value ? [[wire, value.text]] : [];
    }),
  );

/** Keys and values of a receipt: what was found without a label comes first. */
function pairsOf({ fields, pairs: printed }: Invoice): z.output<typeof pairs> {
  const unlabelled = Object.entries(otherNames).flatMap(([name, Name]) => {
    const field = fields[name];
    return field ? [{ Name, Value: field.text }] : [];
  });
  return [...unlabelled, ...printed.map(({ key, value }) => ({ Name: key, Value: value }))];
}

/** The content of an invoice, by the name of its kind on the wire. */
export function invoiceContent(invoice: Invoice, subType: string): z.output<typeof invoiceContents> {
  if (!isContent(subType)) return {};
  const list = itemLists[subType];
  const content = {
    ...valuesOf(contentFields[subType], invoice.fields),
    ...(list === undefined ? {} : { [list]: invoice.items.map((item) => valuesOf(itemFields, item)) }),
    ...(subType === 'OtherInvoice' ? { OtherInvoiceListItems: pairsOf(invoice) } : {}),
    ...(subType === 'ShoppingReceipt' ? { Content: pairsOf(invoice) } : {}),
  };
  return invoiceContents.parse({ [subType]: content });
}

type Placed = readonly { Key: string; Polygon: ReturnType<typeof toPolygon>; Row: number }[];

/** Where each field of an invoice stands, in the picture that is cut out of it; fields of items with their row, from 0, others with -1. */
export function itemPolygons(invoice: Invoice, subType: string): Placed[number][] {
  if (!isContent(subType)) return [];
  const placed = (
    names: Names,
    values: Readonly<Record<string, { readonly quad?: Quad }>>,
    row: number,
  ): Placed =>
    Object.entries(names).flatMap(([Key, name]) => {
      const quad = values[name]?.quad;
      return quad ? [{ Key, Polygon: toPolygon(inside(quad, invoice.quad)), Row: row }] : [];
    });
  return [
    ...placed(contentFields[subType], invoice.fields, -1),
    ...invoice.items.flatMap((item, row) => placed(itemFields, item, row)),
  ];
}

/** A quad in coordinates of an upright box that contains it. */
function inside(quad: Quad, [start, right, , down]: Quad): Quad {
  const along = ({ x, y }: Point, end: Point): number => {
    const [dx, dy] = [end.x - start.x, end.y - start.y];
    return ((x - start.x) * dx + (y - start.y) * dy) / Math.max(1, Math.hypot(dx, dy));
  };
  return quad.map((point) => ({ x: along(point, right), y: along(point, down) })) as unknown as Quad;
}
