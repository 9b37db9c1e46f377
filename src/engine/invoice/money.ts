const DIGITS: Readonly<Record<string, number>> = {
  零: 0, 〇: 0, 壹: 1, 贰: 2, 叁: 3, 肆: 4, 伍: 5, 陆: 6, 柒: 7, 捌: 8, 玖: 9,
  一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 貳: 2, 參: 3, 叄: 3, 陸: 6, 两: 2,
}; // prettier-ignore
const PLACES: Readonly<Record<string, number>> = { 拾: 10, 十: 10, 佰: 100, 百: 100, 仟: 1000, 千: 1000 };
const LARGE: Readonly<Record<string, number>> = { 万: 10_000, 萬: 10_000, 亿: 100_000_000, 億: 100_000_000 };

/** All that amounts in words are written with. */
export const MONEY_CHARACTERS = '零壹贰叁肆伍陆柒捌玖拾佰仟万亿圆元角分整正负';

/** Whole numbers in Chinese words; null when they are none. */
function numberOf(words: string): number | null {
  let [total, section, digit] = [0, 0, null as number | null];
  for (const word of words) {
    const [value, place, large] = [DIGITS[word], PLACES[word], LARGE[word]];
    if (value !== undefined) {
      if (digit !== null && digit !== 0) return null;
      digit = value;
    } else if (place !== undefined) {
      section += (digit ?? 1) * place;
      digit = null;
    } else if (large !== undefined) {
      total = (total + section + (digit ?? 0)) * (large === 10_000 ? 1 : large);
      if (large === 10_000) {
        const above = Math.floor(total / 100_000_000) * 100_000_000;
        total = above + (total - above) * 10_000;
      }
      [section, digit] = [0, null];
    } else return null;
  }
  return total + section + (digit ?? 0);
}

/** Hundredths that an amount in Chinese words says, as bills and invoices spell it (`壹佰零伍圆捌角整`); null when it is none. */
export function centsOfWords(text: string): number | null {
  const words = text.replace(/[\s⊗◎®○(（)）¥￥]/g, '').replace(/人民币/g, '');
  const match = /^(负?)(?:([^圆元角分]+)[圆元])?(?:零?(\S)角)?(?:零?(\S)分)?[整正]?$/u.exec(words);
  if (!match || words === '') return null;
  const [, sign, yuan, jiao, fen] = match;
  if (yuan === undefined && jiao === undefined && fen === undefined) return null;
  const whole = yuan === undefined ? 0 : numberOf(yuan);
  const [tenths, hundredths] = [jiao, fen].map((word) => (word === undefined ? 0 : DIGITS[word]));
  if (whole === null || tenths === undefined || hundredths === undefined) return null;
  return (sign ? -1 : 1) * (whole * 100 + tenths * 10 + hundredths);
}

const AMOUNT = /-?\d{1,3}(?:[,，]\d{3})+[.．]\d{2}|-?\d+\s?[.．。]\s?\d{2}(?!\d)/;

/** An amount with two decimals in a text, as `1234.50`; null when there is none. */
export function amountIn(text: string): string | null {
  const found = AMOUNT.exec(text.replace(/[Oo](?=[\d.])/g, '0'))?.[0];
  return found ? found.replace(/[,，\s]/g, '').replace(/[．。]/g, '.') : null;
}

/** Hundredths of an amount such as `1234.50`; null when it is none. */
export const centsOf = (amount: string | undefined): number | null =>
  amount !== undefined && /^-?\d+\.\d{2}$/.test(amount) ? Math.round(Number(amount) * 100) : null;

/** `1234.50` */
export const amountOfCents = (cents: number): string => (cents / 100).toFixed(2);
