import { Page } from '../page.ts';
import type { Random } from '../random.ts';

/** A payment card of nobody: a number of a scheme's range with its check digit. */
export interface DrawnCard {
  readonly page: Page;
  readonly number: string;
  readonly scheme: string;
  /** `MM/YYYY`. */
  readonly validDate: string;
}

const RANGES = [
  { scheme: 'Visa', prefix: '4', length: 16 },
  { scheme: 'Mastercard', prefix: '54', length: 16 },
  { scheme: 'UnionPay', prefix: '62', length: 19 },
  { scheme: 'American Express', prefix: '37', length: 15 },
  { scheme: 'JCB', prefix: '3551', length: 16 },
] as const;

/** The digit that makes a number pass: ISO/IEC 7812-1, annex B. */
const luhnDigit = (digits: string): string => {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + Math.floor(value / 10) + (value % 10);
  }, 0);
  return String((10 - (sum % 10)) % 10);
};

const grouped = (number: string): string =>
  (number.length === 15
    ? [number.slice(0, 4), number.slice(4, 10), number.slice(10)]
    : (number.match(/.{1,4}/g) ?? [])
  ).join(' ');

/** Draws a card of 1000 x 630: printed in one colour, or embossed: a light edge and a dark one around letters of the card's colour. */
export function drawBankCard(
  random: Random,
  { embossed = false, year = 2099 }: { embossed?: boolean; year?: number } = {},
): DrawnCard {
  const { scheme, prefix, length } = random.pick(RANGES);
  const body = prefix + random.digits(length - 1 - prefix.length);
  const number = body + luhnDigit(body);
  const month = String(random.integer(1, 12)).padStart(2, '0');
  const colour = random.pick(['#1f3c66', '#5b1f2e', '#26543f']);
  const page = new Page(1000, 630, colour);
  const text = (x: number, y: number, size: number, line: string): void => {
    if (embossed) {
      page.text(x - 2, y - 2, size, line, { font: 'ocr-b', fill: '#dfe4ea' });
      page.text(x + 2, y + 2, size, line, { font: 'ocr-b', fill: '#0a0f16' });
    }
    page.text(x, y, size, line, { font: 'ocr-b', fill: embossed ? '#9fa9b5' : '#f4f4f0' });
  };
  page.text(60, 100, 40, 'UTOPIA DEBIT', { font: 'bold', fill: '#ffffff' });
  page.rectangle(80, 200, 120, 90, '#c9a94f');
  text(70, 390, length === 19 ? 50 : 58, grouped(number));
  page.text(420, 470, 16, 'VALID THRU', { fill: '#ffffff' });
  text(540, 474, 34, `${month}/${String(year).slice(2)}`);
  text(70, 560, 34, 'ANNA ERIKSSON');
  return { page, number, scheme, validDate: `${month}/${year}` };
}
