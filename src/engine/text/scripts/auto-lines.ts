import type { RgbImage } from '../../image.ts';
import type { TextScript } from '../../types.ts';
import { quadWidth } from '../geometry.ts';
import type { ReadLine } from '../read-line.ts';
import { type LatinLanguage, languagesOfWords } from './latin-words.ts';
import type { LineReader, OtherScript } from './script-lines.ts';

/** Which scripts are looked for: all; traditional Chinese; that, Japanese and Korean. */
type AutoScript = Extract<TextScript, 'auto' | 'auto-chinese' | 'auto-east-asian'>;

const lookedFor: Readonly<Record<AutoScript, readonly OtherScript[]>> = {
  auto: ['japanese', 'korean', 'thai', 'arabic', 'hindi'],
  'auto-east-asian': ['japanese', 'korean'],
  'auto-chinese': [],
};

export const isAuto = (script: TextScript): script is AutoScript => Object.hasOwn(lookedFor, script);

/** Scripts that are told from each other by reading samples: the letters that prove each, and the share of them that does. */
const candidates: readonly { script: OtherScript; letters: RegExp; share: number }[] = [
  { script: 'japanese', letters: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, share: 0.15 },
  { script: 'korean', letters: /\p{Script=Hangul}/gu, share: 0.3 },
  { script: 'thai', letters: /\p{Script=Thai}/gu, share: 0.3 },
  { script: 'arabic', letters: /\p{Script=Arabic}/gu, share: 0.3 },
  { script: 'hindi', letters: /\p{Script=Devanagari}/gu, share: 0.3 },
];

/** A line that the default network reads with less confidence may be of another script. */
const DOUBTFUL = 0.8;
/** A line in Latin letters that it reads with so much confidence is not. */
const CERTAIN = 0.95;
/** Mean confidence of samples that prove a script. */
const PROOF = 0.8;
const MAX_SAMPLES = 3;
/** Many Chinese letters are read by both networks: the one for traditional letters must read so many times more for certain. */
const TRADITIONAL_LEAD = 1.03;

const HAN = /\p{Script=Han}/u;
const LATIN = /\p{Script=Latin}/u;

const isDoubtful = ({ text, confidence }: ReadLine): boolean => confidence < DOUBTFUL || text === '';
const isHan = (line: ReadLine): boolean => !isDoubtful(line) && HAN.test(line.text);
const isLatin = (line: ReadLine): boolean =>
  !isDoubtful(line) && LATIN.test(line.text) && !HAN.test(line.text);

/**
 * Reads lines whose script nobody has named, after the default network has read them all. The longest that it doubts, or that
 * hold Chinese letters, are tried with the other scripts' recognisers; Latin letters tell their language by its small words.
 * A page is taken to hold one language of each kind at most; each line is read by what was found for its kind.
 */
export async function readAuto(
  auto: AutoScript,
  lines: readonly ReadLine[],
  image: RgbImage,
  open: (script: OtherScript) => LineReader,
): Promise<ReadLine[]> {
  const other = await otherScript(lookedFor[auto], lines, image, open);
  const latin = auto === 'auto' ? await latinLanguage(lines.filter(isLatin), image, open) : null;
  const result: ReadLine[] = [];
  for (const line of lines) {
    const isCertain = isLatin(line) && line.confidence >= CERTAIN;
    const script = other && !isCertain ? other : latin && isLatin(line) ? latin : null;
    result.push(script ? await open(script)(image, line.quad) : line);
  }
  return result;
}

/** The script besides Latin, if it is not the default one. */
async function otherScript(
  wanted: readonly OtherScript[],
  lines: readonly ReadLine[],
  image: RgbImage,
  open: (script: OtherScript) => LineReader,
): Promise<OtherScript | null> {
  const doubtful = longest(lines.filter(isDoubtful));
  const han = longest(lines.filter(isHan));
  for (const { script, letters, share } of candidates) {
    if (!wanted.includes(script)) continue;
    // The default network reads a Japanese line's Chinese letters without doubt, and passes over its kana.
    const samples = script === 'japanese' ? longest([...doubtful, ...han]) : doubtful;
    if (samples.length === 0) continue;
    const readings = await readAll(samples, image, open(script));
    const text = readings.map((reading) => reading.text).join('');
    const own = text.match(letters)?.length ?? 0;
    if (own > 0 && own >= share * text.length && meanOf(readings) >= PROOF) return script;
  }
  if (han.length === 0) return null;
  const readings = await readAll(han, image, open('traditional-chinese'));
  return certain(readings) > TRADITIONAL_LEAD * certain(han) ? 'traditional-chinese' : null;
}

/** The language of lines in Latin letters; where words leave several, the one that reads samples most confidently. */
async function latinLanguage(
  lines: readonly ReadLine[],
  image: RgbImage,
  open: (script: OtherScript) => LineReader,
): Promise<LatinLanguage | null> {
  const languages = languagesOfWords(lines.map(({ text }) => text).join(' '));
  if (languages.length <= 1) return languages[0] ?? null;
  const tried: { language: LatinLanguage; confidence: number }[] = [];
  for (const language of languages) {
    const readings = await readAll(longest(lines), image, open(language));
    tried.push({ language, confidence: meanOf(readings) });
  }
  return tried.reduce((best, each) => (each.confidence > best.confidence ? each : best)).language;
}

const longest = (lines: readonly ReadLine[]): ReadLine[] =>
  lines.toSorted((a, b) => quadWidth(b.quad) - quadWidth(a.quad)).slice(0, MAX_SAMPLES);

async function readAll(lines: readonly ReadLine[], image: RgbImage, read: LineReader): Promise<ReadLine[]> {
  const readings: ReadLine[] = [];
  for (const { quad } of lines) readings.push(await read(image, quad));
  return readings;
}

/** Characters read, each counted by how certain it is. */
const certain = (lines: readonly ReadLine[]): number =>
  lines.reduce((sum, { text, confidence }) => sum + confidence * text.length, 0);

const meanOf = (lines: readonly ReadLine[]): number =>
  lines.reduce((sum, { confidence }) => sum + confidence, 0) / lines.length;
