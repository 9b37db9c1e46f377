/** Limits of the API for a hot word: 30 letters, or 10 Chinese characters, which count three each. */
export const MAX_WORD_LETTERS = 30;
const HAN_LETTERS = 3;

/** Length as the API counts it. */
export const wordLength = (word: string): number =>
  [...word].reduce((sum, letter) => sum + (/\p{Script=Han}/u.test(letter) ? HAN_LETTERS : 1), 0);

/** Whether a text may be a hot word: not empty, not too long, without what separates words and lines. */
export const isHotWord = (text: string): boolean => {
  const word = text.trim();
  return word !== '' && wordLength(word) <= MAX_WORD_LETTERS && !/[|\p{Cc}]/u.test(word);
};

/** 1..11, or 100. */
export const isWeight = (weight: number): boolean =>
  Number.isInteger(weight) && ((weight >= 1 && weight <= 11) || weight === 100);
