import type { EntryTable } from '../storage/sql/entry-table.ts';
import { decodeRecord } from './codec.ts';
import type { Draft } from './draft.ts';
import { recordSeal, unseal } from './seal.ts';
import type { Stores } from './stores.ts';
import type { ErasureReport, RecordContext, Vault } from './types.ts';
import type { RecordOf } from '../policy/catalogue.ts';

const CATEGORY = 'base.consent';

/** Whether the consent that a record names is registered, alive, and for data of its category. */
export const hasConsent = async (
  stores: Stores,
  table: EntryTable,
  draft: Draft,
  now: number,
): Promise<boolean> => {
  if (draft.consentId === null) return false;
  const token = stores.index.subject(draft.appId, { kind: 'consent', value: draft.consentId });
  const filter = { kinds: [CATEGORY], owners: [draft.appId], tokens: [token], visibleAt: now };
  const entries = await table.find(filter, CONSENTS_READ);
  const keys = await stores.keys.open(entries.map(({ keyId }) => keyId));
  return entries.some(({ id, keyId, sealed }) => {
    const key = keys.get(keyId);
    if (!key || !sealed) return false;
    return decodeRecord(unseal(key, sealed, recordSeal(id, CATEGORY)))['category'] === draft.category;
  });
};

const CONSENTS_READ = 100;

/**
 * Files an end user's consent under the caller's id for it; records that need one name this id.
 * @param consent `category` is the id of the category that it allows, such as `ocr.identification`
 */
export const registerConsent = async (
  vault: Vault,
  consentId: string,
  consent: RecordOf<typeof CATEGORY>,
  context: Omit<RecordContext, 'appId' | 'subjects' | 'sealedFor'>,
): Promise<void> => {
  const subjects = [
    { kind: 'consent', value: consentId },
    { kind: 'person', value: consent.endUser },
  ] as const;
  await vault.put([
    {
      category: CATEGORY,
      record: consent,
      context: { ...context, appId: consent.appId, subjects, sealedFor: subjects[0] },
    },
  ]);
};

/** Ends a consent: what was kept under it goes at once, together with it. */
export const withdrawConsent = (vault: Vault, appId: string, consentId: string): Promise<ErasureReport> =>
  vault.erase({ appId, subject: { kind: 'consent', value: consentId } });
