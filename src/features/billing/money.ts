import type { Usd } from './price-list.ts';

/** Prices have at most four decimals: they are whole numbers of hundredths of a cent. */
const PRICE_DECIMALS = 4;
const PRICE_UNITS_PER_CENT = 100n;
const MS_PER_HOUR = 3_600_000n;

const priceUnits = (usd: Usd): bigint => {
  const [, whole = '0', fraction = ''] = /^(\d+)(?:\.(\d{1,4}))?$/.exec(usd) ?? [];
  return BigInt(whole + fraction.padEnd(PRICE_DECIMALS, '0'));
};

const roundedHalfUp = (numerator: bigint, denominator: bigint): bigint =>
  (2n * numerator + denominator) / (2n * denominator);

/** What `calls` at a unit price come to, in cents, rounded half up. */
export const callsCents = (calls: number, usd: Usd): number =>
  Number(roundedHalfUp(BigInt(calls) * priceUnits(usd), PRICE_UNITS_PER_CENT));

/** What `milliseconds` of audio at a price an hour come to, in cents, rounded half up. */
export const audioCents = (milliseconds: number, usd: Usd): number =>
  Number(roundedHalfUp(BigInt(milliseconds) * priceUnits(usd), PRICE_UNITS_PER_CENT * MS_PER_HOUR));

/** Cents as dollars with two decimals: 126000 is `1260.00`. */
export const centsText = (cents: number): string =>
  `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
