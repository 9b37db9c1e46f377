import { entriesOf, type NamedStore, type Stores } from '../stores.ts';

/** Holding the main database's lock, within which a put makes sure that its keys are still there. */
export const destroyUnusedKeys = async (stores: Stores, keyIds: readonly number[]): Promise<void> => {
  if (keyIds.length === 0) return;
  if ((await unusedOf(stores.all, keyIds)).length === 0) return;
  await stores.lethe.transaction(async (tx) => {
    await stores.keys.destroy(await unusedOf(storesWithin(stores, tx), keyIds));
  });
};

/** All stores, for one who is in a transaction of the main database. */
export const storesWithin = (stores: Stores, tx: Parameters<typeof entriesOf>[0]): readonly NamedStore[] =>
  stores.all.map((store) => (store.name === 'relational' ? { ...store, entries: entriesOf(tx) } : store));

const unusedOf = async (
  all: readonly NamedStore[],
  keyIds: readonly number[],
): Promise<readonly number[]> => {
  const used = await Promise.all(all.map(({ entries }) => entries.keysInUse(keyIds)));
  return keyIds.filter((id) => !used.some((set) => set.has(id)));
};
