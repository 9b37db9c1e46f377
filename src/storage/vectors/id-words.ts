/** Ids are UUIDs in lower case, held as four numbers of 32 bits, first digits first: comparing them compares the texts. */
export type IdWords = Uint32Array;

export const ID_WORDS = 4;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isUuid = (id: string): boolean => UUID.test(id);

const digit = (id: string, at: number): number => {
  const code = id.charCodeAt(at);
  return code < 0x40 ? code - 0x30 : code - 0x57;
};

/** Where the digits of a UUID are in its text. */
const PLACES = Uint8Array.from([...Array(36).keys()].filter((at) => ![8, 13, 18, 23].includes(at)));

/** Writes a UUID into four words. */
export const readUuid = (id: string, into: IdWords): void => {
  for (let word = 0; word < ID_WORDS; word++) {
    let value = 0;
    for (let i = word * 8; i < word * 8 + 8; i++) value = (value << 4) | digit(id, PLACES[i] as number);
    into[word] = value;
  }
};

export const uuidOf = (words: ArrayLike<number>, at: number): string => {
  let hex = '';
  for (let word = at; word < at + ID_WORDS; word++)
    hex += ((words[word] as number) >>> 0).toString(16).padStart(8, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

/** Evenly spread over 32 bits, whatever version the UUIDs are. Finaliser of MurmurHash3 (Appleby, 2011). */
export const hashOf = (words: ArrayLike<number>, at: number): number => {
  let hash = 0;
  for (let word = at; word < at + ID_WORDS; word++) {
    hash = Math.imul(hash ^ (words[word] as number), 0x85ebca6b);
    hash ^= hash >>> 13;
  }
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};
