import { z } from 'zod';
import { action } from '../action.ts';
import { carries } from '../personal-data.ts';
import { assertLibraryName, existing, nameField, VOCAB_RATE, vocabId } from './vocabularies/vocab-schema.ts';
import { libraryIdAnswer } from './vocabularies/library-schema.ts';
import { keywordsGiven } from './vocabularies/word-file.ts';

/** Changes the name of a keyword library, and its words where a file is given. */
export const UpdateAsrKeyWordLib = action({
  name: 'UpdateAsrKeyWordLib',
  service: 'asr',
  version: '2019-06-14',
  feature: 'asr',
  priceItem: null,
  rateLimit: VOCAB_RATE,
  input: z.object({
    KeyWordLibId: vocabId,
    Name: nameField,
    KeyWordFile: carries('base.vocabulary', z.string().optional()),
  }),
  output: libraryIdAnswer,
  async run({ KeyWordLibId, Name, KeyWordFile }, { appId, vocabularies }) {
    assertLibraryName(Name);
    const change = { name: Name, ...(KeyWordFile ? { words: keywordsGiven(KeyWordFile) } : {}) };
    const changed = existing(await vocabularies.change(appId, 'keyword', KeyWordLibId, change));
    return { Data: { KeyWordLibId: changed.id } };
  },
});
