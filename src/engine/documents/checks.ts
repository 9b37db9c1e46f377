/** Check digits of identity numbers. Each takes the number as printed; separators do not count. */

const digitsOf = (text: string): number[] => [...text.replace(/\D/g, '')].map(Number);

const weighted = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * (digits[i] ?? 0), 0);

const modularPower = (base: number, exponent: number, modulus: number): number => {
  let result = 1;
  for (let i = 0; i < exponent; i++) result = (result * base) % modulus;
  return result;
};

const solid = (text: string): string => text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');

/** True for a day that the calendar has. */
export function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCFullYear() === year;
}

/** Resident identity number of mainland China: GB 11643, ISO 7064 MOD 11-2; its date of birth must be a day. */
function cnId(text: string): boolean {
  const number = solid(text);
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return false;
  const date = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)].map(Number);
  if (!isDay(date[0] ?? 0, date[1] ?? 0, date[2] ?? 0)) return false;
  const remainder =
    [...number.slice(0, 17)].reduce((sum, digit, i) => sum + Number(digit) * modularPower(2, 17 - i, 11), 0) %
    11;
  return '10X98765432'[remainder] === number[17];
}

/** Hong Kong: one or two letters, six digits, check character; a missing first letter counts as a space (36). */
function hkId(text: string): boolean {
  const number = /^([A-Z]{1,2})(\d{6})([\dA])$/.exec(solid(text));
  if (!number) return false;
  const [, letters = '', digits = '', check = ''] = number;
  const values = [...letters].map((letter) => letter.charCodeAt(0) - 55);
  if (values.length === 1) values.unshift(36);
  const sum = weighted([...values, ...digitsOf(digits)], [9, 8, 7, 6, 5, 4, 3, 2]);
  return '0123456789A'[(11 - (sum % 11)) % 11] === check;
}

const NRIC_LETTERS = {
  S: 'JZIHGFEDCBA',
  T: 'GFEDCBAJZIH',
  F: 'XWUTRQPNMLK',
  G: 'RQPNMLKXWUT',
  M: 'KLJNPQRTUWX',
} as const;

/** Singapore NRIC and FIN: weights 2 7 6 5 4 3 2; T and G add 4, M adds 3. */
function nric(text: string): boolean {
  const number = /^([STFGM])(\d{7})([A-Z])$/.exec(solid(text));
  if (!number) return false;
  const series = number[1] as keyof typeof NRIC_LETTERS;
  const offsets = { S: 0, T: 0, F: 0, G: 0, M: 3 };
  const sum = weighted(digitsOf(number[2] ?? ''), [2, 7, 6, 5, 4, 3, 2]) + offsets[series];
  const index = series === 'M' ? 10 - (sum % 11) : sum % 11;
  return NRIC_LETTERS[series][index] === number[3];
}

/** Malaysia's MyKad has no check digit: six digits of a date of birth, and a place code that is in use. */
function mykad(text: string): boolean {
  const number = digitsOf(text).join('');
  if (number.length !== 12) return false;
  const [month, day] = [Number(number.slice(2, 4)), Number(number.slice(4, 6))];
  const unused = ['00', '17', '18', '19', '20', '69', '70', '73', '80', '81', '94', '95', '96', '97'];
  return isDay(2000, month, day) && !unused.includes(number.slice(6, 8));
}

/** The provinces of Indonesia, by the first two digits of a number. */
const PROVINCES = /^(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])/;

/**
 * Indonesia's NIK has no check digit: place of registration, date of birth (40 is added to the day for women), serial
 * number from 1. Law 23 of 2006 on population administration, Government Regulation 37 of 2007, article 37.
 */
function nik(text: string): boolean {
  const number = digitsOf(text).join('');
  if (number.length !== 16 || !PROVINCES.test(number) || number.endsWith('0000')) return false;
  const [day = 0, month = 0, year = 0] = [6, 8, 10].map((at) => Number(number.slice(at, at + 2)));
  return [1900, 2000].some((century) => isDay(century + year, month, day > 40 ? day - 40 : day));
}

const CURP_CHARACTERS = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';

/**
 * Mexico's CURP: values of 37 characters weighted 18 to 2, ten's complement. Instructivo normativo para la asignación de la
 * CURP, Diario Oficial. Modulo ten it cannot see the ninth character change, nor others by five at even weights.
 */
function curp(text: string): boolean {
  const number = solid(text);
  if (!/^[A-ZÑ]{4}\d{6}[HMX][A-ZÑ]{5}[A-Z\d]\d$/.test(number)) return false;
  const sum = [...number.slice(0, 17)].reduce(
    (total, c, i) => total + CURP_CHARACTERS.indexOf(c) * (18 - i),
    0,
  );
  return (10 - (sum % 10)) % 10 === Number(number[17]);
}

/**
 * Brazil's CPF: two check digits, modulo 11, weights 10 and 11 down to 2; remainders 0 and 1 give 0: Cadastro de Pessoas
 * Físicas, Receita Federal. Numbers of one digit alone keep the rule and are never given.
 */
function cpf(text: string): boolean {
  const digits = digitsOf(text);
  if (digits.length !== 11 || digits.every((digit) => digit === digits[0])) return false;
  return [9, 10].every((length) => {
    const sum = digits.slice(0, length).reduce((total, digit, i) => total + digit * (length + 1 - i), 0);
    return ((sum * 10) % 11) % 10 === digits[length];
  });
}

/**
 * Brazil's CNH, a driver's number in the national register (RENACH): two check digits, modulo 11, weights 9 down to 1 and 1 up
 * to 9; 10 gives 0, and the second is lowered by two when the first was 10: Departamento Nacional de Trânsito.
 */
function cnh(text: string): boolean {
  const digits = digitsOf(text);
  if (digits.length !== 11 || digits.every((digit) => digit === digits[0])) return false;
  const first = weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11;
  const second = weighted(digits, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11;
  const lowered = first >= 10 ? (second - 2 < 0 ? second + 9 : second - 2) : second;
  return digits[9] === (first >= 10 ? 0 : first) && digits[10] === (lowered >= 10 ? 0 : lowered);
}

/** Thailand, citizens: as `thaiNumber`; theirs never begin with 0. */
const thaiId = (text: string): boolean => digitsOf(text)[0] !== 0 && thaiNumber(text);

/** Thailand's population register, foreigners included: twelve digits weighted 13 to 2, modulo 11. */
function thaiNumber(text: string): boolean {
  const digits = digitsOf(text);
  if (digits.length !== 13) return false;
  return (11 - (weighted(digits, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === digits[12];
}

/**
 * Korea's resident registration number: date of birth, century and sex, modulo 11. Numbers given since October 2020 carry
 * no check digit: one that fails is not wrong for that.
 */
function koreanRrn(text: string): boolean {
  const digits = digitsOf(text);
  if (digits.length !== 13) return false;
  const century = [1800, 1900, 1900, 2000, 2000, 1900, 1900, 2000, 2000, 1800][digits[6] ?? 0] ?? 0;
  const date = digits.slice(0, 6).join('');
  if (!isDay(century + Number(date.slice(0, 2)), Number(date.slice(2, 4)), Number(date.slice(4, 6))))
    return false;
  const sum = weighted(digits, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]);
  const check = (11 - (sum % 11)) % 10;
  const isForeigner = (digits[6] ?? 0) >= 5 && (digits[6] ?? 0) <= 8;
  return (isForeigner ? (check + 2) % 10 : check) === digits[12];
}

/** ISO/IEC 7812-1 annex B. */
function luhn(text: string): boolean {
  const digits = digitsOf(text);
  if (digits.length < 2) return false;
  const sum = digits.toReversed().reduce((total, digit, i) => {
    const value = i % 2 === 1 ? digit * 2 : digit;
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** Unified social credit identifier: GB 32100, ISO 7064 MOD 31-3. */
function cnCreditCode(text: string): boolean {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const values = [...solid(text)].map((c) => alphabet.indexOf(c));
  if (values.length !== 18 || values.includes(-1)) return false;
  const sum = values.slice(0, 17).reduce((total, value, i) => total + value * modularPower(3, i, 31), 0);
  return (31 - (sum % 31)) % 31 === values[17];
}

export const checks = {
  'cn-id': cnId,
  'hk-id': hkId,
  nric,
  mykad,
  nik,
  curp,
  cpf,
  cnh,
  'thai-id': thaiId,
  'thai-number': thaiNumber,
  'korean-rrn': koreanRrn,
  luhn,
  'cn-credit-code': cnCreditCode,
} as const satisfies Readonly<Record<string, (text: string) => boolean>>;

export type CheckName = keyof typeof checks;
