import type { SpokenSentence } from '../../engine/speech/types.ts';
import type { SpokenWord } from '../../engine/types.ts';
import { partsOf, textOfWords, wordsOfText } from './wording/spoken-token.ts';

/** What readers are used to: two lines of 42 characters, at least a second (Netflix Timed Text Style Guide, BBC Subtitle Guidelines). */
const LINE_LENGTH = 42;
const LEAST_MS = 1000;

/**
 * Splits sentences into captions: at their punctuation, and where that is not enough by length; between words only.
 * Times are those of the words; where a sentence has none, they are shared out by the number of letters.
 * @param options.maxLength characters of a caption; one word that is longer stays whole
 */
export const captionsOf = (
  sentences: readonly SpokenSentence[],
  { maxLength }: { maxLength: number },
): SpokenSentence[] => sentences.flatMap((sentence) => splitSentence(sentence, maxLength));

/** SubRip captions of sentences, in order of time, `\n` at the end of each line. Empty when nothing was said. */
export const toSrt = (sentences: readonly SpokenSentence[]): string =>
  shown(sentences)
    .map(
      ({ text, startMs, endMs }, i) =>
        `${i + 1}\n${clock(startMs, ',')} --> ${clock(endMs, ',')}\n${inLines(text.replaceAll('-->', '->'))}\n`,
    )
    .join('\n');

/** WebVTT captions of sentences (https://www.w3.org/TR/webvtt1/), in order of time. */
export const toVtt = (sentences: readonly SpokenSentence[]): string =>
  [
    'WEBVTT\n',
    ...shown(sentences).map(
      ({ text, startMs, endMs }) =>
        `${clock(startMs, '.')} --> ${clock(endMs, '.')}\n${escaped(inLines(text))}\n`,
    ),
  ].join('\n');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Captions as they come and go: each stays a second where the next one leaves the time. */
function shown(sentences: readonly SpokenSentence[]): SpokenSentence[] {
  const captions = captionsOf(sentences, { maxLength: 2 * LINE_LENGTH })
    .flatMap((caption) => (fits(caption.text) ? caption : captionsOf([caption], { maxLength: LINE_LENGTH })))
    .sort((a, b) => a.startMs - b.startMs || a.channel - b.channel);
  return captions.map((caption, i) => {
    const next = captions[i + 1]?.startMs ?? Infinity;
    const wished = Math.max(caption.endMs, caption.startMs + LEAST_MS);
    return { ...caption, endMs: Math.max(caption.endMs, Math.min(wished, next), caption.startMs + 1) };
  });
}

function splitSentence(sentence: SpokenSentence, maxLength: number): SpokenSentence[] {
  const words =
    sentence.words && textOfWords(sentence.words) === sentence.text ? sentence.words : timed(sentence);
  return clauses(words)
    .flatMap((clause) => byLength(clause, maxLength))
    .reduce<SpokenWord[][]>((captions, piece) => joined(captions, piece, maxLength), [])
    .map((piece) => ({
      ...sentence,
      text: textOfWords(piece),
      startMs: piece[0]!.startMs,
      endMs: piece.at(-1)!.endMs,
      ...(sentence.words && { words: piece }),
    }));
}

/** The words of a sentence, its time shared out by their letters. */
function timed({ text, startMs, endMs }: SpokenSentence): SpokenWord[] {
  const words = wordsOfText(text);
  const letters = words.reduce((sum, word) => sum + word.text.length, 0);
  let before = 0;
  const at = (share: number): number => Math.round(startMs + ((endMs - startMs) * share) / letters);
  return words.map((word) => {
    const from = at(before);
    before += word.text.length;
    return { text: word.text, startMs: from, endMs: at(before) };
  });
}

/** Runs of words up to a mark that ends a clause. */
function clauses(words: readonly SpokenWord[]): SpokenWord[][] {
  const runs: SpokenWord[][] = [];
  let open: SpokenWord[] = [];
  for (const word of words) {
    open.push(word);
    if (!/[.?!,;:\u2026\u2014]/.test(partsOf(word.text).after)) continue;
    runs.push(open);
    open = [];
  }
  return open.length > 0 ? [...runs, open] : runs;
}

/** A run that is too long, in parts of about the same length. */
function byLength(run: readonly SpokenWord[], maxLength: number): SpokenWord[][] {
  const whole = textOfWords(run).length;
  if (whole <= maxLength) return [[...run]];
  const wished = whole / Math.ceil(whole / maxLength);
  const parts: SpokenWord[][] = [[]];
  for (const word of run) {
    const part = parts.at(-1)!;
    const length = textOfWords(part).length;
    const isFull = length >= wished || length + 1 + word.text.length > maxLength;
    if (part.length > 0 && isFull) parts.push([word]);
    else part.push(word);
  }
  return parts;
}

/** Short neighbours share a caption. */
function joined(captions: SpokenWord[][], piece: SpokenWord[], maxLength: number): SpokenWord[][] {
  const last = captions.at(-1);
  if (!last || textOfWords(last).length + 1 + textOfWords(piece).length > maxLength)
    return [...captions, piece];
  return [...captions.slice(0, -1), [...last, ...piece]];
}

/** Whether two lines hold it; a word that no line holds is its own caption. */
const fits = (text: string): boolean =>
  inLines(text)
    .split('\n')
    .every((line) => line.length <= LINE_LENGTH);

/** One line, or two of about the same length. */
function inLines(text: string): string {
  if (text.length <= LINE_LENGTH) return text;
  const spaces = [...text.matchAll(/ /g)].map(({ index }) => index);
  const longest = (at: number): number => Math.max(at, text.length - at - 1);
  const [best] = spaces.sort((a, b) => longest(a) - longest(b));
  return best === undefined ? text : `${text.slice(0, best)}\n${text.slice(best + 1)}`;
}

/** `HH:MM:SS` and milliseconds after the mark. */
const clock = (ms: number, mark: ',' | '.'): string => {
  const whole = Math.max(0, Math.round(ms));
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const time = [whole / 3_600_000, (whole / 60_000) % 60, (whole / 1000) % 60].map(two).join(':');
  return `${time}${mark}${String(whole % 1000).padStart(3, '0')}`;
};
