import type { Policy } from '../../policy/compose.ts';
import type { CategoryId } from '../../policy/catalogue.ts';
import { category as published } from '../../policy/catalogue.ts';
import type { EntryTable } from '../../storage/sql/entry-table.ts';
import type { BlindIndex } from '../keys/blind-index.ts';
import { recordSeal, seal } from '../keys/seal.ts';
import { entriesOf, type Stores } from '../stores.ts';
import type { Amendment } from '../types.ts';
import { encodeRecord } from './codec.ts';
import { checkCategory, checkRecord } from './kinds.ts';

/** New content of an entry of the main database, which may be kept. */
export interface AmendmentDraft {
  readonly category: CategoryId;
  readonly appId: string;
  readonly id: string;
  readonly content: Uint8Array;
  /** Null: whichever. */
  readonly version: string | null;
  /** Null: they stay. */
  readonly tokens: readonly string[] | null;
  /** Tokens under which there is to be no record of the category. */
  readonly only: readonly string[];
}

/** @throws VaultRefusal when the policy does not let it be kept; RangeError for what does not lie in the main database */
export const draftAmendment = (
  { category, appId, id, record, subjects, version, only = [] }: Amendment,
  policy: Pick<Policy, 'rule'>,
  index: BlindIndex,
): AmendmentDraft => {
  if (published(category).medium !== 'relational')
    throw new RangeError(`Records of ${category} are not changed together with others`);
  // It is where it is, also when nothing new may come to that region any more.
  const rule = checkCategory(category, (of) => policy.rule(of, {}));
  const tokens = subjects?.map((subject) => index.subject(appId, subject)) ?? null;
  const content = encodeRecord(checkRecord(rule, record));
  const taken = only.map((subject) => index.subject(appId, subject));
  return { category, appId, id, version: version ?? null, content, tokens, only: taken };
};

export interface SealedAmendment {
  readonly draft: AmendmentDraft;
  readonly keyId: number;
  readonly sealed: Uint8Array;
}

/** Those whose entry and key are there, sealed with the key that they have. */
export const sealAmendments = async (
  stores: Stores,
  drafts: readonly AmendmentDraft[],
): Promise<ReadonlyMap<AmendmentDraft, SealedAmendment>> => {
  if (drafts.length === 0) return new Map();
  const heads = await entriesOf(stores.lethe.db).heads({ ids: drafts.map(({ id }) => id) }, drafts.length);
  const keyIds = new Map(heads.map(({ id, keyId }) => [id, keyId]));
  const keys = await stores.keys.open([...keyIds.values()]);
  return new Map(
    drafts.flatMap((draft) => {
      const keyId = keyIds.get(draft.id);
      const key = keyId === undefined ? undefined : keys.get(keyId);
      if (keyId === undefined || !key) return [];
      const sealed = seal(key, draft.content, recordSeal(draft.id, draft.category));
      return [[draft, { draft, keyId, sealed }] as const];
    }),
  );
};

/** Within the transaction that the rest is written in. */
export const writeAmendments = async (
  table: EntryTable,
  amendments: readonly SealedAmendment[],
): Promise<void> => {
  for (const { draft, keyId, sealed } of amendments) {
    await table.reseal(draft.id, sealed, keyId);
    if (draft.tokens) await table.retoken(draft.id, draft.tokens);
  }
};
