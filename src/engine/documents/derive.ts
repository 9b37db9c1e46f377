import { isDay } from './checks.ts';
import { findDates, writeDate } from './dates.ts';

/** Splits `LAST, FIRST MIDDLE`. The mother's family name, with its particles, is the last word; where only one word is given there is none. */
function filipinoName(text: string): { last: string; first: string; middle: string } {
  // A full stop read for the comma; that of STA. CRUZ is none.
  const [last = '', ...given] = text.split(text.includes(',') ? /\s*,\s*/ : /\.\s+/);
  if (given.length === 0) return { last: '', first: '', middle: '' };
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

/** The date of birth in a Korean resident registration number: digit 7 tells the century. */
function koreanBirth(number: string): string | undefined {
  const [, year = '', month = '', day = '', century = ''] = /^(\d\d)(\d\d)(\d\d)-?(\d)/.exec(number) ?? [];
  const hundreds = {
    9: 1800,
    0: 1800,
    1: 1900,
    2: 1900,
    5: 1900,
    6: 1900,
    3: 2000,
    4: 2000,
    7: 2000,
    8: 2000,
  }[century];
  if (hundreds === undefined || !isDay(hundreds + Number(year), Number(month), Number(day))) return undefined;
  return writeDate({ year: hundreds + Number(year), month: Number(month), day: Number(day) }, 'DD/MM/YYYY');
}

/** A date of a Thai document in the other of its two languages, as the documents print it. */
function otherThaiDate(text: string, from: 'thai' | 'english'): string | undefined {
  const [found] = findDates(text, { date: 'dmy' });
  if (!found?.isFull) return undefined;
  return from === 'thai'
    ? writeDate({ ...found, year: found.year - 543 }, 'D MON. YYYY')
    : writeDate({ ...found, year: found.year + 543 }, 'D THAI YYYY');
}

/** The date of birth in the number of a Malaysian card, `YYYY-MM-DD`: the ninth digit is 5, 6 or 7 for those born before 2000, 0 to 3 after. */
function mykadBirth(number: string): string | undefined {
  const [, year = '', month = '', day = '', digit = ''] = /^(\d\d)(\d\d)(\d\d)-\d\d-(\d)/.exec(number) ?? [];
  const hundreds = { 5: 1900, 6: 1900, 7: 1900, 0: 2000, 1: 2000, 2: 2000, 3: 2000 }[digit];
  if (hundreds === undefined || !isDay(hundreds + Number(year), Number(month), Number(day))) return undefined;
  return `${hundreds + Number(year)}-${month}-${day}`;
}

/** The date of birth in a CURP, `DD/MM/YYYY`: the 17th place has a digit for those born before 2000, a letter after. */
function curpBirth(number: string): string | undefined {
  const [, year = '', month = '', day = '', place = ''] =
    /^[A-ZÑ]{4}(\d\d)(\d\d)(\d\d)[HMX][A-ZÑ]{5}([A-Z\d])\d$/.exec(number) ?? [];
  const found = {
    year: (/\d/.test(place) ? 1900 : 2000) + Number(year),
    month: Number(month),
    day: Number(day),
  };
  return place && isDay(found.year, found.month, found.day) ? writeDate(found, 'DD/MM/YYYY') : undefined;
}

/** The full date at the end of a text, day first, as `YYYY-MM-DD`. */
function lastDate(text: string): string | undefined {
  const found = findDates(text, { date: 'dmy' }).at(-1);
  return found?.isFull ? writeDate(found, 'YYYY-MM-DD') : undefined;
}

/** What follows from a field's value; undefined or empty: nothing. */
export const derivations = {
  /** Digits 7 to 14 of a mainland identity number: `YYYY/M/D`. */
  'cn-birth': cnBirth,
  /** Digit 17: odd for men. */
  'cn-sex': (number) => (/^\d{17}/.test(number) ? (Number(number[16]) % 2 === 1 ? '男' : '女') : undefined),
  /** `DD/MM/YYYY` */
  'korean-birth': koreanBirth,
  /** Digit 7 of a resident registration number: odd for men. */
  'korean-sex': (number) =>
    /^\d{6}-?\d/.test(number) ? (Number(number.replace('-', '')[6]) % 2 === 1 ? '男' : '女') : undefined,
  /** `4 ต.ค. 2513` of `4 Oct. 1970`. */
  'thai-date': (english) => otherThaiDate(english, 'english'),
  /** `4 Oct. 1970` of `4 ต.ค. 2513`. */
  'english-date': (thai) => otherThaiDate(thai, 'thai'),
  'mykad-birth': mykadBirth,
  /** The last digit: odd for men. */
  'mykad-sex': (number) =>
    /\d$/.test(number) ? (Number(number.at(-1)) % 2 === 1 ? 'LELAKI' : 'PEREMPUAN') : undefined,
  /** One printed number is two fields. */
  itself: (value) => value,
  'curp-birth': curpBirth,
  /** The 11th place: H (hombre) or M (mujer). */
  'curp-sex': (number) => /^[A-ZÑ]{4}\d{6}([HM])/.exec(number)?.[1],
  'last-date': lastDate,
  'filipino-last-name': (name) => filipinoName(name).last,
  'filipino-first-name': (name) => filipinoName(name).first,
  'filipino-middle-name': (name) => filipinoName(name).middle,
} as const satisfies Readonly<Record<string, (value: string) => string | undefined>>;

export type DerivationName = keyof typeof derivations;

/** From here on years are of the Buddhist era. */
const BUDDHIST = 2400;

/** `YYYY-MM-DD` of a derived date, where it is one. */
export function dateOf(text: string): string | undefined {
  for (const date of ['ymd', 'dmy'] as const) {
    const [found] = findDates(text, { date });
    if (found?.isFull && found.to - found.from === text.length)
      return writeDate({ ...found, year: found.year - (found.year >= BUDDHIST ? 543 : 0) }, 'YYYY-MM-DD');
  }
  return undefined;
}
