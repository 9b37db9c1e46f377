import type { EntryTable } from '../../storage/sql/entry-table.ts';
import { decodeRecord } from './codec.ts';
import { consentOf, type ConsentEvent } from '../../policy/consent-state.ts';
import type { Draft } from './draft.ts';
import { recordSeal, unseal } from '../keys/seal.ts';
import type { Stores } from '../stores.ts';

const CATEGORY = 'base.consent';
/** Newest first, so that a withdrawal is among them however long the history is. */
const EVENTS_READ = 100;

/**
 * Whether the consent that a record names is live (given, neither withdrawn nor expired, of age or with a parent's
 * consent), and covers the record's category and every field in it.
 */
export const hasConsent = async (
  stores: Stores,
  table: EntryTable,
  draft: Draft,
  now: number,
): Promise<boolean> => {
  if (draft.consentId === null) return false;
  const token = stores.index.subject(draft.appId, { kind: 'consent', value: draft.consentId });
  const filter = { kinds: [CATEGORY], owners: [draft.appId], tokens: [token], visibleAt: now };
  const entries = await table.find(filter, EVENTS_READ);
  const keys = await stores.keys.open(entries.map(({ keyId }) => keyId));
  const events = entries.flatMap(({ id, keyId, sealed }) => {
    const key = keys.get(keyId);
    // What the category names was checked when the event was put.
    return key && sealed
      ? [decodeRecord(unseal(key, sealed, recordSeal(id, CATEGORY))) as unknown as ConsentEvent]
      : [];
  });
  const consent = consentOf(events, now);
  if (consent?.state !== 'live' || consent.category !== draft.category) return false;
  const covered = new Set(consent.fields);
  return Object.keys(decodeRecord(draft.content)).every((name) => covered.has(name));
};
