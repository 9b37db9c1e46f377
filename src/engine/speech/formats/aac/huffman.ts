import type { BitReader } from '../bit-reader.ts';
import { unreadable } from '../unreadable.ts';
import { SCALE_FACTOR_TABLE, SPECTRAL_TABLES, type HuffmanTable } from './tables.ts';

/** Reads one symbol of a canonical code, bit by bit. */
function readSymbol(reader: BitReader, { counts, symbols }: HuffmanTable): number {
  let code = 0;
  let first = 0;
  let index = 0;
  for (const count of counts) {
    code = code * 2 + reader.bits(1);
    first *= 2;
    if (code - first < count) return symbols[index + code - first]!;
    first += count;
    index += count;
  }
  return unreadable('an AAC code word does not exist');
}

/** Difference to the scale factor before, -60..60. */
export const readScaleFactorStep = (reader: BitReader): number => readSymbol(reader, SCALE_FACTOR_TABLE) - 60;

interface Book {
  readonly table: HuffmanTable;
  /** Values a code word stands for. */
  readonly size: 2 | 4;
  /** Number of values that each of them may take. */
  readonly base: number;
  /** Whether signs follow the code word as bits of their own. */
  readonly unsigned: boolean;
}

const book = (index: number, size: 2 | 4, base: number, unsigned: boolean): Book => ({
  table: SPECTRAL_TABLES[index - 1]!,
  size,
  base,
  unsigned,
});

const BOOKS: readonly (Book | undefined)[] = [
  undefined,
  book(1, 4, 3, false),
  book(2, 4, 3, false),
  book(3, 4, 3, true),
  book(4, 4, 3, true),
  book(5, 2, 9, false),
  book(6, 2, 9, false),
  book(7, 2, 8, true),
  book(8, 2, 8, true),
  book(9, 2, 13, true),
  book(10, 2, 13, true),
  book(11, 2, 17, true),
];

/** The largest value of book 11 says that the true value follows. */
const ESCAPE = 16;
const LONGEST_ESCAPE = 8;

function readEscape(reader: BitReader): number {
  let ones = 0;
  while (reader.bits(1)) if (++ones > LONGEST_ESCAPE) unreadable('an AAC escape is too long');
  return 2 ** (ones + 4) + reader.bits(ones + 4);
}

/** Fills `values[from..to)` with quantised values of one book, 1..11. */
export function readValues(
  reader: BitReader,
  bookNumber: number,
  values: Float32Array,
  from: number,
  to: number,
): void {
  const { table, size, base, unsigned } = BOOKS[bookNumber]!;
  const offset = unsigned ? 0 : (base - 1) / 2;
  for (let at = from; at < to; at += size) {
    let symbol = readSymbol(reader, table);
    for (let i = size - 1; i >= 0; i--) {
      values[at + i] = (symbol % base) - offset;
      symbol = Math.floor(symbol / base);
    }
    if (!unsigned) continue;
    for (let i = 0; i < size; i++) if (values[at + i] && reader.bits(1)) values[at + i]! *= -1;
    if (bookNumber !== 11) continue;
    for (let i = 0; i < size; i++)
      if (Math.abs(values[at + i]!) === ESCAPE)
        values[at + i] = Math.sign(values[at + i]!) * readEscape(reader);
  }
}
