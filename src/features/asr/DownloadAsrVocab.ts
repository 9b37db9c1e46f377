import { z } from 'zod';
import { action } from '../action.ts';
import { carries } from '../personal-data.ts';
import { VOCAB_RATE, vocabId, vocabNamed } from './vocabularies/vocab-schema.ts';
import { hotWordFile } from './vocabularies/word-file.ts';

/** Gives the words of a vocabulary as the file that `CreateAsrVocab` takes. */
export const DownloadAsrVocab = action({
  name: 'DownloadAsrVocab',
  service: 'asr',
  version: '2019-06-14',
  feature: 'asr',
  priceItem: null,
  rateLimit: VOCAB_RATE,
  input: z.object({ VocabId: vocabId }),
  output: z.object({ VocabId: vocabId, WordWeightStr: carries('base.vocabulary', z.string()) }),
  async run({ VocabId }, context) {
    const { id, words } = await vocabNamed(VocabId, context);
    return { VocabId: id, WordWeightStr: hotWordFile(words) };
  },
});
