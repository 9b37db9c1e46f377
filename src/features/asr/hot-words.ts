import type { HotWord } from '../../engine/speech/types.ts';
import type { ActionContext } from '../action.ts';
import { ApiError } from '../errors.ts';
import { isHotWord, isWeight } from './hot-word-limits.ts';

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
export const hotWordsOf = (request: HotWordRequest, _context: ActionContext): Promise<readonly HotWord[]> => {
  if (request.HotwordList) return Promise.resolve(listed(request.HotwordList));
  if (request.HotwordId)
    throw new ApiError('InvalidParameterValue.InvalidVocabId', { parameter: 'HotwordId' });
  return Promise.resolve([]);
};

function listed(list: string): HotWord[] {
  const entries = list
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
  if (entries.length > MAX_LISTED)
    throw new ApiError('InvalidParameterValue.InvalidParameterLength', {
      parameter: 'HotwordList',
      limit: MAX_LISTED,
    });
  return entries.map((entry) => {
    const [text = '', weight = ''] = [
      entry.slice(0, entry.lastIndexOf('|')),
      entry.slice(entry.lastIndexOf('|') + 1),
    ];
    if (!isWeight(Number(weight)) || weight.trim() === '')
      throw new ApiError('InvalidParameterValue.InvalidWordWeight', { parameter: 'HotwordList' });
    if (!isHotWord(text))
      throw new ApiError('InvalidParameterValue.InvalidParameterLength', {
        parameter: 'HotwordList',
        limit: 30,
      });
    return { text: text.trim(), weight: Number(weight) };
  });
}
