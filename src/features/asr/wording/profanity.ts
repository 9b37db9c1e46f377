import { Profanity } from '@2toad/profanity';
import type { SpokenWord } from '../../../engine/types.ts';
import { partsOf, plainOf, withoutWords } from './spoken-token.ts';

/** Of the package's list, what is said without swearing at least as often as with it; some are mistakes of its. */
const ORDINARY: readonly string[] =
  'anal anus balls bestial bloody breasts bum butt butts chink cox dink dinks dyke dogging ejaculate ejaculated ejaculates ejaculating ejaculation fanny flange gaylord hoar hoare homo kum labia lust lusting masochist muff nazi nob orgasm orgasms pawn pecker penis poop porn pornography pron pube rectum sadist screwing scrotum semen sex snatch spac spunk teets testical testicle vagina vulva viagra willies willy xrated'.split(
    ' ',
  );

const english = new Profanity({ languages: ['en'], wholeWord: true });
english.removeWords([...ORDINARY]);

/** A name that is another word in small letters stays: Dick, Cox, Fanny. */
const NAMES = new Set(['dick']);

const STAR = '*';

/** Whether a word, whole, is profane: Scunthorpe and cockpit are not. */
function isProfane({ text }: SpokenWord): boolean {
  const plain = plainOf(text).replace(/'s$/, '');
  if (NAMES.has(plain) && /^\P{L}*\p{Lu}/u.test(text)) return false;
  return /^[\p{L}'-]+$/u.test(plain) && english.exists(plain);
}

/** Leaves profane words out. */
export const withoutProfanity = (words: readonly SpokenWord[]): SpokenWord[] =>
  withoutWords(words, (i) => isProfane(words[i]!));

/** Puts one star in the place of each profane word, so that not even its length is told. */
export const withStars = (words: readonly SpokenWord[]): SpokenWord[] =>
  words.map((word) => {
    if (!isProfane(word)) return word;
    const { before, after } = partsOf(word.text);
    return { ...word, text: before + STAR + after };
  });
