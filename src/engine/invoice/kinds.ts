import type { InvoiceKind, ReadKind, ToldKind } from './types.ts';

/** What the titles of VAT invoices say, the most special first: letters without spaces and brackets. */
const VAT_TITLES: readonly (readonly [ReadKind, RegExp])[] = [
  ['digital-special', /电子发票增值税专用发票/],
  ['digital-common', /电子发票普通发票/],
  ['vat-electronic-special', /增值税电子专用发票/],
  ['vat-electronic-common', /增值税电子普通发票/],
  ['vat-special', /增值税专用发票/],
  ['vat-common', /增值税普通发票/],
];

/** Kinds that are told by their titles, and that nothing here reads. */
const TOLD_TITLES: readonly (readonly [ToldKind, RegExp])[] = [
  ['vat-roll', /增值税普通发票卷票/],
  ['vat-toll', /通行费.*电子普通发票|电子普通发票.*通行费/],
  ['vat-sales-list', /销售货物或者提供应税劳务清单|增值税销货清单/],
  ['vat-blockchain', /^(?!.*增值税).*(?:区块链|..电子普通发票)/],
  ['vehicle-sale', /机动车销售统一发票/],
  ['used-vehicle-sale', /二手车销售统一发票/],
  ['electronic-flight', /电子发票航空运输电子客票行程单/],
  ['flight', /航空运输电子客票行程单/],
  ['electronic-train', /电子发票铁路电子客票/],
  ['machine-printed', /通用机打发票/],
  ['bus', /汽车客票|公路(?:客运|旅客).*(?:发票|客票)|汽车票/],
  ['ship', /船票|水路客运/],
  ['toll', /车辆通行费|过路费|过桥费|通行费发票/],
  ['non-tax', /非税收入/],
  ['outpatient', /门诊.*收费票据/],
  ['inpatient', /住院.*收费票据/],
  ['tax-payment', /税收完税证明|税收缴款书|完税凭证/],
  ['customs-payment', /海关.*缴款书/],
  ['customs-declaration', /海关.*报关单/],
  ['bank-slip', /银行.*回单|电子回单/],
  ['taxi-itinerary', /(?:打车|出行|网约车).*行程单/],
];

const withoutSigns = (title: string): string => title.replace(/[\s()（）]/g, '');

const told = <K extends InvoiceKind>(titles: readonly (readonly [K, RegExp])[], title: string): K | null =>
  titles.find(([, pattern]) => pattern.test(withoutSigns(title)))?.[0] ?? null;

/** The kind that the title of a VAT invoice says; null when it says none that is known. */
export const vatKindOf = (title: string): ReadKind | null => told(VAT_TITLES, title);

/** The kind that a title says, of those that nothing here reads. */
export const toldKindOf = (title: string): ToldKind | null => told(TOLD_TITLES, title);

/** Whether a line of text may be the title of an invoice, ticket or receipt. */
export const isTitle = (text: string): boolean =>
  /发票(?!代码|号码|联|专用章|专用|监制|种类)|客票|行程单|收据|收费票据|回单|\b(?:TAX )?INVOICE\b|\bRECEIPT\b/i.test(
    text.replace(/\s/g, ' ').replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, ''),
  );
