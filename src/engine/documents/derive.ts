import { isDay } from './checks.ts';
import { findDates, writeDate } from './dates.ts';

/** Splits `LAST, FIRST MIDDLE`. The mother's family name, with its particles, is the last word; where only one word is given there is none. */
function filipinoName(text: string): { last: string; first: string; middle: string } {
  const [last = '', ...given] = text.split(/\s*,\s*/);
  if (given.length > 1) return { last, first: given[0] ?? '', middle: given.slice(1).join(' ') };
  const words = (given[0] ?? '').split(' ').filter(Boolean);
  if (words.length < 2) return { last, first: words.join(' '), middle: '' };
  let from = words.length - 1;
  while (from > 1 && PARTICLES.has((words[from - 1] ?? '').replace('.', ''))) from--;
  return { last, first: words.slice(0, from).join(' '), middle: words.slice(from).join(' ') };
}

const PARTICLES = new Set([
  'DE',
  'DEL',
  'DELA',
  'DELOS',
  'DELAS',
  'LA',
  'LOS',
  'LAS',
  'SAN',
  'SANTA',
  'STA',
  'STO',
  'SANTO',
]);

const cnBirth = (number: string): string | undefined => {
  const [year, month, day] = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)].map(Number);
  return isDay(year ?? 0, month ?? 0, day ?? 0)
    ? writeDate({ year: year ?? 0, month: month ?? 0, day: day ?? 0 }, 'YYYY/M/D')
    : undefined;
};

/** What follows from a field's value; undefined or empty: nothing. */
export const derivations = {
  /** Digits 7 to 14 of a mainland identity number: `YYYY/M/D`. */
  'cn-birth': cnBirth,
  /** Digit 17: odd for men. */
  'cn-sex': (number) => (/^\d{17}/.test(number) ? (Number(number[16]) % 2 === 1 ? '男' : '女') : undefined),
  'filipino-last-name': (name) => filipinoName(name).last,
  'filipino-first-name': (name) => filipinoName(name).first,
  'filipino-middle-name': (name) => filipinoName(name).middle,
} as const satisfies Readonly<Record<string, (value: string) => string | undefined>>;

export type DerivationName = keyof typeof derivations;

/** `YYYY-MM-DD` of a derived date, where it is one. */
export function dateOf(text: string): string | undefined {
  const [found] = findDates(text, { date: 'ymd' });
  return found?.isFull && found.to - found.from === text.length ? writeDate(found, 'YYYY-MM-DD') : undefined;
}
