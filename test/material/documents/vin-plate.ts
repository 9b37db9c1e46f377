import { Page } from '../page.ts';
import type { Random } from '../random.ts';

const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';
const TRANSLITERATION = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ';

/** The check digit of 49 CFR 565.15: letters stand for their place in the table, modulo 10. */
const checkDigit = (vin: string): string => {
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
  const sum = [...vin].reduce(
    (total, c, i) => total + (TRANSLITERATION.indexOf(c) % 10) * (weights[i] ?? 0),
    0,
  );
  return sum % 11 === 10 ? 'X' : String(sum % 11);
};

/** Draws the plate of a car that was never built, 900 x 260. */
export function drawVinPlate(random: Random): { readonly page: Page; readonly vin: string } {
  const any = (count: number): string =>
    Array.from({ length: count }, () => random.pick([...`0123456789${LETTERS}`])).join('');
  const draft = `${random.pick(['1', '2', '4', 'L'])}${any(7)}0${any(2)}${random.digits(6)}`;
  const vin = draft.slice(0, 8) + checkDigit(draft) + draft.slice(9);
  const page = new Page(900, 260, '#c7cbd0');
  page.text(40, 70, 26, 'UTOPIA MOTOR WORKS', { font: 'bold', fill: '#20242a' });
  page.text(40, 160, 58, vin, { font: 'mono', fill: '#15181c' });
  page.text(40, 220, 22, 'GVWR 2150 kg', { fill: '#20242a' });
  return { page, vin };
}
