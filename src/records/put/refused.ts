import type { EntryFilter } from '../../storage/entries.ts';
import type { EntryTable } from '../../storage/sql/entry-table.ts';
import type { Stores } from '../stores.ts';
import { hasConsent } from './consent.ts';
import type { Draft, PutDraft } from './draft.ts';
import { VaultRefusal } from './refusal.ts';

export type Refusals = ReadonlyMap<PutDraft, VaultRefusal>;

/** Puts of what needs a consent, or another record, that is not there; or of what is there already. */
export const refusedOf = async (
  stores: Stores,
  table: EntryTable,
  group: readonly PutDraft[],
  now: number,
): Promise<Refusals> => {
  const refused = new Map<PutDraft, VaultRefusal>();
  const taken = new Set<string>();
  for (const put of group) {
    const refusal = await refusalOf(stores, table, put, taken, now);
    if (refusal) refused.set(put, refusal);
    else for (const { only } of put.drafts) if (only !== null) taken.add(only);
  }
  return refused;
};

const refusalOf = async (
  stores: Stores,
  table: EntryTable,
  put: PutDraft,
  taken: ReadonlySet<string>,
  now: number,
): Promise<VaultRefusal | undefined> => {
  for (const draft of put.drafts) {
    const { category, appId, only } = draft;
    if (draft.needsConsent && !(await hasConsent(stores, table, draft, now)))
      return new VaultRefusal(category, 'no-consent');
    if (draft.onlyWith !== null && !(await isThere(table, { ids: [draft.onlyWith], owners: [appId] }, now)))
      return new VaultRefusal(category, 'gone');
    if (only !== null && (taken.has(only) || (await isTaken(stores, table, draft, only, now))))
      return new VaultRefusal(category, 'exists');
  }
  for (const { id, appId, category } of put.amendments)
    if (!(await isThere(table, { ids: [id], owners: [appId], kinds: [category] }, now)))
      return new VaultRefusal(category, 'gone');
  return undefined;
};

/** What is kept from use comes back, unless it is only kept instead of going. */
const isTaken = async (
  stores: Stores,
  table: EntryTable,
  { category, appId }: Draft,
  only: string,
  now: number,
): Promise<boolean> => {
  const filter = { owners: [appId], kinds: [category], tokens: [only] };
  return (await isThere(table, filter, now)) || (await isThere(stores.apart.entries, filter, now));
};

const isThere = async (
  entries: Pick<EntryTable, 'heads'>,
  filter: EntryFilter,
  now: number,
): Promise<boolean> => (await entries.heads({ ...filter, visibleAt: now }, 1)).length > 0;
