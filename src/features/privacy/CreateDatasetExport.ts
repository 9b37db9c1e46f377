import { z } from 'zod';
import type { DatasetPart } from '../../registry/datasets/dataset.ts';
import type { ExportedRecord } from '../../registry/datasets/dataset-record.ts';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { carries, harmless } from '../personal-data.ts';
import { consentCategory, PRIVACY_VERSION, reference } from './consent-schema.ts';

/** An answer is as large as a request may be; the rest of it needs some room, too. */
const MAX_BYTES = 10 * 1024 * 1024 - 64 * 1024;

const exportedRecord = z.object({
  RecordId: harmless(z.string()),
  ConsentId: harmless(z.string()),
  CapturedAt: harmless(z.string()),
  /** When the original goes; copies have to go by then. */
  KeptUntil: harmless(z.string()),
  /** JSON of the fields that are text. */
  Document: carries('ocr.identification', z.string()),
  Files: z.array(
    z.object({
      Field: harmless(z.string()),
      Sha256: harmless(z.string()),
      ContentBase64: carries('ocr.identification', z.string()),
    }),
  ),
});

const toRecord = (record: ExportedRecord): z.output<typeof exportedRecord> => ({
  RecordId: record.id,
  ConsentId: record.consentId,
  CapturedAt: record.capturedAt,
  KeptUntil: record.keptUntil,
  Document: record.document,
  Files: record.files.map(({ field, sha256, content }) => ({
    Field: field,
    Sha256: sha256,
    ContentBase64: Buffer.from(content).toString('base64'),
  })),
});

/** Hands out what was captured under live consents for a purpose, with a manifest of the consents; in parts of 10 MB. */
export const CreateDatasetExport = action({
  name: 'CreateDatasetExport',
  service: 'privacy',
  version: PRIVACY_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object({
    Category: consentCategory,
    /** Exactly as the consents say it. */
    Purpose: reference(),
    /** Of the part before. */
    NextToken: harmless(z.string().max(512).optional()),
    DryRun: harmless(z.boolean().optional()),
  }),
  output: z.object({
    /** Empty on a dry run. */
    ExportId: harmless(z.string()),
    /** Of this part; on a dry run, of all of them. */
    RecordCount: harmless(z.int()),
    SizeBytes: harmless(z.int()),
    /** JSON: consents, and the SHA-256 of every document and file. */
    Manifest: carries('base.consent', z.string()),
    ManifestHash: harmless(z.string()),
    Records: z.array(exportedRecord),
    /** Empty: this is the last part. */
    NextToken: harmless(z.string()),
    DryRun: harmless(z.boolean()),
  }),
  async run({ Category, Purpose, NextToken, DryRun = false }, { appId, region, consents }) {
    const wanted = { appId, region, category: Category, purpose: Purpose };
    if (DryRun) {
      const { records, sizeBytes } = await consents.datasets.plan(wanted);
      const nothing = { ExportId: '', Manifest: '', ManifestHash: '', Records: [], NextToken: '' };
      return { ...nothing, RecordCount: records, SizeBytes: sizeBytes, DryRun };
    }
    const after = NextToken ? { after: NextToken } : {};
    const part = await consents.datasets
      .part({ ...wanted, ...after, maxBytes: MAX_BYTES })
      .catch(refuseToken);
    return {
      ExportId: part.exportId,
      RecordCount: part.records.length,
      SizeBytes: sizeOf(part),
      Manifest: part.manifest,
      ManifestHash: part.manifestHash,
      Records: part.records.map(toRecord),
      NextToken: part.next ?? '',
      DryRun,
    };
  },
});

const sizeOf = ({ records }: DatasetPart): number =>
  records.reduce(
    (sum, { document, files }) =>
      sum + Buffer.byteLength(document) + files.reduce((all, { content }) => all + content.length, 0),
    0,
  );

const refuseToken = (error: unknown): never => {
  if (error instanceof Error && error.name === 'DatasetTokenError')
    throw new ApiError('InvalidParameterValue', { parameter: 'NextToken' });
  throw error;
};
