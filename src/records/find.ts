import { category as published, isCategoryId, type CategoryId } from '../policy/catalogue.ts';
import type { Entry, EntryFilter } from '../storage/entries.ts';
import { decodeRecord } from './put/codec.ts';
import { recordSeal, unseal, versionOf } from './keys/seal.ts';
import type { Stores } from './stores.ts';
import type { FindQuery, StoredRecord, Subject } from './types.ts';

const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/** Records of a category, newest first; never one whose deadline has passed. */
export const findRecords = async (
  stores: Stores,
  category: CategoryId,
  query: FindQuery,
  now: number,
): Promise<readonly StoredRecord[]> => {
  const filter = await filterOf(stores, category, query, now);
  return openEntries(stores, await stores.of(category).entries.find(filter, query.limit ?? NO_LIMIT));
};

/** How many there are; nothing is opened. */
export const countRecords = async (
  stores: Stores,
  category: CategoryId,
  query: FindQuery,
  now: number,
): Promise<number> => {
  const { appId, subject, ids, since, until, subjects } = query;
  const isPlain = [ids, since, until, subjects].every((one) => one === undefined);
  if (appId === undefined || !subject || !isPlain || published(category).medium !== 'relational')
    return stores.of(category).entries.count(await filterOf(stores, category, query, now));
  const token = stores.index.subject(appId, subject);
  return stores.counts.count({ kind: category, owner: appId, token, visibleAt: now });
};

/** Those of the records that are there, and can be opened. */
export const existingRecords = async (
  stores: Stores,
  category: CategoryId,
  query: { readonly appId: string; readonly ids: readonly string[] },
  now: number,
): Promise<ReadonlySet<string>> => {
  const filter = await filterOf(stores, category, query, now);
  const heads = await stores.of(category).entries.heads(filter, NO_LIMIT);
  const keys = await stores.keys.still(heads.map(({ keyId }) => keyId));
  return new Set(heads.filter(({ keyId }) => keys.has(keyId)).map(({ id }) => id));
};

const filterOf = async (
  stores: Stores,
  category: CategoryId,
  query: FindQuery,
  now: number,
): Promise<EntryFilter> => {
  const owners = query.appId === undefined ? await stores.of(category).entries.owners() : [query.appId];
  return {
    kinds: [category],
    owners,
    visibleAt: now,
    ...(query.subject ? { tokens: tokensOf(stores, owners, query.subject) } : {}),
    ...(query.subjects ? { tokens: query.subjects.flatMap((one) => tokensOf(stores, owners, one)) } : {}),
    ...(query.ids === undefined ? {} : { ids: query.ids }),
    ...(query.since === undefined ? {} : { since: query.since }),
    ...(query.until === undefined ? {} : { until: query.until }),
  };
};

/** A subject's tokens in each of the accounts. */
export const tokensOf = (stores: Stores, owners: readonly string[], subject: Subject): readonly string[] =>
  owners.map((owner) => stores.index.subject(owner, subject));

/** Full-text search over a log: all words of the query occur, each group between spaces as a phrase. */
export const searchLogRecords = async (
  stores: Stores,
  category: CategoryId,
  query: { appId?: string; text: string; limit?: number },
  now: number,
): Promise<readonly StoredRecord[]> => {
  if (published(category).medium !== 'logs') return [];
  const owners = query.appId === undefined ? await stores.logs.owners() : [query.appId];
  const terms = query.text.split(/\s+/).filter((term) => term !== '');
  const limit = query.limit ?? DEFAULT_SEARCH_LIMIT;
  const found: Entry[] = [];
  for (const owner of owners) {
    const phrases = terms
      .map((term) => stores.index.words(owner, term))
      .filter((phrase) => phrase.length > 0);
    found.push(
      ...(await stores.logs.search(phrases, { kinds: [category], owners: [owner], visibleAt: now }, limit)),
    );
  }
  found.sort((a, b) => b.createdAt - a.createdAt);
  return openEntries(stores, found.slice(0, limit));
};

const DEFAULT_SEARCH_LIMIT = 100;

/** Those whose key is gone are gone, too: their removal is under way. */
export const openEntries = async (
  stores: Stores,
  entries: readonly Entry[],
): Promise<readonly StoredRecord[]> => {
  const keys = await stores.keys.open(entries.map(({ keyId }) => keyId));
  const records: StoredRecord[] = [];
  for (const entry of entries) {
    const { id, kind, owner, region, jurisdiction, createdAt, visibleUntil } = entry;
    const key = keys.get(entry.keyId);
    if (!key || !isCategoryId(kind)) continue;
    const sealed = entry.sealed ?? (await stores.objects.read(id));
    if (!sealed) continue;
    const record = decodeRecord(unseal(key, sealed, recordSeal(id, kind)));
    // What the category names was checked when the record was put.
    records.push({
      id,
      category: kind,
      appId: owner,
      region,
      ...(jurisdiction === null ? {} : { jurisdiction }),
      createdAt,
      deadline: visibleUntil,
      version: versionOf(sealed),
      record: record,
    });
  }
  return records;
};
