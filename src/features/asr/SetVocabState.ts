import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';
import { existing, VOCAB_RATE, vocabId, vocabIdAnswer } from './vocabularies/vocab-schema.ts';

/** Makes a vocabulary hold for calls that name none (`State` 1), or no longer (0). An account has one default at most. */
export const SetVocabState = action({
  name: 'SetVocabState',
  service: 'asr',
  version: '2019-06-14',
  feature: 'asr',
  priceItem: null,
  rateLimit: VOCAB_RATE,
  input: z.object({ VocabId: vocabId, State: harmless(z.number().int()) }),
  output: vocabIdAnswer,
  async run({ VocabId, State }, { appId, vocabularies }) {
    if (State !== 0 && State !== 1) throw new ApiError('InvalidParameterValue.InvalidVocabState');
    return { VocabId: existing(await vocabularies.setDefault(appId, VocabId, State === 1)).id };
  },
});
