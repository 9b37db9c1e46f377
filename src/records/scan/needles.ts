/** What a scan looks for: a text, or bytes such as an image's, by a name that may be printed. */
export type Needles = Readonly<Record<string, string | Uint8Array>>;

export type Encoding = 'raw' | 'hex' | 'HEX' | 'base64' | 'base64url' | 'utf-16le' | 'utf-16be';

/** One way in which a needle, or a piece of it, may lie on a disk. */
export interface Pattern {
  readonly needle: string;
  readonly encoding: Encoding;
  readonly bytes: Uint8Array;
}

/** Below this, random bytes match by chance. */
const SHORTEST_NEEDLE_BYTES = 4;
const SHORTEST_ENCODED_BYTES = 6;
/** Longer needles are looked for in pieces, because databases break long values up over pages. */
const PIECE_BYTES = 24;
const PIECES = 9;

/** @throws RangeError for a needle that is too short to tell anything */
export const patternsOf = (needles: Needles): readonly Pattern[] =>
  Object.entries(needles).flatMap(([needle, value]) => {
    const bytes = Buffer.from(value);
    if (bytes.length < SHORTEST_NEEDLE_BYTES) throw new RangeError(`${needle} is too short to look for`);
    const byteForms = piecesOf(bytes).flatMap(encodings);
    const textForms = typeof value === 'string' ? utf16(value) : [];
    return distinct([...byteForms, ...textForms]).map(([encoding, form]) => ({
      needle,
      encoding,
      bytes: form,
    }));
  });

type Form = readonly [encoding: Encoding, bytes: Buffer];

const piecesOf = (bytes: Buffer): readonly Buffer[] => {
  if (bytes.length <= 2 * PIECE_BYTES) return [bytes];
  const last = bytes.length - PIECE_BYTES;
  const starts = Array.from({ length: PIECES }, (_, i) => Math.round((i * last) / (PIECES - 1)));
  const pieces = starts.map((start) => bytes.subarray(start, start + PIECE_BYTES));
  // A stretch of one colour or of silence is in every file.
  const telling = pieces.filter((piece) => new Set(piece).size >= PIECE_BYTES / 3);
  return telling.length > 0 ? telling : [bytes];
};

const encodings = (bytes: Buffer): readonly Form[] => [
  ['raw', bytes],
  ['hex', Buffer.from(bytes.toString('hex'))],
  ['HEX', Buffer.from(bytes.toString('hex').toUpperCase())],
  ...[0, 1, 2].flatMap((offset): readonly Form[] => [
    ['base64', base64At(bytes, offset, 'base64')],
    ['base64url', base64At(bytes, offset, 'base64url')],
  ]),
];

/** The characters that stand for these bytes alone when `offset` other bytes precede them in a group of three. */
const base64At = (bytes: Buffer, offset: number, alphabet: 'base64' | 'base64url'): Buffer => {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString(alphabet);
  const first = Math.ceil((offset * 8) / 6);
  const end = Math.floor(((offset + bytes.length) * 8) / 6);
  return Buffer.from(text.slice(first, end));
};

const utf16 = (text: string): readonly Form[] => {
  const little = Buffer.from(text, 'utf16le');
  return [
    ['utf-16le', little],
    ['utf-16be', Buffer.from(little).swap16()],
  ];
};

const distinct = (forms: readonly Form[]): readonly Form[] => {
  const long = forms.filter(
    ([encoding, bytes]) => encoding === 'raw' || bytes.length >= SHORTEST_ENCODED_BYTES,
  );
  return [...new Map(long.map((form) => [form[1].toString('latin1'), form] as const)).values()];
};
