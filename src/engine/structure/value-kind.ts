/** What a key's name lets expect of its value. */
export type ValueKind = 'date' | 'amount' | 'number' | 'any';

const MONTHS = 'JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC';

/** Spellings of a day. Years from 1900 or of two digits. */
const DATES = [
  /(?<!\d)(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?/,
  /(?<![\d.])(?:0?[1-9]|[12]\d|3[01])\s?[-/]\s?(?:0?[1-9]|1[0-2])\s?[-/]\s?(?:(?:19|20)\d{2}|\d{2})(?!\d{1,2}(?!\d*:))/,
  /(?<![\d.])(?:0?[1-9]|1[0-2])\s?[-/]\s?(?:[12]\d|3[01])\s?[-/]\s?(?:(?:19|20)\d{2}|\d{2})(?!\d{1,2}(?!\d*:))/,
  /(?<![\d.])(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:(?:19|20)\d{2}|\d{2})(?!\d)/,
  new RegExp(
    `(?<!\\d)(?:0?[1-9]|[12]\\d|3[01])[-/ .]?(?:${MONTHS})[A-Z]*[-/ .,]*(?:(?:19|20)\\d{2}|\\d{2})(?!\\d)`,
    'i',
  ),
  new RegExp(`(?<!\\w)(?:${MONTHS})[A-Z]*[ .]*(?:0?[1-9]|[12]\\d|3[01])[ .,]+(?:19|20)\\d{2}(?!\\d)`, 'i'),
];

/** The first day that a text names, as printed, or null. */
export function findDate(text: string): string | null {
  for (const pattern of DATES) {
    const found = pattern.exec(text)?.[0];
    if (found) return found.trim();
  }
  return null;
}

const AMOUNT = /[-(]?\s?(?:\d{1,3}(?:[,.' ]\d{3})+|\d+)\s?[.,]\s?\d{2}(?!\d)|\d/;

/** An amount of money with two decimals, as printed, or null. */
export const findAmount = (text: string): string | null => {
  const [last] = [...text.matchAll(/-?(?:\d{1,3}(?:,\d{3})+|\d+)\s?[.,]\s?\d{2}(?![\d%])/g)].slice(-1);
  return last ? last[0].replace(/\s/g, '') : null;
};

const KINDS: readonly (readonly [ValueKind, RegExp])[] = [
  ['date', /\bdates?\b|\bdated\b|birth|expir|\bdatum\b|\bfecha\b|tarikh|日期|出生|有效期|时间/i],
  ['amount', /total|amount|price|balance|\bcash\b|\bchange\b|\btax\b|\bfee\b|jumlah|合计|金额|价|税额/i],
  ['number', /\bno\b|number|\btel\b|phone|\bfax\b|\bid\b|\bcode\b|号|码|电话|手机/i],
];

export const kindOf = (key: string): ValueKind =>
  KINDS.find(([, pattern]) => pattern.test(key))?.[0] ?? 'any';

/** Whether a text can be a value of a kind. */
export function fits(kind: ValueKind, text: string): boolean {
  if (kind === 'date') return findDate(text) !== null || /\d{1,2}:\d{2}/.test(text);
  if (kind === 'amount') return AMOUNT.test(text);
  return kind === 'any' ? /[\p{L}\p{N}]/u.test(text) : /\d/.test(text);
}
