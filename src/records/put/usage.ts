import type { EntryTable } from '../../storage/sql/entry-table.ts';
import type { Entry, NewEntry } from '../../storage/entries.ts';
import type { BlindIndex } from '../keys/blind-index.ts';
import { decodeRecord, encodeRecord } from './codec.ts';
import { newRecordId, type UsageDraft } from './draft.ts';
import type { DataKey, KeyScope } from '../keys/keys.ts';
import { recordSeal, seal, unseal } from '../keys/seal.ts';
import type { Usage } from './usage-types.ts';

/** Calls and volume of one account, day and item. */
export interface UsageTotal extends Usage {
  readonly calls: number;
}

const CATEGORY = 'base.transaction';

export const usageScope = (appId: string): KeyScope => ({
  owner: appId,
  category: CATEGORY,
  dropAt: null,
  subject: null,
  era: null,
});

/** The start of a UTC day, milliseconds since the epoch. */
export const startOfDay = (day: string): number => {
  const start = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(start)) throw new RangeError('A day is written YYYY-MM-DD');
  return start;
};

const nameOf = ({ appId, day, item }: Pick<Usage, 'appId' | 'day' | 'item'>): string =>
  JSON.stringify([appId, day, item]);

export const totalsOf = (list: readonly (Usage & { calls?: number })[]): readonly UsageTotal[] => {
  const totals = new Map<string, UsageTotal>();
  for (const { appId, day, item, volume, calls = 1, jurisdiction } of list) {
    const name = nameOf({ appId, day, item });
    const before = totals.get(name);
    totals.set(name, {
      appId,
      day,
      item,
      volume: (before?.volume ?? 0) + volume,
      calls: (before?.calls ?? 0) + calls,
      ...(jurisdiction === undefined ? {} : { jurisdiction }),
    });
  }
  return [...totals.values()];
};

/**
 * Adds to the accounts' Transactions: one sealed entry per account, day and item, changed in place within the
 * commit of the records that the usage belongs to.
 * @param keys the key of each account's Transactions
 */
export const addUsage = async (
  table: EntryTable,
  usage: readonly UsageDraft[],
  keys: ReadonlyMap<string, DataKey>,
  index: BlindIndex,
): Promise<void> => {
  const totals = totalsOf(usage);
  const onces = totals.map(({ appId, day, item }) => index.token('usage', appId, day, item));
  const fresh: NewEntry[] = [];
  for (const [i, total] of totals.entries()) {
    const key = keys.get(total.appId);
    const once = onces[i];
    if (!key || once === undefined) throw new Error('Usage has no key to be sealed with');
    const [before] = await table.find({ once: [once] }, 1);
    const known = before && before.keyId === key.id ? recordOf(before, key) : { volume: 0, calls: 0 };
    const { appId, day, item } = total;
    const record = {
      appId,
      day,
      item,
      volume: known.volume + total.volume,
      calls: known.calls + total.calls,
    };
    if (before) await table.reseal(before.id, sealed(before.id, record, key), key.id);
    else {
      const times = usage.find((one) => nameOf(one) === nameOf(total))?.times;
      fresh.push({
        ...newEntry(record, once, key),
        ...times,
        jurisdiction: total.jurisdiction ?? null,
      });
    }
  }
  if (fresh.length > 0) await table.insert(fresh);
};

const recordOf = (entry: Entry, key: DataKey): UsageTotal =>
  decodeRecord(
    unseal(key.key, entry.sealed ?? new Uint8Array(), recordSeal(entry.id, CATEGORY)),
  ) as unknown as UsageTotal;

const sealed = (id: string, record: UsageTotal, key: DataKey): Uint8Array =>
  seal(key.key, encodeRecord({ ...record }), recordSeal(id, CATEGORY));

const newEntry = (record: UsageTotal, once: string, key: DataKey): NewEntry => {
  const createdAt = startOfDay(record.day);
  // Another one of the same day may be kept apart: what is moved there must not be taken for it.
  const id = newRecordId(createdAt);
  const content = sealed(id, record, key);
  return {
    id,
    kind: CATEGORY,
    owner: record.appId,
    region: '',
    jurisdiction: null,
    createdAt,
    visibleUntil: null,
    removeAt: null,
    keyId: key.id,
    sizeBytes: content.length,
    tokens: [],
    once,
    sealed: content,
  };
};
