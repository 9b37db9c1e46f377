import type { HotWord } from '../../engine/speech/types.ts';
import type { Vocabulary } from '../../registry/vocabularies/vocabulary.ts';
import type { ActionContext } from '../action.ts';
import { ApiError } from '../errors.ts';
import { assertHotWord } from './hot-word-limits.ts';

/** Words of a list that is given with a call. */
const MAX_LISTED = 128;

/** How a call says which words are likelier. */
export interface HotWordRequest {
  /** `word|weight,word|weight`: wins over the vocabulary. */
  readonly HotwordList?: string | undefined;
  /** Id of a vocabulary of the account. */
  readonly HotwordId?: string | undefined;
}

/**
 * The words that a call says are likelier than the recogniser thinks; of neither a list nor a vocabulary, those of the
 * account's default one.
 * @throws ApiError `InvalidParameterValue.InvalidWordWeight`, `InvalidParameterValue.InvalidParameterLength` for a list
 *   that is not as documented, `InvalidParameterValue.InvalidVocabId` for a vocabulary that the account does not have
 */
export async function hotWordsOf(
  { HotwordId, HotwordList }: HotWordRequest,
  { appId, vocabularies }: Pick<ActionContext, 'appId' | 'vocabularies'>,
): Promise<readonly HotWord[]> {
  if (HotwordList?.trim()) return hotWordsIn(HotwordList);
  if (!HotwordId) return wordsOf(await vocabularies.default(appId));
  const vocabulary = await vocabularies.find(appId, 'hot', HotwordId);
  if (!vocabulary) throw new ApiError('InvalidParameterValue.InvalidVocabId', { parameter: 'HotwordId' });
  return wordsOf(vocabulary);
}

const wordsOf = (vocabulary: Vocabulary | null): HotWord[] =>
  vocabulary?.words.map(({ text, weight = 1 }) => ({ text, weight })) ?? [];

/** The words of a list `word|weight,word|weight`. @throws ApiError as `hotWordsOf` does */
export function hotWordsIn(list: string): HotWord[] {
  const entries = list
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
  const tooMany = { parameter: 'HotwordList', limit: MAX_LISTED };
  if (entries.length > MAX_LISTED)
    throw new ApiError('InvalidParameterValue.InvalidParameterLength', tooMany);
  return entries.map((entry) => hotWordOf(entry, 'HotwordList'));
}

/** `word|weight`. @throws ApiError when it is not */
export function hotWordOf(entry: string, parameter: string): HotWord {
  const bar = entry.lastIndexOf('|');
  const weight = bar < 0 ? '' : entry.slice(bar + 1).trim();
  return assertHotWord(
    { text: entry.slice(0, Math.max(0, bar)).trim(), weight: /^\d+$/.test(weight) ? Number(weight) : NaN },
    parameter,
  );
}
