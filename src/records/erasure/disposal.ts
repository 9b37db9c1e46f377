import { randomUUID } from 'node:crypto';
import type { CategoryId } from '../../policy/catalogue.ts';
import type { Transaction } from 'kysely';
import type { EntryFilter, EntryHead } from '../../storage/entries.ts';
import { chunks } from '../../storage/sql/entry-table.ts';
import type { Receipt } from '../receipts/types.ts';
import { forgetSpent } from '../budgets.ts';
import { noteErased } from '../ledger/erasure-list.ts';
import type { LedgerTables } from '../ledger/ledger.ts';
import type { NamedStore, Stores } from '../stores.ts';
import { destroyUnusedKeys } from '../keys/unused-keys.ts';
import { destroyKeysOfOnly } from './target-keys.ts';

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
  readonly kind: 'erasure' | 'expiry' | 'withdrawal';
  readonly appId: string | null;
  readonly what: DisposedEntries;
  /** Keys that seal nothing but what goes. */
  readonly keyIds: readonly number[];
  readonly counts: Receipt['counts'];
  readonly commitment: string;
}

export type DisposedEntries =
  /** Single entries of one category. */
  | {
      readonly category: CategoryId;
      readonly ids: readonly string[];
      /** They are not in the store of their category, but with what is kept apart. */
      readonly apart?: true;
    }
  /** All of an account, or of a subject's token; entries of the categories named stay. */
  | { readonly owner: string; readonly token: string | null; readonly kinds: readonly string[] };

/** The event loop, and others who write, wait for one step. */
const ENTRIES_PER_STEP = 150;
/** Calls may still write about a subject while it is erased. */
const PASSES = 3;

export const newDisposal = (draft: Omit<Disposal, 'id'>): Disposal => ({ id: randomUUID(), ...draft });

/** Makes the decision durable and carries it out. @returns the receipt's id. @throws ErasureIncomplete */
export const dispose = async (stores: Stores, disposal: Disposal, now: number): Promise<string> => {
  const { id, keyIds } = disposal;
  const decide = async (tx: Transaction<LedgerTables>): Promise<void> => {
    await tx
      .insertInto('disposals')
      .values({ id, body: JSON.stringify(disposal) })
      .execute();
  };
  const isLong = isOfManySteps(disposal);
  await stores.keys.destroy(keyIds, decide, isLong);
  try {
    return await carryOut(stores, disposal, now);
  } finally {
    // What the keys were, and the intent, which named what goes: not in the file, nor in the write-ahead log. Before
    // whoever asked is answered; after a kill, whoever resumes does it. An expiry has destroyed its keys before.
    if (disposal.kind !== 'expiry') await stores.ledger.checkpoint();
  }
};

/** Completes what was decided before `before` and interrupted, also after its receipt. @throws ErasureIncomplete */
export const resumeDisposals = async (stores: Stores, now: number, before: number): Promise<void> => {
  const rows = await stores.ledger.db.selectFrom('disposals').select('body').execute();
  const disposals = rows.map(({ body }) => JSON.parse(body) as Disposal);
  try {
    for (const disposal of disposals) {
      if (disposal.at > before) continue;
      await stores.keys.destroy(disposal.keyIds);
      await carryOut(stores, disposal, now);
    }
  } finally {
    await stores.ledger.checkpoint();
  }
};

/** Once its keys are destroyed. May be repeated, and be done by two processes at once: the receipt is filed by whoever clears the intent. */
const carryOut = async (stores: Stores, disposal: Disposal, now: number): Promise<string> => {
  const { what } = disposal;
  // Of a person who stays nothing is forgotten: else whoever guesses would erase what was guessed.
  if ('token' in what && what.token !== null && what.kinds.includes('base.face-person'))
    await forgetSpent(stores, what.token);
  let remains: readonly string[] = [];
  for (let pass = 0; pass < PASSES; pass++) {
    await removeEntries(stores, disposal, now);
    if (pass > 0) await removeUnreadable(stores, disposal);
    remains = await scan(stores, disposal, now);
    if (remains.length === 0) break;
  }
  if (remains.length > 0) throw new ErasureIncomplete(remains);
  const { id, at, kind, appId, counts, commitment } = disposal;
  await stores.receipts.append({ id, at, kind, appId, counts, commitment }, async (tx) => {
    const cleared = await tx.deleteFrom('disposals').where('id', '=', id).executeTakeFirst();
    return cleared.numDeletedRows > 0n;
  });
  return id;
};

/** Keys of such a one are overwritten first; else in a moment, together with the intent. */
const isOfManySteps = ({ keyIds, counts }: Disposal): boolean =>
  keyIds.length > ENTRIES_PER_STEP ||
  Object.values(counts).reduce((sum, count) => sum + count, 0) > ENTRIES_PER_STEP;

const removeEntries = async (stores: Stores, disposal: Disposal, now: number): Promise<void> => {
  for (const store of storesOf(stores, disposal.what)) {
    const filter = filterOf(stores, store, disposal.what, now);
    if (await removeMatching(stores, store, filter, disposal)) await store.entries.settle();
  }
};

/**
 * What came to be found otherwise between the decision and the end of its key, such as somebody who was put into another
 * group: nobody reads it any more, and it goes with its key.
 */
const removeUnreadable = async (stores: Stores, disposal: Disposal): Promise<void> => {
  for (const store of storesOf(stores, disposal.what)) {
    const used = await store.entries.keysInUse(disposal.keyIds);
    for (const keyIds of chunks([...used])) await removeMatching(stores, store, { keyIds }, disposal);
    if (used.size > 0) await store.entries.settle();
  }
};

const storesOf = (stores: Stores, what: DisposedEntries): readonly NamedStore[] => {
  if (!('ids' in what)) return stores.all;
  return [what.apart ? stores.apart : stores.of(what.category)];
};

/** What must go: what is still shown, and what is due. What is kept apart goes only when it is due. */
const filterOf = (stores: Stores, store: NamedStore, what: DisposedEntries, now: number): EntryFilter => {
  if ('ids' in what) return { ids: what.ids, kinds: [what.category] };
  const target = {
    owners: [what.owner],
    kinds: what.kinds,
    ...(what.token === null ? {} : { tokens: [what.token] }),
  };
  return store === stores.apart ? { ...target, dueAt: now } : { ...target, goesAt: now };
};

const removeMatching = async (
  stores: Stores,
  { name, entries }: NamedStore,
  filter: EntryFilter,
  disposal: Disposal,
): Promise<boolean> => {
  const destroyed = new Set(disposal.keyIds);
  for (let any = false; ; any = true) {
    const heads = await entries.heads(filter, ENTRIES_PER_STEP);
    if (heads.length === 0) return any;
    // Of a large one keys go step by step, each before what it sealed.
    const unknown = heads.filter(({ keyId }) => !destroyed.has(keyId));
    if (disposal.kind !== 'expiry' && unknown.length > 0) {
      for (const keyId of await destroyKeysOfOnly(stores, unknown)) destroyed.add(keyId);
      await listAsErased(stores, heads, destroyed);
    }
    const ids = heads.map(({ id }) => id);
    // Another process may have been faster; but what is there and does not go must not pass for gone.
    if ((await entries.remove(ids)) === 0 && (await entries.count({ ids })) > 0)
      throw new ErasureIncomplete([`${name}: ${ids.length} entries cannot be removed`]);
    const left = new Set(heads.map(({ keyId }) => keyId)).difference(destroyed);
    await destroyUnusedKeys(stores, [...left]);
    await stores.pause();
    if (heads.length < ENTRIES_PER_STEP) return true;
  }
};

/** Those whose keys are shared, and stay: an old copy of them could still be opened. */
const listAsErased = (
  stores: Stores,
  heads: readonly EntryHead[],
  destroyed: ReadonlySet<number>,
): Promise<void> => {
  const shared = heads.filter(({ keyId }) => !destroyed.has(keyId));
  return noteErased(
    stores,
    shared.map(({ id, removeAt }) => ({ id, apart: null, forgetAt: removeAt })),
  );
};

/** Asks every store for what should be gone. Says how much is left of what, never whose. */
const scan = async (stores: Stores, disposal: Disposal, now: number): Promise<readonly string[]> => {
  const remains: string[] = [];
  for (const store of storesOf(stores, disposal.what)) {
    const { name, entries } = store;
    const count = await entries.count(filterOf(stores, store, disposal.what, now));
    if (count > 0) remains.push(`${name}: ${count} entries`);
    const used = await entries.keysInUse(disposal.keyIds);
    if (used.size > 0) remains.push(`${name}: entries under ${used.size} destroyed keys`);
  }
  if (disposal.keyIds.length > 0 && (await stores.keys.open(disposal.keyIds)).size > 0)
    remains.push('data keys');
  return remains;
};
