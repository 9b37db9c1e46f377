/** Boxes of MP4 that say of runs of samples how long they are (ISO/IEC 14496-12): words of an entry, and which has the length. */
const TABLES = [
  { name: 'stsc', words: 3, length: 1 },
  { name: 'stts', words: 2, length: 0 },
  { name: 'ctts', words: 2, length: 0 },
] as const;

/** Far more samples than any video has that is looked at. */
const MOST_SAMPLES = 100_000;
/** Entries that are looked at in all: the letters may be written again and again. */
const MOST_ENTRIES = 1_000_000;

/**
 * Whether any table of samples speaks of more than there can be. What reads them (mediabunny 1.61) counts them one by
 * one, up to the 4 billion that a damaged or made-up file may name.
 */
export function hasEndlessTables(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let looked = 0;
  return TABLES.some(({ name, words, length }) => {
    for (let at = file.indexOf(name, 0, 'latin1'); at >= 0; at = file.indexOf(name, at + 1, 'latin1')) {
      const first = at + 12;
      const count = first <= file.length ? file.readUInt32BE(first - 4) : 0;
      // Elsewhere the four letters are chance, and no table that fits follows.
      if (count * words * 4 > file.length - first) continue;
      if ((looked += count) > MOST_ENTRIES) return true;
      for (let entry = 0; entry < count; entry++)
        if (file.readUInt32BE(first + 4 * (words * entry + length)) > MOST_SAMPLES) return true;
    }
    return false;
  });
}
