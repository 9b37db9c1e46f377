/**
 * Signature files (Faloutsos and Christodoulakis, 1984; superimposed coding): each word sets a few bits of an entry's
 * signature. An entry can hold all words of a query only if its signature has all of their bits.
 */
export const SIGNATURE_COLUMNS = 16;

const BITS_PER_COLUMN = 64;
/** 1,024 bits, three a word: of 60 words, one in 250 that a query's word is not among looks as if it were. */
const PLACE_BITS = 10;
const PLACES_PER_WORD = 3;

/** FNV-1a, 32 bits. Words are keyed hashes already; this only spreads them. */
const spread = (word: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return hash >>> 0;
};

/** @returns 16 signed 64-bit integers, as SQLite keeps them */
export const signatureOf = (words: Iterable<string>): readonly bigint[] => {
  const columns = new Array<bigint>(SIGNATURE_COLUMNS).fill(0n);
  for (const word of words) {
    const hash = spread(word);
    for (let i = 0; i < PLACES_PER_WORD; i++) {
      const place = (hash >>> (i * PLACE_BITS)) & ((1 << PLACE_BITS) - 1);
      const column = Math.floor(place / BITS_PER_COLUMN);
      columns[column] = (columns[column] ?? 0n) | (1n << BigInt(place % BITS_PER_COLUMN));
    }
  }
  return columns.map((bits) => BigInt.asIntN(BITS_PER_COLUMN, bits));
};
