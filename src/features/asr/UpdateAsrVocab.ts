import { z } from 'zod';
import { action } from '../action.ts';
import {
  assertNaming,
  descriptionField,
  existing,
  nameField,
  VOCAB_RATE,
  vocabId,
  vocabIdAnswer,
  wordFields,
} from './vocabularies/vocab-schema.ts';
import { hotWordsGiven } from './vocabularies/word-file.ts';

/** Changes the name, description or words of a vocabulary; what is not given stays. */
export const UpdateAsrVocab = action({
  name: 'UpdateAsrVocab',
  service: 'asr',
  version: '2019-06-14',
  feature: 'asr',
  priceItem: null,
  rateLimit: VOCAB_RATE,
  input: z.object({
    VocabId: vocabId,
    Name: nameField.optional(),
    Description: descriptionField,
    ...wordFields,
  }),
  output: vocabIdAnswer,
  async run(request, { appId, vocabularies }) {
    assertNaming(request);
    const words = hotWordsGiven(request);
    const changed = await vocabularies.change(appId, 'hot', request.VocabId, {
      ...(request.Name === undefined ? {} : { name: request.Name }),
      ...(request.Description === undefined ? {} : { description: request.Description }),
      ...(words === null ? {} : { words }),
    });
    return { VocabId: existing(changed).id };
  },
});
