import type { HotWord } from '../../engine/speech/types.ts';
import { ApiError } from '../errors.ts';

/** Limit of the API for a hot word: 30 letters, or 10 Chinese characters, which count three each. */
const MAX_WORD_LETTERS = 30;
const HAN_LETTERS = 3;

/** Length as the API counts it. */
export const wordLength = (word: string): number =>
  [...word].reduce((sum, letter) => sum + (/\p{Script=Han}/u.test(letter) ? HAN_LETTERS : 1), 0);

/** @throws ApiError when its weight is not 1..11 or 100, or it is empty, too long, or holds what separates words and lines */
export function assertHotWord(word: HotWord, parameter: string): HotWord {
  const { text, weight } = word;
  if (!(Number.isInteger(weight) && ((weight >= 1 && weight <= 11) || weight === 100)))
    throw new ApiError('InvalidParameterValue.InvalidWordWeight', { parameter });
  if (text === '' || wordLength(text) > MAX_WORD_LETTERS || /[|\p{Cc}]/u.test(text))
    throw new ApiError('InvalidParameterValue.InvalidParameterLength', {
      parameter,
      limit: MAX_WORD_LETTERS,
    });
  return word;
}
