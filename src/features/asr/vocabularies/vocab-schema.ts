import { z } from 'zod';
import type { Vocabulary } from '../../../registry/vocabularies/vocabulary.ts';
import type { ActionContext } from '../../action.ts';
import { ApiError } from '../../errors.ts';
import { carries, harmless } from '../../personal-data.ts';

/** Vocabularies of an account. */
export const MAX_VOCABULARIES = 30;
export const MAX_LIBRARIES = 30;

/** What all actions on vocabularies are called within a second, each. */
export const VOCAB_RATE = 20;

const MAX_NAME = 255;
const MAX_DESCRIPTION = 1000;
const MAX_LIBRARY_NAME = 20;

/** Chinese and English, digits, punctuation, spaces. */
const NAME = /^[\p{L}\p{N}\p{P}\p{S} ]+$/u;
const LIBRARY_NAME = /^[\p{Script=Han}A-Za-z0-9_-]+$/u;

const hotWord = z.object({
  Word: carries('base.vocabulary', z.string()),
  Weight: harmless(z.number().int()),
});

export const wordFields = {
  WordWeights: z.array(hotWord).optional(),
  WordWeightStr: carries('base.vocabulary', z.string().optional()),
};

export const nameField = carries('base.vocabulary', z.string());
export const descriptionField = carries('base.vocabulary', z.string().optional());
export const vocabId = harmless(z.string().max(128));
export const vocabIdAnswer = z.object({ VocabId: vocabId });

/** A part of a list: `Offset` from 0, `Limit` entries at most; all when it is absent. */
export const paging = {
  Offset: harmless(z.number().int().min(0).optional()),
  Limit: harmless(z.number().int().min(1).max(1000).optional()),
};

export const pageOf = <T>(all: readonly T[], { Offset = 0, Limit = all.length }: Page): T[] =>
  all.slice(Offset, Offset + Limit);

interface Page {
  readonly Offset?: number | undefined;
  readonly Limit?: number | undefined;
}

const lengthError = (parameter: string, limit: number): ApiError =>
  new ApiError('InvalidParameterValue.InvalidParameterLength', { parameter, limit });

/** @throws ApiError when a name or description is not as documented */
export function assertNaming({
  Name,
  Description,
}: {
  Name?: string | undefined;
  Description?: string | undefined;
}): void {
  if (Name !== undefined && (Name.length === 0 || Name.length > MAX_NAME))
    throw lengthError('Name', MAX_NAME);
  if (Name !== undefined && !NAME.test(Name))
    throw new ApiError('InvalidParameterValue', { parameter: 'Name' });
  if (Description !== undefined && Description.length > MAX_DESCRIPTION)
    throw lengthError('Description', MAX_DESCRIPTION);
}

/** @throws ApiError when the name of a keyword library is not as documented */
export function assertLibraryName(name: string): void {
  if (name.length === 0 || name.length > MAX_LIBRARY_NAME) throw lengthError('Name', MAX_LIBRARY_NAME);
  if (!LIBRARY_NAME.test(name)) throw new ApiError('InvalidParameterValue', { parameter: 'Name' });
}

/** A vocabulary as the API shows it. */
export const vocabFields = {
  Name: nameField,
  Description: carries('base.vocabulary', z.string()),
  VocabId: vocabId,
  WordWeights: z.array(hotWord),
  CreateTime: harmless(z.string()),
  UpdateTime: harmless(z.string()),
  State: harmless(z.union([z.literal(0), z.literal(1)])),
};

/** `YYYY-MM-DD HH:MM:SS`, UTC. */
export const timeText = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

export const shownVocab = (vocabulary: Vocabulary) => ({
  Name: vocabulary.name,
  Description: vocabulary.description,
  VocabId: vocabulary.id,
  WordWeights: vocabulary.words.map(({ text, weight = 1 }) => ({ Word: text, Weight: weight })),
  CreateTime: timeText(vocabulary.createdAt),
  UpdateTime: timeText(vocabulary.updatedAt),
  State: vocabulary.isDefault ? (1 as const) : (0 as const),
});

const noSuchVocab = (): ApiError => new ApiError('InvalidParameterValue.InvalidVocabId');

/** @throws ApiError when the account has no such vocabulary */
export const existing = <V>(vocabulary: V | null): V => {
  if (!vocabulary) throw noSuchVocab();
  return vocabulary;
};

/** @throws ApiError when the account has no such vocabulary */
export const vocabNamed = async (id: string, { appId, vocabularies }: ActionContext): Promise<Vocabulary> =>
  existing(await vocabularies.find(appId, 'hot', id));
