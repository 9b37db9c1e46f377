import { z } from 'zod';
import { action } from '../action.ts';
import { existing, VOCAB_RATE, vocabId } from './vocabularies/vocab-schema.ts';

/** Erases a keyword library at once, with a receipt. */
export const DeleteAsrKeyWordLib = action({
  name: 'DeleteAsrKeyWordLib',
  service: 'asr',
  version: '2019-06-14',
  feature: 'asr',
  priceItem: null,
  rateLimit: VOCAB_RATE,
  input: z.object({ KeyWordLibId: vocabId }),
  output: z.object({}),
  async run({ KeyWordLibId }, { appId, vocabularies }) {
    existing((await vocabularies.remove(appId, 'keyword', KeyWordLibId)) || null);
    return {};
  },
});
