import type { SpokenWord } from '../../../engine/types.ts';

/** A word between its punctuation: `"Well,` is `"`, `Well` and `,`. */
export interface Parts {
  readonly before: string;
  /** Letters, digits, and what belongs to a figure; empty for punctuation alone. */
  readonly core: string;
  readonly after: string;
}

/** What begins or ends a word without being punctuation: currency signs, percent signs, and what a word was hidden by. */
const OF_A_WORD = String.raw`\p{L}\p{N}\p{M}\p{Sc}%*°`;
const PARTS = new RegExp(`^([^${OF_A_WORD}]*)(.*?)([^${OF_A_WORD}]*)$`, 'su');
/** Letters with a full stop after each: the last stop is part of the word. */
const ABBREVIATION = /^(?:\p{L}\.)+\p{L}$/u;

/** Splits a word from its punctuation; `a.m.` keeps its last stop. */
export const partsOf = (word: string): Parts => {
  const [, before = '', core = '', after = ''] = PARTS.exec(word) ?? [];
  return ABBREVIATION.test(core) && after.startsWith('.')
    ? { before, core: `${core}.`, after: after.slice(1) }
    : { before, core, after };
};

/** Without its punctuation, in lower case, apostrophes straight: by which tables know it. */
export const plainOf = (word: string): string => partsOf(word).core.toLowerCase().replaceAll('\u2019', "'");

/** Whether a sentence ends with this word. */
export const endsSentence = (word: string): boolean => /[.?!\u2026]/.test(partsOf(word).after);

/** The words of a text without times. */
export const wordsOfText = (text: string): SpokenWord[] =>
  text
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => ({ text: word, startMs: 0, endMs: 0 }));

export const textOfWords = (words: readonly SpokenWord[]): string => words.map(({ text }) => text).join(' ');

const CAPITAL = /^([^\p{L}\p{N}]*)(\p{Ll})/u;
const isCapital = (word: string): boolean => /^\p{Lu}/u.test(partsOf(word).core);

/** Words after which no comma stands: one there was only for what is left out. */
const OPEN = new Set(
  'i we you he she it they the a an is are was were am be to of and but or so with for in on at my your our their'.split(
    ' ',
  ),
);

/**
 * Leaves words out. A capital that began a sentence goes to the word that begins it now; marks that ended one, to the
 * word that ends it now; a comma before and one after what is left out become one, or none after `the` and the like.
 */
export function withoutWords(
  words: readonly SpokenWord[],
  isLeftOut: (index: number) => boolean,
): SpokenWord[] {
  const kept: SpokenWord[] = [];
  let capital = false;
  words.forEach((word, index) => {
    if (isLeftOut(index)) {
      const begins = kept.length === 0 || endsSentence(kept.at(-1)!.text);
      capital ||= begins && isCapital(word.text);
      if (endsSentence(word.text) && !begins) kept.push(closed(kept.pop()!, partsOf(word.text).after));
      else if (!begins && OPEN.has(plainOf(kept.at(-1)!.text))) kept.push(closed(kept.pop()!, ''));
      return;
    }
    kept.push(capital ? { ...word, text: capitalised(word.text) } : word);
    capital = false;
  });
  return kept;
}

/** With a capital, if it begins with a letter. */
export const capitalised = (word: string): string =>
  word.replace(CAPITAL, (_, before: string, letter: string) => before + letter.toUpperCase());

/** Gives a word the mark that ends its sentence, instead of the comma that it had. */
const closed = (word: SpokenWord, mark: string): SpokenWord => {
  const { before, core, after } = partsOf(word.text);
  return { ...word, text: before + core + after.replace(/[,;:\u2014-]/g, '') + mark };
};
