import type { RgbImage } from '../image.ts';
import type { Candidate } from '../types.ts';
import { type ModelName, readModel } from '../models.ts';
import type { Network } from './network.ts';

/** Height that the network reads, pixels. */
export const LINE_HEIGHT = 48;
/** Narrower lines are padded to this; narrower input costs accuracy. */
const MIN_WIDTH = 160;
/** The network halves the width three times. */
const WIDTH_STEP = 8;

export interface Character {
  readonly text: string;
  /** Probability, 0..1. */
  readonly confidence: number;
  /** Where the network saw it: pixels from the left of the straightened line. */
  readonly position: number;
  /** Likeliest first, itself among them; absent when there is no other to speak of. */
  readonly candidates?: readonly Candidate[];
}

/** Less likely characters are no candidates. */
const MIN_CANDIDATE = 0.01;
const MAX_CANDIDATES = 5;

/** The classes of the network: blank, the characters of its file, space. */
export async function readAlphabet(model: ModelName = 'text-alphabet'): Promise<string[]> {
  const lines = new TextDecoder().decode(await readModel(model)).split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return ['', ...lines, ' '];
}

/** A mask over the classes: 1 for the blank and for each of the given characters. */
export function allowOnly(alphabet: readonly string[], characters: string): Uint8Array {
  const wanted = new Set(['', ...characters]);
  return Uint8Array.from(alphabet, (character) => (wanted.has(character) ? 1 : 0));
}

/** What a network makes of a straightened line: for each step along it the probability of each character of its alphabet. */
export interface LineScores {
  /** [steps, alphabet.length]; class 0 is blank. */
  readonly data: Float32Array;
  readonly steps: number;
  readonly alphabet: readonly string[];
  /** Width that the steps divide evenly, pixels of the line; it may end before. */
  readonly width: number;
}

/** Runs a network over a straightened line of `LINE_HEIGHT` pixels. One line at a time: padding a batch to one width costs more than it saves. */
export async function scoreLine(
  network: Network,
  alphabet: readonly string[],
  line: RgbImage,
): Promise<LineScores> {
  const width = Math.max(MIN_WIDTH, Math.ceil(line.width / WIDTH_STEP) * WIDTH_STEP);
  const { data, shape } = await network.run(toTensor(line, width), [1, 3, LINE_HEIGHT, width]);
  return { data, steps: shape[1] ?? 0, alphabet, width };
}

/**
 * What a network's output says: the likeliest path, its characters in their plain forms.
 * @param allowed classes that may be read, see `allowOnly`; absent: all
 */
export function readScores({ data, steps, alphabet, width }: LineScores, allowed?: Uint8Array): Character[] {
  const characters = collapsePath(data, steps, alphabet, allowed);
  const plain = characters.some((c) => IDEOGRAPH.test(c.text)) ? (text: string) => text : plainCharacter;
  return characters.map((c) => ({
    ...c,
    text: plain(c.text),
    ...(c.candidates && {
      candidates: c.candidates.map((each) => ({ ...each, text: plain(each.text) })),
    }),
    position: ((c.position + 0.5) * width) / steps,
  }));
}

const LATIN_FOR: Readonly<Record<string, string>> = { '。': '.', '、': ',', θ: '0' };

export const IDEOGRAPH = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u;

/** Chinese punctuation in Latin text is a mistake of the network, and so is a theta, its reading of a crossed zero. */
export function plainCharacter(text: string): string {
  const code = text.codePointAt(0) ?? 0;
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCodePoint(code - 0xfee0);
  return LATIN_FOR[text] ?? text;
}

/**
 * [3, LINE_HEIGHT, width], blue first, 0..1, padded with 0 on the right. The network was trained on -1..1; on 0..1 it reads
 * as well and leaves out fewer spaces.
 */
function toTensor(line: RgbImage, width: number): Float32Array {
  const tensor = new Float32Array(3 * LINE_HEIGHT * width);
  for (let c = 0; c < 3; c++)
    for (let y = 0; y < LINE_HEIGHT; y++) {
      const row = (c * LINE_HEIGHT + y) * width;
      for (let x = 0, j = y * line.width * 3 + 2 - c; x < line.width; x++, j += 3)
        tensor[row + x] = (line.data[j] as number) / 255;
    }
  return tensor;
}

/**
 * Greedy CTC decoding (Graves et al. 2006): the likeliest class of each step, repeats and blanks removed.
 * `probabilities`: [steps, alphabet.length]; `position`: the step of a character's first appearance; `allowed`: classes that count.
 */
export function collapsePath(
  probabilities: Float32Array,
  steps: number,
  alphabet: readonly string[],
  allowed?: Uint8Array,
): Character[] {
  const classes = alphabet.length;
  const characters: Character[] = [];
  let previous = 0;
  for (let step = 0; step < steps; step++) {
    const offset = step * classes;
    let best = 0;
    let highest = probabilities[offset] as number;
    for (let i = 1; i < classes; i++)
      if ((probabilities[offset + i] as number) > highest && (!allowed || allowed[i] === 1)) {
        highest = probabilities[offset + i] as number;
        best = i;
      }
    if (best !== 0 && best !== previous)
      characters.push({
        text: alphabet[best] as string,
        confidence: highest,
        position: step,
        ...(highest <= 1 - MIN_CANDIDATE && {
          candidates: candidatesAt(probabilities.subarray(offset, offset + classes), alphabet, allowed),
        }),
      });
    previous = best;
  }
  return characters;
}

/** What else a step of the path may be: visible characters by falling probability. */
const candidatesAt = (
  probabilities: Float32Array,
  alphabet: readonly string[],
  allowed: Uint8Array | undefined,
): Candidate[] =>
  alphabet
    .map((text, i) => ({ text, confidence: allowed?.[i] === 0 ? 0 : (probabilities[i] as number) }))
    .filter(({ text, confidence }) => confidence >= MIN_CANDIDATE && text.trim() !== '')
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, MAX_CANDIDATES);

/** Mean probability of the characters, 0 when there are none. */
export const meanConfidence = (characters: readonly Character[]): number =>
  characters.length ? characters.reduce((sum, c) => sum + c.confidence, 0) / characters.length : 0;
