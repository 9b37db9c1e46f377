import { once } from '../../../lib/once.ts';
import type { RgbImage } from '../../image.ts';
import type { Quad, TextScript } from '../../types.ts';
import { median, quadWidth } from '../geometry.ts';
import { type ReadLine, readLine } from '../read-line.ts';
import { type NetworkScript, openRecogniser, type Recogniser } from '../text-networks.ts';
import { readWith } from './cut-line.ts';
import { openTesseract } from './tesseract-line.ts';

/** Reads the line in a quad of an upright image; the quad begins at the top left corner of its text. */
export type LineReader = (image: RgbImage, quad: Quad) => Promise<ReadLine>;

export type OtherScript = Exclude<TextScript, 'chinese' | `auto${string}`>;

/** Letters that only the script's own recogniser can read. */
const ownLetters: Readonly<Record<OtherScript, RegExp>> = {
  'traditional-chinese': /\p{Script=Han}/u,
  japanese: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
  korean: /\p{Script=Hangul}/u,
  thai: /\p{Script=Thai}/u,
  arabic: /\p{Script=Arabic}/u,
  hindi: /\p{Script=Devanagari}/u,
  ...latin('vietnamese', 'malay', 'spanish', 'french', 'german', 'portuguese', 'italian', 'dutch'),
  ...latin('swedish', 'finnish', 'danish', 'norwegian', 'hungarian'),
};

/** The default network reads ASCII, and drops or mistakes marks on letters. */
function latin<S extends OtherScript>(...scripts: S[]): Record<S, RegExp> {
  return Object.fromEntries(scripts.map((script) => [script, /[\u00A1-\u024F\u1E00-\u1EFF]/])) as Record<
    S,
    RegExp
  >;
}

const byNetwork = new Set<OtherScript>(['traditional-chinese', 'japanese', 'korean']);
const isByNetwork = (script: OtherScript): script is NetworkScript => byNetwork.has(script);

/** Below this mean confidence the script's own reading gives way to a default one ... */
const DOUBTFUL = 0.6;
/** ... that is at least so confident. */
const CONFIDENT = 0.9;

async function openOwn(script: OtherScript): Promise<LineReader> {
  if (isByNetwork(script)) {
    const own = await openRecogniser(script);
    return (image, quad) => readLine(own, image, quad);
  }
  const recogniser = await openTesseract(`${script}-letters`);
  return (image, quad) => readWith(recogniser, image, quad);
}

/**
 * How lines of a script are read: by its own recogniser; where that finds none of the script's letters, or is in doubt,
 * the default network reads too, and the more confident reading counts.
 */
async function openLines(plainReader: Recogniser, script: OtherScript): Promise<LineReader> {
  const readOwn = await openOwn(script);
  const letters = ownLetters[script];
  const readForeign: LineReader = async (image, quad) => {
    const own = { ...(await readOwn(image, quad)), script };
    const isOwn = letters.test(own.text);
    if (isOwn && own.confidence >= DOUBTFUL) return own;
    const plain = await readLine(plainReader, image, quad);
    if (isOwn) return plain.confidence >= CONFIDENT ? plain : own;
    return plain.confidence > own.confidence ? plain : own;
  };
  if (!hasNoLatin.has(script)) return readForeign;
  return async (image, quad) => {
    const plain = await readLine(plainReader, image, quad);
    const isPlain = (LATIN_WORD.test(plain.text) || DIGITS.test(plain.text)) && readsAll(plain);
    if (isPlain && plain.confidence >= CERTAIN) return plain;
    const foreign = await readForeign(image, quad);
    return isPlain && plain.confidence >= CONFIDENT + 0.03 && plain.confidence > foreign.confidence + 0.03
      ? plain
      : foreign;
  };
}

/** Scripts whose recogniser knows no Latin letters, and makes its own letters of them. The default network reads first. */
const hasNoLatin = new Set<OtherScript>(['thai', 'arabic', 'hindi']);
/** What the default network makes of other scripts' letters, often surely, is small letters and points among digits. */
const LATIN_WORD = /(?<!\p{L})[A-Z][A-Za-z]{2}/u;
const DIGITS = /^(?:[\s/-]?\d){6,}$/;
const CERTAIN = 0.96;
/** A character's box that is so many times wider than the middle one holds letters that were passed over. */
const PASSED_OVER = 2.5;

/** Whether the boxes of a line's characters leave no room for letters that the network does not know. */
function readsAll({ words }: ReadLine): boolean {
  const widths = words.map(({ quad }) => quadWidth(quad));
  return Math.max(...widths) <= PASSED_OVER * median(widths);
}

/** The readers of all scripts over one set of networks; each loads its model when it first reads. */
export function scriptLines(plainReader: Recogniser): (script: OtherScript) => LineReader {
  const opened = new Map<OtherScript, () => Promise<LineReader>>();
  return (script) => {
    const open = opened.get(script) ?? once(() => openLines(plainReader, script));
    opened.set(script, open);
    return async (image, quad) => (await open())(image, quad);
  };
}
