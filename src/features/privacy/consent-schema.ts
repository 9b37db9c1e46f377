import { z } from 'zod';
import type { Consent } from '../../policy/consent-state.ts';
import type { ConsentRecord } from '../../registry/consents/consent-record.ts';
import type { DatasetExport } from '../../registry/datasets/dataset.ts';
import type { ConsentRefusal } from '../../registry/consents/new-consent.ts';
import { ApiError } from '../errors.ts';
import { carries, harmless } from '../personal-data.ts';

export const PRIVACY_VERSION = '2026-11-01';

/** The categories that may be kept under consent alone. */
export const consentCategory = harmless(z.enum(['ocr.identification', 'ekyc.identification']));

export const consentId = harmless(z.string().regex(/^[A-Za-z0-9][\w.:-]{0,63}$/));
export const consentState = harmless(z.enum(['live', 'under-age', 'age-unknown', 'expired', 'withdrawn']));
export const reference = (): z.ZodString => carries('base.consent', z.string().min(1).max(256));

/** How much of a list is answered, and from where on. */
export const paging = {
  Limit: harmless(z.int().min(1).max(100).optional()),
  Offset: harmless(z.int().min(0).optional()),
};

const DEFAULT_LIMIT = 20;

export const pageOf = <T>(
  all: readonly T[],
  { Limit = DEFAULT_LIMIT, Offset = 0 }: { Limit?: number | undefined; Offset?: number | undefined },
): T[] => all.slice(Offset, Offset + Limit);

/** ISO/IEC TS 27560:2023; the names are the standard's. */
export const consentRecord = carries(
  'base.consent',
  z.object({
    SchemaVersion: z.literal('ISO/IEC TS 27560:2023'),
    RecordId: z.string(),
    PiiPrincipalId: z.string(),
    State: z.string(),
    PiiProcessing: z.object({
      PrivacyNotice: z.string(),
      Language: z.string(),
      Purposes: z.array(
        z.object({
          Purpose: z.string(),
          LawfulBasis: z.string(),
          PiiInformation: z.array(
            z.object({ PiiType: z.string(), PiiAttributeId: z.string(), PiiOptional: z.boolean() }),
          ),
          PiiControllers: z.array(z.string()),
          CollectionMethod: z.string(),
          StorageConditions: z.object({
            StorageLocations: z.array(z.string()),
            RetentionPeriod: z.string(),
          }),
          Jurisdictions: z.array(z.string()),
          RecipientThirdParties: z.array(z.string()),
          WithdrawalMethod: z.string(),
        }),
      ),
    }),
    PartyIdentification: z.array(
      z.object({ PartyId: z.string(), PartyName: z.string(), PartyRole: z.string() }),
    ),
    Events: z.array(
      z.object({
        EventTime: z.string(),
        EventType: z.literal('explicit'),
        EventState: z.string(),
        EntityId: z.string(),
        Evidence: z.string(),
        AgeBand: z.string(),
        ParentalConsent: z.string(),
        ValidUntil: z.string(),
      }),
    ),
  }),
);

/** What the API answers about one consent. */
export const consentAnswer = z.object({
  ConsentId: harmless(z.string()),
  State: consentState,
  Category: harmless(z.string()),
  ConsentRecord: consentRecord,
});

export const toAnswer = (consent: Consent, record: ConsentRecord): z.output<typeof consentAnswer> => ({
  ConsentId: consent.consentId,
  State: consent.state,
  Category: consent.category,
  // The schema's arrays may be changed, the registry's not.
  ConsentRecord: structuredClone(record) as z.output<typeof consentRecord>,
});

/** What the API answers about one data set that was handed out. */
export const datasetExport = z.object({
  ExportId: harmless(z.string()),
  Category: harmless(z.string()),
  Purpose: carries('base.dataset-export', z.string()),
  RecordCount: harmless(z.int()),
  ConsentIds: harmless(z.array(z.string())),
  ManifestHashes: harmless(z.array(z.string())),
  ExportedAt: harmless(z.string()),
});

export const toExport = (one: DatasetExport): z.output<typeof datasetExport> => ({
  ExportId: one.exportId,
  Category: one.category,
  Purpose: one.purpose,
  RecordCount: one.records,
  ConsentIds: [...one.consents],
  ManifestHashes: [...one.manifestHashes],
  ExportedAt: new Date(one.at).toISOString(),
});

const REFUSALS: Readonly<Record<ConsentRefusal, () => ApiError>> = {
  'invalid-consent-id': () => invalid('ConsentId'),
  'category-needs-no-consent': () => invalid('Category'),
  'unknown-field': () => invalid('Fields'),
  'unknown-jurisdiction': () => invalid('Jurisdiction'),
  'invalid-date-of-birth': () => invalid('DateOfBirth'),
  'expires-in-the-past': () => invalid('ExpiresAt'),
  'id-in-use': () => new ApiError('ResourceInUse.ConsentId'),
  withdrawn: () => new ApiError('FailedOperation.ConsentWithdrawn'),
  'not-found': () => new ApiError('ResourceNotFound'),
};

const invalid = (parameter: string): ApiError => new ApiError('InvalidParameterValue', { parameter });

/** What the caller is told when the registry refuses. */
export const consentError = (refused: ConsentRefusal): ApiError => REFUSALS[refused]();
