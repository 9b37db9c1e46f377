import type { SpokenWord } from '../../../engine/types.ts';
import { partsOf, plainOf, withoutWords } from './spoken-token.ts';

/** Sounds that say nothing. Words that only sometimes do (`well`, `like`, `so`) are not among them. */
const PARTICLES = /^(?:u+m+|u+h+|e+r+m*|e+h+m*|h+m+|m{2,}|m+-?h+m+|a+h+|o+h+|u+h-?h+u+h+)$/;
/** Of those, what is also a digit, an answer or a word, and goes by the strict rule alone. */
const ANSWERS = /^(?:m+-?h+m+|u+h-?h+u+h+|o+h+)$/;

/** What fills a pause when it stands between commas, or at the beginning and before one. */
const PHRASES: readonly (readonly string[])[] = [
  ['you', 'know'],
  ['i', 'mean'],
  ['sort', 'of'],
  ['kind', 'of'],
  ['you', 'see'],
  ['like'],
  ['well'],
];

/**
 * Words that stammer. Others said twice are meant (`very very`, `no no`, `had had`), or end one clause and begin the
 * next (`let me tell you, you have`, `come in in time`).
 */
const STAMMERED = new Set(
  'i he she we they the a an and but or to of my your our their if as is are was'.split(' '),
);

/** Leaves out what sounds fill pauses: um, uh, er, hm, mm, ah. */
export const withoutParticles = (words: readonly SpokenWord[]): SpokenWord[] =>
  withoutWords(words, (i) => isParticle(words[i]!));

const isParticle = ({ text }: SpokenWord): boolean => {
  const plain = plainOf(text);
  return PARTICLES.test(plain) && !ANSWERS.test(plain);
};

/** Leaves out, besides, answering sounds, phrases that stand between commas, and words begun twice: `I I think`. */
export function withoutFillers(words: readonly SpokenWord[]): SpokenWord[] {
  const spoken = withoutWords(words, (i) => PARTICLES.test(plainOf(words[i]!.text)));
  const fillers = new Set(spoken.flatMap((_, i) => phraseAt(spoken, i)));
  const clear = withoutWords(spoken, (i) => fillers.has(i));
  return withoutWords(clear, (i) => isStammered(clear[i]!, clear[i + 1]));
}

/** @returns the indices of the filling phrase that begins there. */
function phraseAt(words: readonly SpokenWord[], from: number): number[] {
  const before = words[from - 1];
  if (before && partsOf(before.text).after === '') return [];
  const phrase = PHRASES.find((each) =>
    each.every((word, k) => plainOf(words[from + k]?.text ?? '') === word),
  );
  if (!phrase) return [];
  const indices = phrase.map((_, k) => from + k);
  const marks = indices.map((i) => partsOf(words[i]!.text).after);
  const isApart = marks.slice(0, -1).every((mark) => mark === '') && marks.at(-1) === ',';
  return isApart ? indices : [];
}

const isStammered = (word: SpokenWord, next: SpokenWord | undefined): boolean => {
  const plain = plainOf(word.text);
  if (!next || !STAMMERED.has(plain) || plain !== plainOf(next.text)) return false;
  return /^(?:,|-|\u2014|\.\.\.|\u2026)?$/.test(partsOf(word.text).after);
};
