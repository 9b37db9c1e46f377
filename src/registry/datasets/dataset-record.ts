import { createHash } from 'node:crypto';
import type { Consent } from '../../policy/consent-state.ts';
import type { StoredRecord } from '../../records/types.ts';

/** A field of bytes, such as an image. */
export interface ExportedFile {
  readonly field: string;
  /** Hex. */
  readonly sha256: string;
  readonly content: Uint8Array;
}

/** A record as it is handed out. */
export interface ExportedRecord {
  readonly id: string;
  readonly consentId: string;
  /** ISO 8601. */
  readonly capturedAt: string;
  /** When the original goes, and copies have to: ISO 8601. */
  readonly keptUntil: string;
  /** JSON of all but the files. */
  readonly document: string;
  readonly files: readonly ExportedFile[];
}

/** Hex. */
export const sha256 = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

const base64LengthOf = ({ length }: Uint8Array): number => Math.ceil(length / 3) * 4;

const instant = (at: number | null): string => (at === null ? '' : new Date(at).toISOString());

/** The fields that the consent covers, texts in a document and bytes as files beside it. */
export const documentOf = (stored: StoredRecord, consent: Consent): ExportedRecord => {
  const { id, record, createdAt, deadline } = stored;
  const covered = Object.entries(record).filter(([name]) => consent.fields.includes(name));
  const files = covered.flatMap(([field, content]: [string, unknown]) =>
    content instanceof Uint8Array ? [{ field, content, sha256: sha256(content) }] : [],
  );
  const fields = Object.fromEntries(covered.filter(([, value]) => typeof value === 'string'));
  const head = {
    id,
    consentId: consent.consentId,
    capturedAt: instant(createdAt),
    keptUntil: instant(deadline),
  };
  return { ...head, document: JSON.stringify({ ...head, fields }), files };
};

/** Names, hashes and quotes around what is handed out, in an answer. */
const RECORD_OVERHEAD_BYTES = 2_048;

/** Bytes of an answer that a record takes. */
export const sizeOf = ({ document, files }: ExportedRecord): number =>
  RECORD_OVERHEAD_BYTES +
  Buffer.byteLength(JSON.stringify(document)) +
  files.reduce((sum, { content }) => sum + base64LengthOf(content), 0);
