import { chunks, type EntryTable } from '../../storage/sql/entry-table.ts';
import type { Stores } from '../stores.ts';
import { hasConsent } from './consent.ts';
import type { Draft, PutDraft } from './draft.ts';
import { VaultRefusal } from './refusal.ts';

export type Refusals = ReadonlyMap<PutDraft, VaultRefusal>;

/** What puts of one group have to know, asked for all of them at once. */
interface Known {
  /** Records that are there, as `owner id`. */
  readonly there: ReadonlySet<string>;
  /** Tokens under which something is there, or is kept from use. */
  readonly tokens: ReadonlySet<string>;
}

/** Puts of what needs a consent, or another record, that is not there; or of what is there already. */
export const refusedOf = async (
  stores: Stores,
  table: EntryTable,
  group: readonly PutDraft[],
  now: number,
): Promise<Refusals> => {
  const known = await knownOf(stores, table, group, now);
  const refused = new Map<PutDraft, VaultRefusal>();
  const taken = new Set<string>();
  for (const put of group) {
    const refusal =
      refusalOf(put, known, taken) ??
      (await withoutConsent(
        stores,
        table,
        put.drafts.filter(({ needsConsent }) => needsConsent),
        now,
      ));
    if (refusal) refused.set(put, refusal);
    else for (const { only } of put.drafts) if (only !== null) taken.add(only);
  }
  return refused;
};

const refusalOf = (
  put: PutDraft,
  { there, tokens }: Known,
  taken: ReadonlySet<string>,
): VaultRefusal | null => {
  for (const { category, appId, onlyWith, only } of put.drafts) {
    if (onlyWith !== null && !there.has(`${appId} ${onlyWith}`)) return new VaultRefusal(category, 'gone');
    if (only !== null && (taken.has(only) || tokens.has(only))) return new VaultRefusal(category, 'exists');
  }
  const gone = put.amendments.find(({ id, appId }) => !there.has(`${appId} ${id}`));
  return gone ? new VaultRefusal(gone.category, 'gone') : null;
};

const withoutConsent = async (
  stores: Stores,
  table: EntryTable,
  drafts: readonly Draft[],
  now: number,
): Promise<VaultRefusal | null> => {
  for (const draft of drafts)
    if (!(await hasConsent(stores, table, draft, now))) return new VaultRefusal(draft.category, 'no-consent');
  return null;
};

const knownOf = async (
  stores: Stores,
  table: EntryTable,
  group: readonly PutDraft[],
  now: number,
): Promise<Known> => {
  const needed = group.flatMap(({ drafts, amendments }) => [
    ...drafts.flatMap(({ onlyWith }) => onlyWith ?? []),
    ...amendments.map(({ id }) => id),
  ]);
  const there = new Set<string>();
  for (const ids of chunks([...new Set(needed)]))
    for (const { id, owner } of await table.heads({ ids, visibleAt: now }, ids.length))
      there.add(`${owner} ${id}`);
  const onlys = group.flatMap(({ drafts }) => drafts.filter(({ only }) => only !== null));
  const tokens = new Set<string>();
  // Mostly there is none of all of them; only where there is, it is asked which.
  for (const drafts of chunks(onlys))
    if (await isTaken(stores, table, drafts, now))
      for (const draft of drafts)
        if (await isTaken(stores, table, [draft], now)) tokens.add(draft.only ?? '');
  return { there, tokens };
};

/** What is kept from use comes back, unless it is only kept instead of going. */
const isTaken = async (
  stores: Stores,
  table: EntryTable,
  drafts: readonly Draft[],
  now: number,
): Promise<boolean> => {
  const filter = {
    owners: [...new Set(drafts.map(({ appId }) => appId))],
    kinds: [...new Set(drafts.map(({ category }) => category))],
    tokens: drafts.flatMap(({ only }) => only ?? []),
    visibleAt: now,
  };
  if ((await table.heads(filter, 1)).length > 0) return true;
  return (await stores.apart.entries.heads(filter, 1)).length > 0;
};
