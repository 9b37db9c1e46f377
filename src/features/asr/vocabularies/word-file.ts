import { decodeBase64 } from '../../../lib/bytes.ts';
import type { HotWord } from '../../../engine/speech/types.ts';
import { ApiError } from '../../errors.ts';
import { assertHotWord, wordLength } from '../hot-word-limits.ts';
import { hotWordOf } from '../hot-words.ts';

/** Hot words of a vocabulary, and their longest file: letters of up to four bytes, a weight, the end of a line. */
const MAX_HOT_WORDS = 1000;
const MAX_FILE_BYTES = 256 * 1024;
/** Keywords of a library, and their letters: 15, or 5 Chinese characters. */
const MAX_KEYWORDS = 100;
const MAX_KEYWORD_LETTERS = 15;

const tooLong = (parameter: string, limit: number): ApiError =>
  new ApiError('InvalidParameterValue.InvalidParameterLength', { parameter, limit });

/** Lines of a file of text in Base64; the last may end or not. @throws ApiError with `code` when it is none */
function linesOf(encoded: string, parameter: string, code: string): string[] {
  try {
    const bytes = decodeBase64(encoded, MAX_FILE_BYTES);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.replace(/\r?\n$/, '').split(/\r?\n/);
  } catch {
    throw new ApiError(code, { parameter });
  }
}

/** How a request says which words a vocabulary has. */
export interface HotWordFields {
  readonly WordWeights?: readonly { readonly Word: string; readonly Weight: number }[] | undefined;
  /** Base64 of lines of `word|weight`: wins over the list. */
  readonly WordWeightStr?: string | undefined;
}

/** The hot words of a request; null: it names none. @throws ApiError when they are not as documented */
export function hotWordsGiven({ WordWeights, WordWeightStr }: HotWordFields): readonly HotWord[] | null {
  const words = WordWeightStr
    ? linesOf(WordWeightStr, 'WordWeightStr', 'InvalidParameterValue.InvalidWordWeightStr')
        .filter((line) => line.trim() !== '')
        .map((line) => hotWordOf(line.trim(), 'WordWeightStr'))
    : WordWeights?.map(({ Word, Weight }) =>
        assertHotWord({ text: Word.trim(), weight: Weight }, 'WordWeights'),
      );
  const parameter = WordWeightStr ? 'WordWeightStr' : 'WordWeights';
  if (words && (words.length > MAX_HOT_WORDS || words.length === 0)) throw tooLong(parameter, MAX_HOT_WORDS);
  return words ?? null;
}

/** The file that {@link hotWordsGiven} reads. */
export const hotWordFile = (words: readonly { readonly text: string; readonly weight?: number }[]): string =>
  Buffer.from(words.map(({ text, weight = 1 }) => `${text}|${weight}`).join('\n')).toString('base64');

/** The keywords of a file, one on each line. @throws ApiError when it is not as documented */
export function keywordsGiven(encoded: string): readonly { readonly text: string }[] {
  const words = linesOf(encoded, 'KeyWordFile', 'InvalidParameterValue').map((line) => line.trim());
  if (words.length > MAX_KEYWORDS) throw tooLong('KeyWordFile', MAX_KEYWORDS);
  if (words.some((word) => word === '' || wordLength(word) > MAX_KEYWORD_LETTERS))
    throw tooLong('KeyWordFile', MAX_KEYWORD_LETTERS);
  return words.map((text) => ({ text }));
}
