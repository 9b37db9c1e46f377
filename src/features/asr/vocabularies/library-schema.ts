import { z } from 'zod';
import type { Vocabulary } from '../../../registry/vocabularies/vocabulary.ts';
import { carries, harmless } from '../../personal-data.ts';
import { nameField, timeText, vocabId } from './vocab-schema.ts';

export const libraryIdAnswer = z.object({ Data: z.object({ KeyWordLibId: vocabId }) });

/** A keyword library as the API shows it. */
export const keyWordLib = z.object({
  KeyWordLibId: vocabId,
  Name: nameField,
  KeyWordList: z.array(carries('base.vocabulary', z.string())),
  CreateTime: harmless(z.string()),
  UpdateTime: harmless(z.string()),
});

export const shownLibrary = (library: Vocabulary): z.output<typeof keyWordLib> => ({
  KeyWordLibId: library.id,
  Name: library.name,
  KeyWordList: library.words.map(({ text }) => text),
  CreateTime: timeText(library.createdAt),
  UpdateTime: timeText(library.updatedAt),
});
