import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { carries } from '../personal-data.ts';
import { assertLibraryName, MAX_LIBRARIES, nameField, VOCAB_RATE } from './vocabularies/vocab-schema.ts';
import { libraryIdAnswer } from './vocabularies/library-schema.ts';
import { keywordsGiven } from './vocabularies/word-file.ts';

/** Makes a library of keywords that are reported where they are said. */
export const CreateAsrKeyWordLib = action({
  name: 'CreateAsrKeyWordLib',
  service: 'asr',
  version: '2019-06-14',
  feature: 'asr',
  priceItem: null,
  rateLimit: VOCAB_RATE,
  input: z.object({ Name: nameField, KeyWordFile: carries('base.vocabulary', z.string()) }),
  output: libraryIdAnswer,
  async run({ Name, KeyWordFile }, { appId, region, jurisdiction, vocabularies }) {
    assertLibraryName(Name);
    const content = { name: Name, description: '', words: keywordsGiven(KeyWordFile) };
    const owner = { appId, region, jurisdiction };
    const made = await vocabularies.create(owner, 'keyword', content, { atMost: MAX_LIBRARIES });
    if (!made) throw new ApiError('LimitExceeded.VocabFull', { limit: MAX_LIBRARIES });
    return { Data: { KeyWordLibId: made.id } };
  },
});
