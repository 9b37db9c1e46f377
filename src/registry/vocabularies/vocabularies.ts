import { randomUUID } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import type { StoredRecord, Subject, Vault } from '../../records/types.ts';
import {
  toRecord,
  toVocabulary,
  type Vocabulary,
  type VocabularyContent,
  type VocabularyKind,
} from './vocabulary.ts';

/** Whose a new vocabulary is, and where it is made. */
export interface VocabularyOwner {
  readonly appId: string;
  readonly region: string;
  /** ISO 3166-1 alpha-2; null: not known. */
  readonly jurisdiction: string | null;
}

const CATEGORY = 'base.vocabulary';

const subjectOf = (id: string): Subject => ({ kind: 'group', value: `vocabulary ${id}` });

/** Under this name vocabularies are changed. */
const ALL: Subject = { kind: 'group', value: 'vocabularies ' };

/**
 * The vocabularies of accounts: records of category `base.vocabulary`, found by their account alone. Words may be names
 * of people: each vocabulary is sealed under a key of its own, which dies with it.
 */
export class Vocabularies {
  readonly #vault: Vault;
  readonly #clock: Clock;

  constructor(vault: Vault, clock: Clock) {
    this.#vault = vault;
    this.#clock = clock;
  }

  /** @returns null when the account has `atMost` of that kind already */
  create(
    owner: VocabularyOwner,
    kind: VocabularyKind,
    content: VocabularyContent,
    { atMost, tags = [] }: { atMost: number; tags?: readonly string[] },
  ): Promise<Vocabulary | null> {
    const { appId, region, jurisdiction } = owner;
    return this.#alone(appId, async () => {
      if ((await this.list(appId, kind)).length >= atMost) return null;
      const id = randomUUID().replaceAll('-', '');
      const now = this.#clock.now();
      const vocabulary = { ...content, id, kind, tags, isDefault: false, createdAt: now, updatedAt: now };
      const context = {
        ...{ appId, region, subjects: [subjectOf(id)], sealedFor: subjectOf(id) },
        ...(jurisdiction === null ? {} : { jurisdiction }),
      };
      await this.#vault.put([{ category: CATEGORY, record: toRecord(appId, vocabulary), context }]);
      return vocabulary;
    });
  }

  /** Oldest first. */
  async list(appId: string, kind: VocabularyKind): Promise<readonly Vocabulary[]> {
    // Most calls are of accounts that have none: nothing is opened then.
    if ((await this.#vault.count(CATEGORY, { appId })) === 0) return [];
    const stored = await this.#vault.find(CATEGORY, { appId });
    return stored
      .map(toVocabulary)
      .filter((vocabulary) => vocabulary.kind === kind)
      .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  }

  /** Null: the account has none of that kind under that id. */
  async find(appId: string, kind: VocabularyKind, id: string): Promise<Vocabulary | null> {
    return (await this.#stored(appId, kind, id))?.vocabulary ?? null;
  }

  /** The one that holds for calls that name none. */
  async default(appId: string): Promise<Vocabulary | null> {
    return (await this.list(appId, 'hot')).find(({ isDefault }) => isDefault) ?? null;
  }

  /** Changes what is given, and leaves the rest. @returns null when there is no such vocabulary */
  change(
    appId: string,
    kind: VocabularyKind,
    id: string,
    change: Partial<VocabularyContent>,
  ): Promise<Vocabulary | null> {
    return this.#alone(appId, () => this.#amend(appId, kind, id, change));
  }

  /** Makes a vocabulary the default one, of which an account has one at most, or no longer. @returns null as `change` does */
  setDefault(appId: string, id: string, isDefault: boolean): Promise<Vocabulary | null> {
    return this.#alone(appId, async () => {
      const found = await this.find(appId, 'hot', id);
      if (!found) return null;
      const before = isDefault ? await this.default(appId) : null;
      if (before && before.id !== id) await this.#amend(appId, 'hot', before.id, { isDefault: false });
      return this.#amend(appId, 'hot', id, { isDefault });
    });
  }

  /** Erases a vocabulary at once and for good, with a receipt. @returns false when there was none; @throws ErasureIncomplete */
  remove(appId: string, kind: VocabularyKind, id: string): Promise<boolean> {
    return this.#alone(appId, async () => {
      if (!(await this.#stored(appId, kind, id))) return false;
      await this.#vault.erase({ appId, subject: subjectOf(id), categories: [CATEGORY] });
      return true;
    });
  }

  /** One change of an account's after the other, over all processes on the folder. */
  #alone<R>(appId: string, work: () => Promise<R>): Promise<R> {
    return this.#vault.alone(appId, ALL, work);
  }

  async #stored(
    appId: string,
    kind: VocabularyKind,
    id: string,
  ): Promise<{ stored: StoredRecord<typeof CATEGORY>; vocabulary: Vocabulary } | null> {
    const [stored] = await this.#vault.find(CATEGORY, { appId, subject: subjectOf(id) });
    if (!stored) return null;
    const vocabulary = toVocabulary(stored);
    return vocabulary.kind === kind ? { stored, vocabulary } : null;
  }

  async #amend(
    appId: string,
    kind: VocabularyKind,
    id: string,
    change: Partial<VocabularyContent & { isDefault: boolean }>,
  ): Promise<Vocabulary | null> {
    const found = await this.#stored(appId, kind, id);
    if (!found) return null;
    const vocabulary = { ...found.vocabulary, ...change, updatedAt: this.#clock.now() };
    await this.#vault.amend(CATEGORY, appId, found.stored.id, toRecord(appId, vocabulary));
    return vocabulary;
  }
}
