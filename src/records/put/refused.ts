import { chunks, type EntryTable } from '../../storage/sql/entry-table.ts';
import type { Stores } from '../stores.ts';
import { hasConsent } from './consent.ts';
import { VERSION_BYTES, versionOf } from '../keys/seal.ts';
import type { AsRead } from '../field-types.ts';
import type { Draft, PutDraft } from './draft.ts';
import { VaultRefusal } from './refusal.ts';

export type Refusals = ReadonlyMap<PutDraft, VaultRefusal>;

/** What puts of one group have to know, asked for all of them at once. */
interface Known {
  /** Records that are there, as `owner id`, and their versions where one was asked for. */
  readonly there: ReadonlyMap<string, string | null>;
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
  const amended = new Set<string>();
  for (const put of group) {
    const refusal =
      refusalOf(put, known, { taken, amended }) ??
      (await withoutConsent(
        stores,
        table,
        put.drafts.filter(({ needsConsent }) => needsConsent),
        now,
      ));
    if (refusal) refused.set(put, refusal);
    else {
      for (const token of uniqueIn(put).flatMap(({ only }) => only)) taken.add(token);
      for (const { id } of put.amendments) amended.add(id);
    }
  }
  return refused;
};

/** What puts of the same group before this one have taken, and have changed. */
interface Before {
  readonly taken: ReadonlySet<string>;
  readonly amended: ReadonlySet<string>;
}

const refusalOf = (put: PutDraft, known: Known, before: Before): VaultRefusal | null => {
  for (const { category, appId, onlyWith, madeOf } of put.drafts) {
    if (onlyWith !== null && unlikeAsRead(appId, { id: onlyWith }, known, before))
      return new VaultRefusal(category, 'gone');
    // Whoever reads again finds that it is gone, or something else to make it of.
    if (madeOf.some((one) => unlikeAsRead(appId, one, known, before)))
      return new VaultRefusal(category, 'changed');
  }
  for (const { category, appId, id, version } of put.amendments) {
    const reason = unlikeAsRead(appId, { id, ...(version === null ? {} : { version }) }, known, before);
    if (reason) return new VaultRefusal(category, reason);
  }
  for (const { category, only } of uniqueIn(put))
    if (only.some((token) => before.taken.has(token) || known.tokens.has(token)))
      return new VaultRefusal(category, 'exists');
  return null;
};

/** What there is to be one of. */
type Unique = Pick<Draft, 'category' | 'appId' | 'only'>;

const uniqueIn = ({ drafts, amendments }: PutDraft): readonly Unique[] =>
  [...drafts, ...amendments].filter(({ only }) => only.length > 0);

const neededBy = ({ onlyWith, madeOf }: Pick<Draft, 'onlyWith' | 'madeOf'>): readonly AsRead[] =>
  onlyWith === null ? madeOf : [{ id: onlyWith }, ...madeOf];

const unlikeAsRead = (
  appId: string,
  { id, version }: AsRead,
  { there }: Known,
  { amended }: Before,
): 'gone' | 'changed' | null => {
  const known = there.get(`${appId} ${id}`);
  if (known === undefined) return 'gone';
  return version !== undefined && (amended.has(id) || known !== version) ? 'changed' : null;
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
  const there = await thereOf(table, group, now);
  const onlys = group.flatMap(uniqueIn);
  const tokens = new Set<string>();
  // Mostly there is none of all of them; only where there is, it is asked which.
  for (const several of chunks(onlys))
    if (await isTaken(stores, table, several, now))
      for (const one of several)
        for (const token of one.only)
          if (await isTaken(stores, table, [{ ...one, only: [token] }], now)) tokens.add(token);
  return { there, tokens };
};

const thereOf = async (
  table: EntryTable,
  group: readonly PutDraft[],
  now: number,
): Promise<Known['there']> => {
  const needed: readonly { id: string; version?: string | null }[] = group.flatMap(
    ({ drafts, amendments }) => [...drafts.flatMap(neededBy), ...amendments],
  );
  const ids = [...new Set(needed.map(({ id }) => id))];
  const dated = needed.filter(({ version }) => typeof version === 'string').map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const heads = await table.heads({ ids, visibleAt: now }, ids.length);
  const begun = await table.beginnings([...new Set(dated)], VERSION_BYTES);
  return new Map(
    heads.map(({ id, owner }) => {
      const sealed = begun.get(id);
      return [`${owner} ${id}`, sealed ? versionOf(sealed) : null];
    }),
  );
};

/** What is kept from use comes back, unless it is only kept instead of going. */
const isTaken = async (
  stores: Stores,
  table: EntryTable,
  uniques: readonly Unique[],
  now: number,
): Promise<boolean> => {
  const filter = {
    owners: [...new Set(uniques.map(({ appId }) => appId))],
    kinds: [...new Set(uniques.map(({ category }) => category))],
    tokens: uniques.flatMap(({ only }) => only),
    visibleAt: now,
  };
  if ((await table.heads(filter, 1)).length > 0) return true;
  return (await stores.apart.entries.heads(filter, 1)).length > 0;
};
