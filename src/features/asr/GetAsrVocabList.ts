import { z } from 'zod';
import { action } from '../action.ts';
import { carries, harmless } from '../personal-data.ts';
import { pageOf, paging, shownVocab, VOCAB_RATE, vocabFields } from './vocabularies/vocab-schema.ts';

/** Lists the vocabularies of the account with their words, oldest first. None has tags: no action gives any. */
export const GetAsrVocabList = action({
  name: 'GetAsrVocabList',
  service: 'asr',
  version: '2019-06-14',
  feature: 'asr',
  priceItem: null,
  rateLimit: VOCAB_RATE,
  input: z.object({ TagInfos: z.array(carries('base.vocabulary', z.string())).optional(), ...paging }),
  output: z.object({
    VocabList: z.array(
      z.object({ ...vocabFields, TagInfos: z.array(carries('base.vocabulary', z.string())) }),
    ),
    TotalCount: harmless(z.number().int()),
  }),
  async run({ TagInfos = [], ...page }, { appId, vocabularies }) {
    const all = (await vocabularies.list(appId, 'hot')).filter(({ tags }) =>
      TagInfos.every((tag) => tags.includes(tag)),
    );
    const VocabList = pageOf(all, page).map((vocabulary) => ({
      ...shownVocab(vocabulary),
      TagInfos: [...vocabulary.tags],
    }));
    return { VocabList, TotalCount: all.length };
  },
});
