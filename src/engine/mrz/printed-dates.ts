/** The first letters of months in English, French, Spanish, Portuguese, Italian and German, marks left out, by the month. */
const MONTHS: readonly (readonly string[])[] = [
  ['JAN', 'ENE', 'GEN'],
  ['FEB', 'FEV'],
  ['MAR', 'MRZ'],
  ['APR', 'AVR', 'ABR'],
  ['MAY', 'MAI', 'MAG'],
  ['JUN', 'JUIN', 'GIU'],
  ['JUL', 'JUIL', 'LUG'],
  ['AUG', 'AOU', 'AGO'],
  ['SEP', 'SET'],
  ['OCT', 'OKT', 'OUT', 'OTT'],
  ['NOV'],
  ['DEC', 'DIC', 'DEZ'],
];

const YEAR_FIRST = /(?<!\d)(\d{4})[\s.\-/年]{1,3}(\d{1,2})[\s.\-/月]{1,3}(\d{1,2})(?!\d)/g;
const YEAR_LAST = /(?<!\d)(\d{1,2})[\s.\-/]{1,3}(\d{1,2})[\s.\-/]{1,3}(\d{4})(?!\d)/g;
/** `12 AUG 1974`, `12 AUG/AOUT 74`, `12 8月/AUG 1974`; spaces may have been lost. */
const NAMED_MONTH =
  /(?<!\d)(\d{1,2})[\s.\-/]*(?:\d{1,2}\s*月?\s*\/\s*)?([A-Z]{3,9})\.?(?:\s*\/\s*[A-Z]{3,9}\.?)?[\s.\-/]*(\d{4}|\d{2})(?!\d)/g;

/**
 * Every day that a printed text can mean, `YYYY-MM-DD`. `03/04/2020` means two; a year of two digits is taken for this century
 * and the last.
 */
export function printedDates(text: string): string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
  const found: string[] = [];
  const add = (year: string, month: number, day: string): void => {
    if (month < 1 || month > 12 || Number(day) < 1 || Number(day) > 31) return;
    const years = year.length === 4 ? [year] : [`20${year}`, `19${year}`];
    for (const full of years) found.push(`${full}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`);
  };
  for (const [, year = '', month, day = ''] of plain.matchAll(YEAR_FIRST)) add(year, Number(month), day);
  for (const [, first = '', second = '', year = ''] of plain.matchAll(YEAR_LAST)) {
    add(year, Number(second), first);
    if (first !== second) add(year, Number(first), second);
  }
  for (const [, day = '', name = '', year = ''] of plain.matchAll(NAMED_MONTH)) {
    const month = MONTHS.findIndex((starts) => starts.some((start) => name.startsWith(start)));
    add(year, month + 1, day);
  }
  return found;
}
