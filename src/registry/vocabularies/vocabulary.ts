import type { RecordOf } from '../../policy/catalogue.ts';
import type { StoredRecord } from '../../records/types.ts';

/** hot: its words are likelier than the recogniser thinks; keyword: it is reported where they are said. */
export type VocabularyKind = 'hot' | 'keyword';

export interface VocabularyWord {
  readonly text: string;
  /** Of hot words: 1..11, or 100. */
  readonly weight?: number;
}

/** What an account gives for a vocabulary. */
export interface VocabularyContent {
  readonly name: string;
  readonly description: string;
  readonly words: readonly VocabularyWord[];
}

/** Words of an account, under an id. */
export interface Vocabulary extends VocabularyContent {
  /** 32 hexadecimal digits. */
  readonly id: string;
  readonly kind: VocabularyKind;
  /** Holds for calls that name none. */
  readonly isDefault: boolean;
  readonly tags: readonly string[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

type Stored = RecordOf<'base.vocabulary'>;

export const toVocabulary = ({ record }: StoredRecord<'base.vocabulary'>): Vocabulary => ({
  id: record.vocabularyId,
  kind: record.kind === 'keyword' ? 'keyword' : 'hot',
  name: record.name,
  description: record.description ?? '',
  words: record.words as readonly VocabularyWord[],
  isDefault: record.isDefault,
  tags: (record.tags as readonly string[] | undefined) ?? [],
  createdAt: record.createdAt,
  updatedAt: record.updatedAt,
});

export const toRecord = (appId: string, { id, description, tags, ...vocabulary }: Vocabulary): Stored => ({
  ...vocabulary,
  appId,
  vocabularyId: id,
  ...(description === '' ? {} : { description }),
  ...(tags.length === 0 ? {} : { tags }),
});
