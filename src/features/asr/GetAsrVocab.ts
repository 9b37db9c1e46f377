import { z } from 'zod';
import { action } from '../action.ts';
import { shownVocab, VOCAB_RATE, vocabFields, vocabId, vocabNamed } from './vocabularies/vocab-schema.ts';

/** Tells what a vocabulary holds. */
export const GetAsrVocab = action({
  name: 'GetAsrVocab',
  service: 'asr',
  version: '2019-06-14',
  feature: 'asr',
  priceItem: null,
  rateLimit: VOCAB_RATE,
  input: z.object({ VocabId: vocabId }),
  output: z.object(vocabFields),
  run: async ({ VocabId }, context) => shownVocab(await vocabNamed(VocabId, context)),
});
