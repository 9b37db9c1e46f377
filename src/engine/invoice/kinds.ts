import type { InvoiceKind } from './types.ts';

/** What titles say, the most special first: letters of a page's head without spaces and brackets. */
const TITLES: readonly (readonly [InvoiceKind, RegExp])[] = [
  ['unsupported', /卷票|机动车销售|二手车销售|销货清单|通行费|区块链|航空运输|铁路电子客票/],
  ['digital-special', /电子发票增值税专用发票/],
  ['digital-common', /电子发票普通发票/],
  ['vat-electronic-special', /增值税电子专用发票/],
  ['vat-electronic-common', /增值税电子普通发票/],
  ['vat-special', /增值税专用发票/],
  ['vat-common', /增值税普通发票/],
];

/** The kind that the title of a VAT invoice says; null when it says none that is known. */
export function vatKindOf(title: string): InvoiceKind | null {
  const solid = title.replace(/[\s()（）]/g, '');
  return TITLES.find(([, pattern]) => pattern.test(solid))?.[0] ?? null;
}
