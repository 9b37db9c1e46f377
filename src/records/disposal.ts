import { randomUUID } from 'node:crypto';
import type { CategoryId } from '../policy/catalogue.ts';
import type { EntryFilter } from '../storage/entries.ts';
import type { Receipt } from './types.ts';
import { entriesOf, type NamedStore, type Stores } from './stores.ts';

/** Something was to be erased, and the scan still finds it. */
export class ErasureIncomplete extends Error {
  readonly remains: readonly string[];

  constructor(remains: readonly string[]) {
    super(`Erasure is not complete: ${remains.join('; ')}`);
    this.name = 'ErasureIncomplete';
    this.remains = remains;
  }
}

/**
 * A removal that was decided: what goes, and what its receipt will say. It is on the disk before anything is
 * destroyed, so that a kill at any point leaves it to be completed. It holds tokens and ids, no personal data.
 */
export interface Disposal {
  /** Also its receipt's. */
  readonly id: string;
  readonly at: number;
  readonly kind: 'erasure' | 'expiry';
  readonly appId: string | null;
  readonly what: DisposedEntries;
  /** Keys that seal nothing but what goes. */
  readonly keyIds: readonly number[];
  readonly counts: Receipt['counts'];
  readonly commitment: string;
}

export type DisposedEntries =
  /** Single entries of one category. */
  | { readonly category: CategoryId; readonly ids: readonly string[] }
  /** All of an account, or of a subject's token; entries of the categories named stay. */
  | { readonly owner: string; readonly token: string | null; readonly kinds: readonly string[] };

/** The event loop waits for one step. */
const ENTRIES_PER_STEP = 200;
/** Calls may still write about a subject while it is erased. */
const PASSES = 3;

export const newDisposal = (draft: Omit<Disposal, 'id'>): Disposal => ({ id: randomUUID(), ...draft });

/** Makes the decision durable and carries it out. @returns the receipt's id. @throws ErasureIncomplete */
export const dispose = async (stores: Stores, disposal: Disposal, now: number): Promise<string> => {
  await stores.ledger.db
    .insertInto('disposals')
    .values({ id: disposal.id, body: JSON.stringify(disposal) })
    .execute();
  return carryOut(stores, disposal, now);
};

/** Completes what was decided before `before` and interrupted. @throws ErasureIncomplete */
export const resumeDisposals = async (stores: Stores, now: number, before: number): Promise<void> => {
  const rows = await stores.ledger.db.selectFrom('disposals').select('body').execute();
  const disposals = rows.map(({ body }) => JSON.parse(body) as Disposal);
  for (const disposal of disposals) if (disposal.at <= before) await carryOut(stores, disposal, now);
};

/** May be repeated, and be done by two processes at once: the receipt is filed by whoever clears the intent. */
const carryOut = async (stores: Stores, disposal: Disposal, now: number): Promise<string> => {
  await stores.keys.destroy(disposal.keyIds);
  let remains: readonly string[] = [];
  for (let pass = 0; pass < PASSES; pass++) {
    await removeEntries(stores, disposal.what, now);
    remains = await scan(stores, disposal, now);
    if (remains.length === 0) break;
  }
  if (remains.length > 0) throw new ErasureIncomplete(remains);
  const { id, at, kind, appId, counts, commitment } = disposal;
  await stores.receipts.append({ id, at, kind, appId, counts, commitment }, async (tx) => {
    const cleared = await tx.deleteFrom('disposals').where('id', '=', id).executeTakeFirst();
    return cleared.numDeletedRows > 0n;
  });
  await stores.ledger.checkpoint();
  return id;
};

const removeEntries = async (stores: Stores, what: DisposedEntries, now: number): Promise<void> => {
  for (const store of storesOf(stores, what)) {
    let any = false;
    for (const filter of filtersOf(what, now)) any = (await removeMatching(stores, store, filter)) || any;
    if (any) await store.entries.settle();
  }
};

const storesOf = (stores: Stores, what: DisposedEntries): readonly NamedStore[] =>
  'ids' in what ? [stores.of(what.category)] : stores.all;

/** What must go: what is still shown, and what is due. Between the two lies what the law keeps. */
export const filtersOf = (what: DisposedEntries, now: number): readonly EntryFilter[] => {
  if ('ids' in what) return [{ ids: what.ids, kinds: [what.category] }];
  const target = {
    owners: [what.owner],
    kinds: what.kinds,
    ...(what.token === null ? {} : { tokens: [what.token] }),
  };
  return [
    { ...target, visibleAt: now },
    { ...target, dueAt: now },
  ];
};

const removeMatching = async (
  stores: Stores,
  { entries }: NamedStore,
  filter: EntryFilter,
): Promise<boolean> => {
  for (let any = false; ; any = true) {
    const heads = await entries.heads(filter, ENTRIES_PER_STEP);
    if (heads.length === 0) return any;
    await entries.remove(heads.map(({ id }) => id));
    await destroyUnusedKeys(stores, [...new Set(heads.map(({ keyId }) => keyId))]);
    // Calls go on being answered while much is removed.
    await new Promise(setImmediate);
  }
};

/** Holding the main database's lock, within which a put makes sure that its keys are still there. */
export const destroyUnusedKeys = async (stores: Stores, keyIds: readonly number[]): Promise<void> => {
  if ((await unusedOf(stores.all, keyIds)).length === 0) return;
  await stores.lethe.transaction(async (tx) => {
    const within = stores.all.map((store) =>
      store.name === 'relational' ? { ...store, entries: entriesOf(tx) } : store,
    );
    await stores.keys.destroy(await unusedOf(within, keyIds));
  });
};

const unusedOf = async (
  all: readonly NamedStore[],
  keyIds: readonly number[],
): Promise<readonly number[]> => {
  const used = await Promise.all(all.map(({ entries }) => entries.keysInUse(keyIds)));
  return keyIds.filter((id) => !used.some((set) => set.has(id)));
};

/** Asks every store for what should be gone. Says how much is left of what, never whose. */
const scan = async (stores: Stores, disposal: Disposal, now: number): Promise<readonly string[]> => {
  const remains: string[] = [];
  for (const { name, entries } of storesOf(stores, disposal.what)) {
    for (const filter of filtersOf(disposal.what, now)) {
      const count = await entries.count(filter);
      if (count > 0) remains.push(`${name}: ${count} entries`);
    }
    const used = await entries.keysInUse(disposal.keyIds);
    if (used.size > 0) remains.push(`${name}: entries under ${used.size} destroyed keys`);
  }
  if (disposal.keyIds.length > 0 && (await stores.keys.open(disposal.keyIds)).size > 0)
    remains.push('data keys');
  return remains;
};
