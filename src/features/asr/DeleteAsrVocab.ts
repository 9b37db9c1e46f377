import { z } from 'zod';
import { action } from '../action.ts';
import { existing, VOCAB_RATE, vocabId } from './vocabularies/vocab-schema.ts';

/** Erases a vocabulary at once, with a receipt. */
export const DeleteAsrVocab = action({
  name: 'DeleteAsrVocab',
  service: 'asr',
  version: '2019-06-14',
  feature: 'asr',
  priceItem: null,
  rateLimit: VOCAB_RATE,
  input: z.object({ VocabId: vocabId }),
  output: z.object({}),
  async run({ VocabId }, { appId, vocabularies }) {
    existing((await vocabularies.remove(appId, 'hot', VocabId)) || null);
    return {};
  },
});
