import type { SpokenWord } from '../../../engine/types.ts';
import { partsOf } from './spoken-token.ts';

const SENTENCE_MARKS = /[.?!\u2026]/g;

/** Without the marks that end the sentence; the stop of `a.m.` is part of the word. */
export function withoutEndMark(words: readonly SpokenWord[]): SpokenWord[] {
  const last = words.at(-1);
  if (!last) return [];
  const { before, core, after } = partsOf(last.text);
  return withoutEmpty([
    ...words.slice(0, -1),
    { ...last, text: before + core + after.replace(SENTENCE_MARKS, '') },
  ]);
}

/** Without any punctuation; what is within a word or a figure stays: `don't`, `well-known`, `3.5`, `5:30`, `a.m.`. */
export const withoutPunctuation = (words: readonly SpokenWord[]): SpokenWord[] =>
  withoutEmpty(
    words.flatMap((word) => betweenDashes(word).map((each) => ({ ...each, text: partsOf(each.text).core }))),
  );

/** Two words that only a dash keeps together are two. */
const betweenDashes = (word: SpokenWord): SpokenWord[] => {
  const parts = word.text.split(/[\u2013\u2014]|--+|\u2026|\.\.\.+/).filter(Boolean);
  const step = (word.endMs - word.startMs) / Math.max(1, parts.length);
  return parts.map((text, i) => ({
    text,
    startMs: word.startMs + i * step,
    endMs: i === parts.length - 1 ? word.endMs : word.startMs + (i + 1) * step,
  }));
};

const withoutEmpty = (words: readonly SpokenWord[]): SpokenWord[] => words.filter(({ text }) => text !== '');
