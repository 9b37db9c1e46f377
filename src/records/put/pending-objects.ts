import { MINUTE_MS } from '../../lib/clock.ts';
import { entriesOf, type Stores } from '../stores.ts';

/** Longer than any write takes: what is older was interrupted. */
export const INTERRUPTED_AFTER_MS = 5 * MINUTE_MS;

/** Objects that are about to be written. */
export const notePending = async (
  { lethe }: Pick<Stores, 'lethe'>,
  ids: readonly string[],
  now: number,
): Promise<void> => {
  await lethe.db
    .insertInto('pending_objects')
    .values(ids.map((id) => ({ id, at: now })))
    .onConflict((c) => c.doNothing())
    .execute();
};

/** Removes objects that were written for a commit that did not come. */
export const dropPending = async ({ lethe, objects }: Stores, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return;
  const filed = await entriesOf(lethe.db).heads({ ids }, ids.length);
  const filedIds = new Set(filed.map(({ id }) => id));
  for (const id of ids) if (!filedIds.has(id)) await objects.remove(id);
  await lethe.db.deleteFrom('pending_objects').where('id', 'in', ids).execute();
};

/** Removes what a kill left of objects; another process may be writing those that are younger. */
export const dropInterrupted = async (stores: Stores, now: number): Promise<void> => {
  const rows = await stores.lethe.db
    .selectFrom('pending_objects')
    .select('id')
    .where('at', '<=', now - INTERRUPTED_AFTER_MS)
    .limit(1_000)
    .execute();
  await dropPending(
    stores,
    rows.map(({ id }) => id),
  );
};
