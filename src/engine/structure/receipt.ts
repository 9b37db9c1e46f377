import type { ReadLine } from '../text/read-line.ts';
import { isSameRow, joinPieces, type Piece, slicePiece, toPieces } from './piece.ts';
import { findAmount, findDate } from './value-kind.ts';

/** A field of a receipt, which stands there without a label, or under one of many. */
export interface ReceiptField {
  readonly text: string;
  readonly quad: ReturnType<typeof joinPieces>['quad'];
  readonly confidence: number;
  /** The label that it stands with, if any. */
  readonly label?: string;
}

export const RECEIPT_FIELDS = ['company', 'address', 'date', 'total'] as const;
export type ReceiptFieldName = (typeof RECEIPT_FIELDS)[number];
export type Receipt = Readonly<Partial<Record<ReceiptFieldName, ReceiptField>>>;

type Row = readonly Piece[];

/** The name, place, day and sum of a shop's receipt or an invoice, by where they stand and how they are written. */
export function readReceipt(lines: readonly ReadLine[], tilt = 0): Receipt {
  const rows = toRows(toPieces(lines, tilt));
  const company = findCompany(rows);
  const address = findAddress(rows, company);
  const date = findDay(rows, tilt);
  const total = findTotal(rows, tilt);
  return {
    ...(company && { company: field(company.pieces) }),
    ...(address && { address: field(address) }),
    ...(date && { date }),
    ...(total && { total }),
  };
}

const field = (pieces: readonly Piece[]): ReceiptField => joinPieces(pieces);
const textOf = (row: Row): string => row.map((piece) => piece.text).join(' ');

/** Pieces in rows from the top, each from the left. */
export function toRows(pieces: readonly Piece[]): Piece[][] {
  const rows: Piece[][] = [];
  for (const piece of pieces.toSorted((a, b) => a.top + a.bottom - b.top - b.bottom)) {
    const row = rows.slice(-4).findLast((r) => r.every((p) => isSameRow(p, piece)));
    if (row) row.push(piece);
    else rows.push([piece]);
  }
  return rows.map((row) => row.sort((a, b) => a.left - b.left));
}

/** Legal forms and kinds of shop that end or begin a company's name. */
const LEGAL_FORM =
  /\b(SDN|BHD|S\/B|LTD|LIMITED|LLC|INC|CORP|GMBH|PTE|PLC|S\.?A\.?|ENTERPRISE|TRADING|COMPANY|CO\.)(?![A-Z])|公司|集团/i;
const SHOP =
  /\b(RESTAURANT|RESTORAN|CAFE|KOPITIAM|STORES?|MART|SHOP|BOOKSHOP|HARDWARE|PHARMACY|FARMASI|BAKERY|STATIONERY|SUPERMARKET|PERNIAGAAN|MARKETING|HOTEL|CLINIC)\b|店|超市|酒店/i;
const REGISTRATION =
  /\s*\(?\s*(?:CO\.?|COMPANY|ROC|GST)?\s*(?:REG)?\.?\s*(?:NO)?[.:]?\s*\(?\s*[A-Z]{0,2}\d[\dOI\s]{4,}.*$/i;
/** Rows from the top in which a name is looked for. */
const HEAD_ROWS = 10;

/** What follows the name and address. */
const HEAD_END = /\bTEL\b|\bFAX\b|INVOICE|RECEIPT|\bDATE\b|CASHIER/i;

function findCompany(rows: readonly Row[]): { pieces: readonly Piece[]; index: number } | null {
  const end = rows.findIndex((row, i) => i > 0 && HEAD_END.test(textOf(row)));
  const head = rows.slice(0, end < 0 ? HEAD_ROWS : Math.min(end, HEAD_ROWS));
  const isName = (row: Row): boolean =>
    /\p{L}{3}|\p{Script=Han}{2}/u.test(textOf(row)) && !/^\W*(TAX )?(INVOICE|RECEIPT)\b/i.test(textOf(row));
  const byForm = head.findIndex(
    (row) => isName(row) && LEGAL_FORM.test(textOf(row)) && !ADDRESS.test(textOf(row)),
  );
  const byShop = head.findIndex((row) => isName(row) && SHOP.test(textOf(row)) && !STREET.test(textOf(row)));
  const first = head.findIndex(isName);
  const index = [byForm, byShop, first].find((i) => i >= 0) ?? -1;
  const row = head[index];
  if (!row) return null;
  // A name too long for one row goes on in the next.
  const above = head[index - 1];
  const isTail =
    byForm === index &&
    textOf(row)
      .replace(LEGAL_FORM, '')
      .replace(/[\W\d]|SDN|BHD/gi, '').length < 3;
  return { pieces: isTail && above ? [...above, ...row] : row, index };
}

/** A company's name without the number under which it is registered. */
export const withoutRegistration = (name: string): string => {
  const short = name.replace(REGISTRATION, '').trim();
  return short.length > 3 ? short : name;
};

const STREET =
  /\b(JALAN|JLN|JL|STREET|ST|ROAD|RD|AVENUE|AVE|LANE|LORONG|TAMAN|BANDAR|LOT|BLOCK|BLK|FLOOR|FLR|LEVEL|UNIT|KAWASAN|SEKSYEN|SELANGOR|JOHOR|KUALA|PERSIARAN|MENARA|PLAZA|MALL|BATU)\b|[路街道区市]\S*\d*[号室楼]/i;
const POSTCODE = /(?<!\d)\d{5}(?!\d)/;
const ADDRESS = /^\W*(NO\.?|LOT|UNIT|HQ)\b\s*[:.]?\s*\w*\d|^\d+[-A-Z]?\s*,|,\s*JALAN\b/i;
const NO_ADDRESS =
  /\b(TEL|FAX|PHONE|GST|REG|INVOICE|RECEIPT|DATE|CASHIER|WWW|EMAIL|E-MAIL|H\/P|ROC|BILL|TABLE)\b|@|^\W*\(?\s*[\d-]{6,}\s*-?\s*[A-Z]\)?\W*$/i;

/** Rows that read like an address, one after another, below the name. */
function findAddress(rows: readonly Row[], company: { index: number } | null): readonly Piece[] | null {
  const found: Piece[] = [];
  const from = (company?.index ?? -1) + 1;
  let quiet = 0;
  for (const row of rows.slice(from, from + HEAD_ROWS)) {
    const text = textOf(row);
    const isPart =
      !NO_ADDRESS.test(text) &&
      (STREET.test(text) ||
        ADDRESS.test(text) ||
        POSTCODE.test(text) ||
        (found.length > 0 && /,/.test(text)));
    if (isPart) found.push(...row);
    else if (found.length > 0) break;
    else if (++quiet > 5) break;
  }
  return found.length > 0 ? found : null;
}

const DAY_LABEL = /date|日期|tarikh|dated/i;

function findDay(rows: readonly Row[], tilt: number): ReceiptField | null {
  const all = rows.flat().flatMap((piece, i, pieces) => {
    const day = findDate(piece.text);
    if (day === null) return [];
    const label = DAY_LABEL.test(piece.text) || DAY_LABEL.test(pieces[i - 1]?.text ?? '');
    return [{ piece, day, label }];
  });
  const best = all.find(({ label }) => label) ?? all[0];
  if (!best) return null;
  const at = best.piece.text.indexOf(best.day);
  return field([slicePiece(best.piece, at, at + best.day.length, tilt)]);
}

/** How sure a row of this wording holds the sum to pay; the first that matches counts. */
const TOTALS: readonly (readonly [number, RegExp])[] = [
  [1, /SUB\s*-?T[O0]TAL/i],
  [0, /QTY|QUANTITY|ITEMS?\b|DISC|SAVING|EXCL|CHANGE|GST SUMMARY|TAX CODE|小计|POINTS/i],
  [
    0,
    /T[O0]TAL (GST|TAX|SST|VAT)(?! INCL)|(GST|TAX) T[O0]TAL|INCLUDED IN|TAXABLE|(ROUNDING|R0UNDING)(?!.*TOTAL)/i,
  ],
  [
    4,
    /ROUNDED T[O0]TAL|T[O0]TAL ROUNDED|T[O0]TAL AFTER|NET T[O0]TAL|GRAND T[O0]TAL|NETT? AM|AMOUNT DUE|价税合计|应付/i,
  ],
  [3, /T[O0]TAL.*(INCL|DUE|PAYABLE|RM)|T[O0]TAL (AMOUNT|SALES|AMT)|总计|合计|实付/i],
  [2, /T[O0]TAL|JUMLAH|总额/i],
  [1, /\bCASH\b|\bVISA\b|MASTER|\bAMOUNT\b/i],
];

/** The sum to pay. What was paid less the change decides where several sums claim to be it. */
function findTotal(rows: readonly Row[], tilt: number): ReceiptField | null {
  const claims: { score: number; field: ReceiptField }[] = [];
  rows.forEach((row, i) => {
    const text = textOf(row);
    const score = TOTALS.find(([, pattern]) => pattern.test(text))?.[0] ?? 0;
    const found = score > 0 && (amountIn(row, tilt) ?? amountIn(onlyNumbers(rows[i + 1]), tilt));
    if (found) claims.push({ score, field: { ...found, label: row[0]?.text ?? '' } });
  });
  const paid = paidLessChange(rows, tilt);
  const isPaid = (claim: (typeof claims)[number]): boolean =>
    paid !== null && Math.abs(cents(claim.field.text) - paid) < 1;
  claims.sort((a, b) => Number(isPaid(a)) - Number(isPaid(b)) || a.score - b.score);
  return claims.at(-1)?.field ?? null;
}

const cents = (amount: string): number =>
  Math.round(Number(amount.replace(/[.,](?=\d{3})/g, '').replace(',', '.')) * 100);

/** In cents, or null unless both are printed. */
function paidLessChange(rows: readonly Row[], tilt: number): number | null {
  const amountOf = (label: RegExp): number | null => {
    const row = rows.find((r) => label.test(textOf(r)) && amountIn(r, tilt));
    return row ? cents(amountIn(row, tilt)?.text ?? '') : null;
  };
  const [paid, change] = [amountOf(/^\W*(CASH|TENDER|PAID|实收|现金)/i), amountOf(/^\W*(CHANGE|找零)/i)];
  return paid === null || change === null ? null : paid - change;
}

const onlyNumbers = (row: Row | undefined): Row => (row && !/\p{L}{3}/u.test(textOf(row)) ? row : []);

function amountIn(row: Row, tilt: number): ReceiptField | null {
  for (const piece of row.toReversed()) {
    const amount = findAmount(piece.text);
    if (amount === null) continue;
    const at = piece.text.lastIndexOf(amount);
    return at < 0
      ? { ...field([piece]), text: amount }
      : field([slicePiece(piece, at, at + amount.length, tilt)]);
  }
  return null;
}
