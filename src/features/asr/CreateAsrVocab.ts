import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import {
  assertNaming,
  descriptionField,
  MAX_VOCABULARIES,
  nameField,
  VOCAB_RATE,
  vocabIdAnswer,
  wordFields,
} from './vocabularies/vocab-schema.ts';
import { hotWordsGiven } from './vocabularies/word-file.ts';

/** Makes a vocabulary of hot words, sealed under a key of its own; calls name it, or it is made the default one. */
export const CreateAsrVocab = action({
  name: 'CreateAsrVocab',
  service: 'asr',
  version: '2019-06-14',
  feature: 'asr',
  priceItem: null,
  rateLimit: VOCAB_RATE,
  input: z.object({ Name: nameField, Description: descriptionField, ...wordFields }),
  output: vocabIdAnswer,
  async run(request, { appId, region, jurisdiction, vocabularies }) {
    assertNaming(request);
    const words = hotWordsGiven(request);
    if (!words) throw new ApiError('MissingParameter', { parameter: 'WordWeights' });
    const content = { name: request.Name, description: request.Description ?? '', words };
    const owner = { appId, region, jurisdiction };
    const made = await vocabularies.create(owner, 'hot', content, { atMost: MAX_VOCABULARIES });
    if (!made) throw new ApiError('LimitExceeded.VocabFull', { limit: MAX_VOCABULARIES });
    return { VocabId: made.id };
  },
});
