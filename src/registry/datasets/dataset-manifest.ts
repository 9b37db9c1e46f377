import type { Consent } from '../../policy/consent-state.ts';
import { sha256, type ExportedFile, type ExportedRecord } from './dataset-record.ts';

/** A record that an export takes, and the consent by which. */
export interface Picked {
  readonly consent: Consent;
  readonly record: ExportedRecord;
}

/** After which record the next part of an export begins. */
export interface Place {
  readonly exportId: string;
  readonly consentId: string;
  readonly recordId: string;
}

export const tokenOf = ({ exportId, consentId, recordId }: Place): string =>
  Buffer.from(JSON.stringify([exportId, consentId, recordId])).toString('base64url');

/** Null when it is not what `tokenOf` makes. */
export const readToken = (token: string): Place | null => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (!Array.isArray(parts) || parts.length !== 3) return null;
    const [exportId, consentId, recordId] = parts as unknown[];
    if (typeof exportId !== 'string' || typeof consentId !== 'string' || typeof recordId !== 'string')
      return null;
    return { exportId, consentId, recordId };
  } catch {
    return null;
  }
};

const fileEntry = ({ field, sha256: hash, content }: ExportedFile) => ({
  field,
  sizeBytes: content.length,
  sha256: hash,
});

/** JSON of what a part holds, and by which consents. */
export const manifestOf = (
  exportId: string,
  { appId, category, purpose }: { appId: string; category: string; purpose: string },
  picked: readonly Picked[],
  now: number,
): string => {
  const consents = new Map(picked.map(({ consent }) => [consent.consentId, consent]));
  return JSON.stringify({
    exportId,
    appId,
    category,
    purpose,
    at: new Date(now).toISOString(),
    consents: [...consents.values()].map(
      ({ consentId, evidence, fields, purpose: consented, withdrawnAt }) => ({
        consentId,
        evidence,
        fields,
        purpose: consented,
        withdrawn: withdrawnAt !== null,
      }),
    ),
    records: picked.map(({ consent, record }) => ({
      id: record.id,
      consentId: consent.consentId,
      keptUntil: record.keptUntil,
      sha256: sha256(record.document),
      files: record.files.map(fileEntry),
    })),
  });
};
