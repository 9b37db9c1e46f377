import sharp from 'sharp';
import { cropQuad } from '../text/crop.ts';
import { quadHeight, quadWidth } from '../text/geometry.ts';
import type { OpenPage, TextReader } from '../text/reader.ts';
import type { Quad, Step } from '../types.ts';
import { isCardNumber, schemeOf } from './card-number.ts';
import { joinPieces, toPieces } from './piece.ts';
import { toRows } from './receipt.ts';
import { decide } from './two-readings.ts';
import { hasVinFormat, isVin, passesVinCheck, VIN_CHARACTERS } from './vin.ts';

export interface BankCardOptions {
  /** Also give the picture of the number, a JPEG file. */
  readonly numberImage?: boolean;
}

export interface BankCard {
  readonly number: string;
  /** Name of the scheme that issued the number's range. */
  readonly scheme: string;
  /** Last month in which it is valid, `YYYY-MM`. */
  readonly validUntil?: string;
  readonly type?: 'debit' | 'credit';
  readonly numberImage?: Uint8Array;
}

export interface BankCardResult {
  readonly hasText: boolean;
  /** Absent: no number was found whose check digit is right. */
  readonly card?: BankCard;
  readonly steps: readonly Step[];
}

export interface VinResult {
  readonly hasText: boolean;
  /** Absent: none was found, or its check digit is wrong where it must be right. */
  readonly vin?: string;
  readonly steps: readonly Step[];
}

/** Letters that the network takes for digits of embossed print. */
const DIGIT_FOR: Readonly<Record<string, string>> = {
  O: '0',
  D: '0',
  Q: '0',
  I: '1',
  L: '1',
  Z: '2',
  S: '5',
  B: '8',
  G: '6',
};

const toDigits = (text: string): string =>
  [...text.toUpperCase()]
    .map((c) => DIGIT_FOR[c] ?? c)
    .join('')
    .replace(/\D/g, '');

/** Finds a payment card's number by its check digit, read twice, and what else is printed in digits. @throws EngineError */
export async function readBankCard(
  reader: TextReader,
  bytes: Uint8Array,
  options: BankCardOptions,
): Promise<BankCardResult> {
  const page = await reader.open(bytes, { mode: 'basic' });
  const hasText = page.lines.length > 0;
  const found = await findNumber(page);
  if (!found) return { hasText, steps: page.steps };
  const text = page.lines.map((line) => line.text).join('\n');
  const validUntil = latestMonth(text);
  const type = typeOf(text);
  const card: BankCard = {
    number: found.number,
    scheme: schemeOf(found.number) ?? '',
    ...(validUntil !== null && { validUntil }),
    ...(type !== null && { type }),
    ...(options.numberImage && { numberImage: await cutOut(page, found.quad) }),
  };
  return { hasText, card, steps: page.steps };
}

async function findNumber(page: OpenPage): Promise<{ number: string; quad: Quad } | null> {
  for (const { text, quad } of candidates(page, (row) => toDigits(row).length >= 12 && /\d{3}/.test(row))) {
    const again = (await page.reread(quad, '0123456789 ')).text.replace(/\D/g, '');
    const number = decide(toDigits(text), again, isCardNumber);
    if (number !== null) return { number, quad };
  }
  return null;
}

/** Rows and single pieces of a page whose text qualifies. */
const candidates = (page: OpenPage, qualifies: (text: string) => boolean): { text: string; quad: Quad }[] => {
  const pieces = toPieces(page.lines, page.tilt);
  const rows = toRows(pieces).filter((row) => row.length > 1);
  const lines = page.lines.map(({ text, quad }) => ({ text, quad }));
  return [...lines, ...rows.map(joinPieces)].filter(({ text }) => qualifies(text));
};

/** The latest of the months on a card: where two stand there, the first says from when it is valid. */
function latestMonth(text: string): string | null {
  const months = [...text.matchAll(/(?<![\d/])(0[1-9]|1[0-2])\s?\/\s?((?:20)?\d{2})(?![\d/])/g)].map(
    ([, month = '', year = '']) => `${year.length === 2 ? `20${year}` : year}-${month}`,
  );
  return months.sort().at(-1) ?? null;
}

const typeOf = (text: string): 'debit' | 'credit' | null =>
  /借记|\bDEBIT\b/i.test(text) ? 'debit' : /贷记|信用卡|\bCREDIT\b/i.test(text) ? 'credit' : null;

async function cutOut(page: OpenPage, quad: Quad): Promise<Uint8Array> {
  const [width, height] = [Math.ceil(quadWidth(quad)), Math.ceil(quadHeight(quad))];
  const { data } = cropQuad(page.image, quad, width, height);
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** Finds a vehicle identification number, read twice and decided by its check digit. @throws EngineError */
export async function readVin(reader: TextReader, bytes: Uint8Array): Promise<VinResult> {
  const page = await reader.open(bytes, { mode: 'accurate' });
  const hasText = page.lines.length > 0;
  const solid = (text: string): string =>
    text
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '')
      .replaceAll('I', '1')
      .replace(/[OQ]/g, '0');
  for (const { text, quad } of candidates(page, (row) => /\d/.test(row) && solid(row).length >= 15)) {
    const again = solid((await page.reread(quad, `${VIN_CHARACTERS} `)).text);
    const vin = decideVin(withoutLabel(solid(text)), withoutLabel(again));
    if (vin !== null) return { hasText, vin, steps: page.steps };
  }
  return { hasText, steps: page.steps };
}

/** What follows the word VIN, where it stands before the number. */
const withoutLabel = (text: string): string => text.replace(/^V[1I]N(N0)?(?=.{17}$)/, '');

/** A right check digit decides; without one, only two readings that agree. */
const decideVin = (first: string, second: string): string | null =>
  decide(first, second, (text) => hasVinFormat(text) && passesVinCheck(text)) ??
  (first === second && isVin(first) ? first : null);
