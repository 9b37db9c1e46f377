import { setImmediate } from 'node:timers/promises';
import { category as published, type CategoryId } from '../policy/catalogue.ts';
import type { Entry } from '../storage/entries.ts';
import {
  entryPage,
  entryPageWithout,
  idPage,
  passOver,
  sealedPage,
  type EntryPage,
  type PageFilter,
} from '../storage/sql/entry-pages.ts';
import type { FieldOf } from './field-types.ts';
import { openEntries } from './find.ts';
import { keysInPassing } from './keys/key-rows.ts';
import { recordSeal, unseal } from './keys/seal.ts';
import { fieldReader } from './put/codec.ts';
import type { Stores } from './stores.ts';
import type { PagesQuery, PagesWithout, StoredRecord, Subject } from './types.ts';

/** Their opening takes some milliseconds. */
const RECORDS_PER_PAGE = 250;
const IDS_PER_PAGE = 2_000;
const FIELDS_PER_PAGE = 500;
/** Of which all may have to be opened. */
const PASSED_WITHOUT = 1_000;
const PASSED_AT_ONCE = 10_000;

/** Records of the main database, oldest first; others have their turn between two pages. */
export async function* recordPages(
  stores: Stores,
  category: CategoryId,
  query: PagesQuery | PagesWithout,
  now: () => number,
): AsyncGenerator<readonly StoredRecord[]> {
  const { db } = stores.lethe;
  const filter = (): PageFilter => filterOf(stores, category, query, now());
  const page = (from: number): Promise<EntryPage<Entry>> =>
    'without' in query
      ? entryPageWithout(db, filter(), tokenOf(stores, query.appId, query.without), from, PASSED_WITHOUT)
      : entryPage(db, filter(), from, query.size ?? RECORDS_PER_PAGE);
  const skip = 'without' in query ? 0 : (query.skip ?? 0);
  let after: number | null = skip === 0 ? 0 : await seqAfter(stores, filter(), skip);
  while (after !== null) {
    const { entries, next } = await page(after);
    if (entries.length > 0) yield await openEntries(stores, entries);
    after = next;
    await setImmediate();
  }
}

/** Their ids alone. */
export async function* idsInPages(
  stores: Stores,
  category: CategoryId,
  { skip = 0, size = IDS_PER_PAGE, ...query }: PagesQuery,
  now: () => number,
): AsyncGenerator<readonly string[]> {
  let after: number | null =
    skip === 0 ? 0 : await seqAfter(stores, filterOf(stores, category, query, now()), skip);
  while (after !== null) {
    const filter = filterOf(stores, category, query, now());
    const { entries, next } = await idPage(stores.lethe.db, filter, after, size);
    if (entries.length > 0) yield entries.map(({ id }) => id);
    after = next;
    await setImmediate();
  }
}

/**
 * One field of bytes of every record, for reading very many: nothing else of them is decoded, and no key is remembered.
 * @throws RangeError where records lie elsewhere than in the main database
 */
export async function* fieldsInPages(
  stores: Stores,
  category: CategoryId,
  field: string,
  { size = FIELDS_PER_PAGE, ...query }: Omit<PagesQuery, 'skip'>,
  now: () => number,
): AsyncGenerator<readonly FieldOf[]> {
  if (published(category).medium !== 'relational')
    throw new RangeError(`Records of ${category} are not read by field`);
  const read = fieldReader(field);
  let after: number | null = 0;
  while (after !== null) {
    const filter = filterOf(stores, category, query, now());
    const { entries, next } = await sealedPage(stores.lethe.db, filter, after, size);
    const keys = await keysInPassing(
      stores,
      entries.map(({ keyId }) => keyId),
    );
    const fields: FieldOf[] = [];
    for (const { id, keyId, sealed } of entries) {
      const key = keys.get(keyId);
      const bytes = key && sealed && read(unseal(key, sealed, recordSeal(id, category)));
      if (bytes) fields.push({ id, bytes });
    }
    if (fields.length > 0) yield fields;
    after = next;
    await setImmediate();
  }
}

/** Where the first record after so many lies. */
const seqAfter = async (stores: Stores, filter: PageFilter, skip: number): Promise<number | null> => {
  let after = 0;
  for (let left = skip; left > 0;) {
    const most = Math.min(left, PASSED_AT_ONCE);
    const { count, seq } = await passOver(stores.lethe.db, filter, after, { most });
    if (count < most) return null;
    [after, left] = [seq, left - count];
    await setImmediate();
  }
  return after;
};

const filterOf = (
  stores: Stores,
  kind: CategoryId,
  { appId, subject }: PagesQuery,
  visibleAt: number,
): PageFilter => {
  const token = subject && tokenOf(stores, appId, subject);
  return { kind, owner: appId, token, visibleAt };
};

const tokenOf = (stores: Stores, appId: string | undefined, subject: Subject): string => {
  if (appId === undefined) throw new RangeError('A subject is one of an account');
  return stores.index.subject(appId, subject);
};
