import { DAY_MS } from '../../lib/clock.ts';
import { category, isCategoryId, type CategoryId } from '../../policy/catalogue.ts';
import type { NewEntry } from '../../storage/entries.ts';
import type { LogEntry } from '../../storage/logs/log-index.ts';
import { chunks } from '../../storage/sql/entry-table.ts';
import { decodeRecord } from '../put/codec.ts';
import { endOfDay, searchableWords, type Times } from '../put/draft.ts';
import { forgetErased, noteErased } from '../ledger/erasure-list.ts';
import type { DataKey, KeyScope } from '../keys/keys.ts';
import { recordSeal, seal, unseal } from '../keys/seal.ts';
import { dropPending, notePending } from '../put/pending-objects.ts';
import type { NamedStore, Stores } from '../stores.ts';
import { destroyUnusedKeys } from '../keys/unused-keys.ts';

const ENTRIES_PER_STEP = 50;
/** Before the token of the subject whose key sealed an entry before it was moved apart. */
export const SEALED_FOR = 'sealed-for ';

/**
 * Moves entries out of their store into the one of what is kept apart: sealed anew, so that the subject's own key can
 * be destroyed at once, and where no search, bill or log looks. May be repeated after a kill.
 * @param times `due`: from when on the entries are not wanted any more (null: they still are); `until`: when the law lets
 *   them go, null: when a hold is released
 */
export const moveApart = async (
  stores: Stores,
  from: NamedStore,
  ids: readonly string[],
  { due, until }: { due: number | null; until: number | null },
): Promise<number> => {
  let moved = 0;
  for (const chunk of chunks(ids, ENTRIES_PER_STEP)) {
    const entries = await from.entries.read(chunk);
    const opened = await openAll(stores, entries);
    const dropAt = until === null ? null : endOfDay(until);
    const keys = await stores.keys.obtain(
      opened.map(({ entry }) => ({ ...ownScope(entry), dropAt, era: 'apart' })),
    );
    const subjects = await subjectsOfKeys(stores, entries);
    await noteErased(
      stores,
      entries.map(({ id, removeAt }) => ({
        id,
        apart: until ?? Number.MAX_SAFE_INTEGER,
        forgetAt: removeAt,
      })),
    );
    await stores.apart.entries.insert(
      opened.map(({ entry, content }, i) => {
        const { id: keyId, key } = keys[i] as DataKey;
        const sealed = seal(key, content, recordSeal(entry.id, entry.kind));
        const subject = subjects.get(entry.keyId);
        const tokens = subject ? [...entry.tokens, SEALED_FOR + subject] : entry.tokens;
        const visibleUntil = due ?? entry.visibleUntil;
        const once = entry.once === null ? null : `${entry.once} ${entry.id}`;
        return { ...withoutWords(entry), once, tokens, keyId, sealed, visibleUntil, removeAt: until };
      }),
    );
    moved += await from.entries.remove(entries.map(({ id }) => id));
    await destroyUnusedKeys(stores, [...new Set(entries.map(({ keyId }) => keyId))]);
    await stores.pause();
  }
  if (moved > 0) await from.entries.settle();
  return moved;
};

/** Brings entries back from apart into the store of their category. May be repeated after a kill. */
export const bringBack = async (
  stores: Stores,
  ids: readonly string[],
  timesOf: (entry: NewEntry) => Times,
  now: number,
): Promise<number> => {
  let returned = 0;
  for (const chunk of chunks(ids, ENTRIES_PER_STEP))
    for (const { entry, content } of await openAll(stores, await stores.apart.entries.read(chunk)))
      if (isCategoryId(entry.kind))
        returned += await bringOneBack(stores, { ...entry, kind: entry.kind }, content, timesOf(entry), now);
  if (returned > 0) await stores.apart.entries.settle();
  return returned;
};

const bringOneBack = async (
  stores: Stores,
  entry: NewEntry & { kind: CategoryId },
  content: Uint8Array,
  { keyUntil, ...times }: Times,
  now: number,
): Promise<number> => {
  const { id, kind, owner } = entry;
  const subject = entry.tokens.find(isSealedFor)?.slice(SEALED_FOR.length) ?? null;
  const dropAt = keyUntil === null ? null : endOfDay(keyUntil);
  const era = stores.ringOf(kind) ? String(Math.floor(entry.createdAt / DAY_MS)) : null;
  const [dataKey] = await stores.keys.obtain([{ ...ownScope(entry), dropAt, subject, era }]);
  const { id: keyId, key } = dataKey as DataKey;
  const sealed = seal(key, content, recordSeal(id, kind));
  const isObject = category(kind).medium === 'objects';
  const back: LogEntry = {
    ...entry,
    ...times,
    keyId,
    tokens: entry.tokens.filter((token) => !isSealedFor(token)),
    once: entry.once?.replace(` ${id}`, '') ?? null,
    sealed: isObject ? null : sealed,
    words: searchableWords(decodeRecord(content), owner, stores.index),
  };
  if (isObject) {
    await notePending(stores, [id], now);
    await stores.objects.write(id, sealed);
  }
  await stores.of(kind).entries.insert([back]);
  if (isObject) await dropPending(stores, [id]);
  await forgetErased(stores, [id]);
  const removed = await stores.apart.entries.remove([id]);
  await destroyUnusedKeys(stores, [entry.keyId]);
  return removed;
};

const isSealedFor = (token: string): boolean => token.startsWith(SEALED_FOR);

const ownScope = ({ owner, kind }: NewEntry): KeyScope => ({
  owner,
  category: kind,
  dropAt: null,
  subject: null,
  era: null,
});

const withoutWords = (entry: NewEntry | LogEntry): NewEntry => {
  const { words: _, ...rest } = { words: [], ...entry };
  return rest;
};

/** The entries whose key is still there, with what they hold. */
const openAll = async (
  stores: Stores,
  entries: readonly NewEntry[],
): Promise<readonly { entry: NewEntry; content: Uint8Array }[]> => {
  const keys = await stores.keys.open(entries.map(({ keyId }) => keyId));
  const opened = [];
  for (const entry of entries) {
    const key = keys.get(entry.keyId);
    const sealed = entry.sealed ?? (await stores.objects.read(entry.id));
    if (key && sealed) opened.push({ entry, content: unseal(key, sealed, recordSeal(entry.id, entry.kind)) });
  }
  return opened;
};

const subjectsOfKeys = async (
  { ledger }: Stores,
  entries: readonly NewEntry[],
): Promise<ReadonlyMap<number, string>> => {
  const ids = [...new Set(entries.map(({ keyId }) => keyId))];
  const rows = await ledger.db
    .selectFrom('data_keys')
    .select(['id', 'subject'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.flatMap(({ id, subject }) => (subject === null ? [] : [[id, subject] as const])));
};
