import type { SpokenWord } from '../../types.ts';
import type { SpokenSentence } from '../types.ts';
import type { SherpaResult } from './sherpa.ts';

/** Where a stretch lies in the audio. */
export interface StretchPlace {
  /** Milliseconds. */
  readonly startMs: number;
  readonly endMs: number;
  readonly channel: number;
}

/** SentencePiece's mark, or a space: a word begins. */
const BEGINS = /^[\u2581 ]/;
/** The byte-pair mark of Paraformer's English pieces: the word goes on. */
const GOES_ON = /@@$/;
/** Scripts that are written without spaces: every character is a word. */
const ALONE = /^\p{Script=Han}|^\p{Script=Hiragana}|^\p{Script=Katakana}|^\p{Script=Thai}/u;
const PUNCTUATION = /^[\p{P}\p{S}]+$/u;
const ENDS_SENTENCE = /[.?!。？！]$/u;

const bare = (token: string): string => token.replace(BEGINS, '').replace(GOES_ON, '');

/**
 * What a recogniser said of a stretch, as sentences. Words have times where the kind of model tells when its pieces
 * begin; a word ends where the next one begins, for nothing tells of the pause between.
 */
export function sentencesOf(
  { text, tokens, timestamps }: SherpaResult,
  place: StretchPlace,
  withWords: boolean,
): readonly SpokenSentence[] {
  const whole = text.trim();
  if (whole === '') return [];
  const { startMs, endMs, channel } = place;
  const common = { channel, meanLogProbability: null };
  if (timestamps.length === 0 || timestamps.length !== tokens.length)
    return [{ text: whole, startMs, endMs, ...common }];
  return bySentence(wordsOf(tokens, timestamps, place)).map((words) => ({
    text: joined(words),
    startMs: words[0]!.startMs,
    endMs: words.at(-1)!.endMs,
    ...(withWords && { words }),
    ...common,
  }));
}

function wordsOf(
  tokens: readonly string[],
  timestamps: readonly number[],
  { startMs, endMs }: StretchPlace,
): SpokenWord[] {
  const begun: { text: string; startMs: number }[] = [];
  // Kinds mark either the pieces that begin a word, or those after which it goes on.
  const marksBeginnings = tokens.some((token) => BEGINS.test(token));
  let goesOn = false;
  tokens.forEach((token, i) => {
    const piece = bare(token);
    if (piece === '' || /^<.*>$/.test(piece)) return;
    const last = begun.at(-1);
    const begins = marksBeginnings ? BEGINS.test(token) : !goesOn;
    const isNew = !last || begins || ALONE.test(piece) || ALONE.test(last.text);
    if (isNew && !(last && PUNCTUATION.test(piece)))
      begun.push({ text: piece, startMs: startMs + Math.round((timestamps[i] ?? 0) * 1000) });
    else last.text += piece;
    goesOn = GOES_ON.test(token);
  });
  return begun.map((word, i) => ({ ...word, endMs: begun[i + 1]?.startMs ?? Math.max(endMs, word.startMs) }));
}

function bySentence(words: readonly SpokenWord[]): SpokenWord[][] {
  const sentences: SpokenWord[][] = [];
  let open: SpokenWord[] = [];
  for (const word of words) {
    open.push(word);
    if (!ENDS_SENTENCE.test(word.text)) continue;
    sentences.push(open);
    open = [];
  }
  return open.length > 0 ? [...sentences, open] : sentences;
}

/** With spaces between words, except where the script has none. */
const joined = (words: readonly SpokenWord[]): string =>
  words.reduce((text, { text: word }) => {
    const isClose = text === '' || (ALONE.test(word) && endsAlone(text));
    return `${text}${isClose ? '' : ' '}${word}`;
  }, '');

const endsAlone = (text: string): boolean => {
  const letters = text.replace(/[\p{P}\p{S}]+$/u, '');
  return ALONE.test(letters.at(-1) ?? '');
};
