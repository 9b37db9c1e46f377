/** Who issues numbers of which beginning and length: ISO/IEC 7812 ranges as the schemes publish them. */
const SCHEMES: readonly { name: string; prefixes: readonly (readonly [number, number])[]; lengths: readonly number[] }[] = [
  { name: 'American Express', prefixes: [[34, 34], [37, 37]], lengths: [15] },
  { name: 'Diners Club', prefixes: [[300, 305], [3095, 3095], [36, 36], [38, 39]], lengths: [14, 16, 19] },
  { name: 'JCB', prefixes: [[3528, 3589]], lengths: [16, 17, 18, 19] },
  { name: 'Mastercard', prefixes: [[51, 55], [2221, 2720]], lengths: [16] },
  { name: 'Visa', prefixes: [[4, 4]], lengths: [13, 16, 19] },
  { name: 'Discover', prefixes: [[6011, 6011], [644, 649], [65, 65]], lengths: [16, 17, 18, 19] },
  { name: 'UnionPay', prefixes: [[62, 62], [81, 81]], lengths: [16, 17, 18, 19] },
]; // prettier-ignore

/** The scheme whose range and length a card number has, or null. */
export const schemeOf = (number: string): string | null =>
  SCHEMES.find(
    ({ prefixes, lengths }) =>
      lengths.includes(number.length) &&
      prefixes.some(([from, to]) => {
        const prefix = Number(number.slice(0, String(from).length));
        return prefix >= from && prefix <= to;
      }),
  )?.name ?? null;

/** Whether the last digit is the check digit of the others: ISO/IEC 7812-1, annex B (Luhn). */
export const passesLuhn = (number: string): boolean =>
  [...number].reverse().reduce((sum, digit, i) => {
    const doubled = Number(digit) * (i % 2 === 0 ? 1 : 2);
    return sum + (doubled > 9 ? doubled - 9 : doubled);
  }, 0) %
    10 ===
  0;

export const isCardNumber = (number: string): boolean => passesLuhn(number) && schemeOf(number) !== null;
