import { isDay } from './checks.ts';

/** In which order a date is printed. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy';

/** How a date is printed, and how it is given. */
export interface DateFormat {
  readonly date: DateOrder;
  /**
   * Made of YYYY or YY, MM or M, DD or D, MON (three English letters), MON. (with the full stop of what is shortened),
   * THAI (the short name in Thai) and signs between them; absent: as printed.
   */
  readonly as?: string;
  /** Years of the Buddhist era are 543 ahead of the common one; `as` keeps them, the date does not. */
  readonly era?: 'buddhist';
  /** The value is two dates, and is given with this between them. */
  readonly until?: string;
}

export interface ParsedDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Where it stands in the text. */
  readonly from: number;
  readonly to: number;
  /** Whether the year has four digits. */
  readonly isFull: boolean;
}

/** Beginnings of the names of months, January first: English, Thai, Spanish, Portuguese, Malay and Indonesian. */
const MONTHS: readonly (readonly string[])[] = [
  ['JAN', 'ม.ค', 'มกราคม', 'ENE'],
  ['FEB', 'ก.พ', 'กุมภาพันธ์', 'FEV'],
  ['MAR', 'มี.ค', 'มีนาคม', 'MAC'],
  ['APR', 'เม.ย', 'เมษายน', 'ABR'],
  ['MAY', 'พ.ค', 'พฤษภาคม', 'MAI', 'MEI'],
  ['JUN', 'มิ.ย', 'มิถุนายน'],
  ['JUL', 'ก.ค', 'กรกฎาคม'],
  ['AUG', 'ส.ค', 'สิงหาคม', 'AGO', 'OGO', 'AGU'],
  ['SEP', 'ก.ย', 'กันยายน', 'SET'],
  ['OCT', 'ต.ค', 'ตุลาคม', 'OUT', 'OKT'],
  ['NOV', 'พ.ย', 'พฤศจิกายน'],
  ['DEC', 'ธ.ค', 'ธันวาคม', 'DIC', 'DEZ', 'DIS', 'DES'],
];

const ENGLISH = MONTHS.map(([name]) => `${name?.[0]}${name?.slice(1).toLowerCase()}`);

/** Longer names first: one may begin another. */
const NAMES = MONTHS.flatMap((names, i) => names.map((name) => ({ name, month: i + 1 }))).sort(
  (a, b) => b.name.length - a.name.length,
);

const SEPARATOR = '[\\s./,\\-–年月日년월일]*';
const YEAR = '(\\d{4}|\\d{2})';
const MONTH = `(\\d{1,2}|(?:${NAMES.map(({ name }) => name.replace('.', '\\.?\\s?')).join('|')})\\p{L}*\\.?)`;
const DAY = '(\\d{1,2})';

const FORMS: Readonly<Record<DateOrder, { form: RegExp; order: readonly [number, number, number] }>> = {
  ymd: {
    form: new RegExp(`(?<!\\d)${YEAR}${SEPARATOR}${MONTH}${SEPARATOR}${DAY}(?!\\d)`, 'giu'),
    order: [1, 2, 3],
  },
  dmy: {
    form: new RegExp(`(?<!\\d)${DAY}${SEPARATOR}${MONTH}${SEPARATOR}${YEAR}(?!\\d)`, 'giu'),
    order: [3, 2, 1],
  },
  mdy: {
    form: new RegExp(`(?<!\\d)${MONTH}${SEPARATOR}${DAY}${SEPARATOR}${YEAR}(?!\\d)`, 'giu'),
    order: [3, 1, 2],
  },
};

function monthOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const plain = text.replace(/[.\s]/g, '').toUpperCase();
  return NAMES.find(({ name }) => plain.startsWith(name.replaceAll('.', '')))?.month ?? 0;
}

/** The dates in a text that the calendar has. Two digits of a year are taken as they are. */
export function findDates(text: string, { date, era }: DateFormat): ParsedDate[] {
  const { form, order } = FORMS[date];
  return [...text.matchAll(form)].flatMap((match) => {
    // Digits in a row are a date only when none of its parts is short.
    if (/^\d+$/.test(match[0]) && match[0].length !== 6 && match[0].length !== 8) return [];
    const [year = '', month = '', day = ''] = order.map((group) => match[group]);
    const found = {
      year: Number(year),
      month: monthOf(month),
      day: Number(day),
      from: match.index,
      to: match.index + match[0].length,
      isFull: year.length === 4,
    };
    const common = found.isFull ? found.year - (era === 'buddhist' ? 543 : 0) : 2000 + found.year;
    return isDay(common, found.month, found.day) ? [found] : [];
  });
}

/** Not shortened. */
const MAY = 5;

const two = (value: number): string => String(value).padStart(2, '0');

/** A date in a form, see `DateFormat.as`. */
export const writeDate = (
  { year, month, day }: Pick<ParsedDate, 'year' | 'month' | 'day'>,
  as: string,
): string =>
  as.replace(/YYYY|YY|THAI|MON\.?|MM|M|DD|D/g, (part) => {
    if (part.startsWith('Y')) return part === 'YYYY' ? String(year).padStart(4, '0') : two(year % 100);
    if (part === 'THAI') return `${MONTHS[month - 1]?.[1]}.`;
    if (part.startsWith('MON')) return `${ENGLISH[month - 1]}${part === 'MON.' && month !== MAY ? '.' : ''}`;
    const value = part.startsWith('M') ? month : day;
    return part.length === 2 ? two(value) : String(value);
  });

/** `YYYY-MM-DD` of the common era; undefined when the year has two digits. */
export const isoDate = (found: ParsedDate, { era }: DateFormat): string | undefined =>
  found.isFull
    ? writeDate({ ...found, year: found.year - (era === 'buddhist' ? 543 : 0) }, 'YYYY-MM-DD')
    : undefined;
