import type { CategoryId } from '../../policy/catalogue.ts';
import type { EntryFilter, EntryHead } from '../../storage/entries.ts';
import { chunks } from '../../storage/sql/entry-table.ts';
import { storesWithin } from '../keys/unused-keys.ts';
import type { NamedStore, Stores } from '../stores.ts';

/** As much as several accounts keep apart. */
const APART_READ = 1_000_000;
/** Entries of one target whose keys are looked at one by one; beyond it they are destroyed as their entries go. */
const LOOKED_AT = 1_000;

/** The keys that seal nothing but what goes: those of the subject or account, without those of what is kept. */
export const keysOfTarget = async (
  stores: Stores,
  owner: string,
  token: string | null,
  kinds: readonly CategoryId[],
  now: number,
): Promise<readonly number[]> => {
  const keys = await stores.keys.of(owner, token ?? undefined);
  const own = keys.filter(({ category }) => kinds.some((kind) => kind === category)).map(({ id }) => id);
  const others = token === null ? [] : await keysWithin(stores, { owners: [owner], kinds, tokens: [token] });
  const candidates = [...new Set([...own, ...others])];
  const keeping = new Set<number>();
  for (const keyIds of chunks(candidates))
    for (const { keyId, removeAt } of await stores.apart.entries.heads({ keyIds }, APART_READ))
      if (removeAt === null || removeAt > now) keeping.add(keyId);
  return candidates.filter((id) => !keeping.has(id));
};

/** Keys of other subjects, such as the faces of a person, all of whose entries are among those that go. */
const keysWithin = async (stores: Stores, filter: EntryFilter): Promise<readonly number[]> => {
  const going: EntryHead[] = [];
  for (const { entries } of stores.all) going.push(...(await entries.heads(filter, LOOKED_AT + 1)));
  return going.length > LOOKED_AT ? [] : keysOfOnly(stores, stores.all, going);
};

/** Keys of subjects that seal nothing but these entries. */
const keysOfOnly = async (
  stores: Stores,
  all: readonly NamedStore[],
  going: readonly EntryHead[],
): Promise<readonly number[]> => {
  const keyIds = await stores.keys.ofSubjects([...new Set(going.map(({ keyId }) => keyId))]);
  if (keyIds.length === 0) return [];
  const ids = new Set(going.map(({ id }) => id));
  const shared = new Set<number>();
  for (const { entries } of all)
    for (const { id, keyId } of await entries.heads({ keyIds }, APART_READ))
      if (!ids.has(id)) shared.add(keyId);
  return keyIds.filter((id) => !shared.has(id));
};

/**
 * Destroys the keys of subjects that seal nothing but these entries, before the entries go. As in `destroyUnusedKeys` the
 * main database's lock is held, within which a put makes sure that its keys are still there.
 * @returns those that were destroyed
 */
export const destroyKeysOfOnly = (stores: Stores, going: readonly EntryHead[]): Promise<readonly number[]> =>
  stores.lethe.transaction(async (tx) => {
    const keyIds = await keysOfOnly(stores, storesWithin(stores, tx), going);
    await stores.keys.destroy(keyIds);
    return keyIds;
  });
