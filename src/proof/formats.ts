import { z } from 'zod';

/** What Lethe hands to those who check it: JSON documents, each with its kind and version in `format`. docs/receipts.md */

/** The log as it was at one size, signed. A larger one never contradicts it. */
export interface SignedTreeHead {
  readonly format: 'lethe-tree-head/1';
  /** SHA-256 of the log's public key (SubjectPublicKeyInfo, DER), hex. */
  readonly logId: string;
  /** How many receipts. */
  readonly size: number;
  /** Base64. */
  readonly rootHash: string;
  /** The signed note (https://c2sp.org/tlog-checkpoint) that says the same. */
  readonly checkpoint: string;
  /** Ed25519, SubjectPublicKeyInfo, DER, Base64. */
  readonly publicKey: string;
}

/** A receipt, and where it is in a log. */
export interface ReceiptPlace {
  /** JSON of the receipt, exactly as it was hashed. */
  readonly entry: string;
  readonly index: number;
  /** RFC 9162, section 2.1.3; Base64. */
  readonly path: readonly string[];
}

/** Shows that a receipt is in the log of that head. */
export interface ReceiptProof extends ReceiptPlace {
  readonly format: 'lethe-receipt-proof/1';
  readonly head: SignedTreeHead;
}

/** Shows that nothing which was in the log at the first head was edited, dropped or moved until the second. */
export interface ConsistencyProof {
  readonly format: 'lethe-consistency-proof/1';
  readonly from: SignedTreeHead;
  readonly to: SignedTreeHead;
  /** RFC 9162, section 2.1.4; Base64. */
  readonly path: readonly string[];
}

/** What the operator states of one account, with the receipts that bear it out. */
export interface ErasureCertificate {
  readonly format: 'lethe-erasure-certificate/1';
  readonly appId: string;
  /** The operator's words. */
  readonly statement: string;
  /** All of the account; in the log's order. */
  readonly receipts: readonly ReceiptPlace[];
  readonly head: SignedTreeHead;
  /** A signed note over the hash of all the above. */
  readonly signature: string;
}

export type ProofDocument = SignedTreeHead | ReceiptProof | ConsistencyProof | ErasureCertificate;

/** The public half of the key that signs the log. */
export interface ReceiptKey {
  /** Also the key's fingerprint: SHA-256 of its SubjectPublicKeyInfo, hex. */
  readonly logId: string;
  /** First line of every checkpoint, and the name of who signs it. */
  readonly origin: string;
  /** SubjectPublicKeyInfo. */
  readonly pem: string;
  /** 32 bytes, Base64. */
  readonly raw: string;
  /** As tools for signed notes take it. */
  readonly verifierKey: string;
}

/** The document does not show what it should. Says why, in words that quote nothing of it. */
export class ProofError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ProofError';
  }
}

const count = z.int().nonnegative();
const text = z.string();
const format = <F extends string>(name: F) => z.literal(name);
const place = { entry: text, index: count, path: z.array(text) };
const head = z.strictObject({
  format: format('lethe-tree-head/1'),
  logId: text,
  size: count,
  rootHash: text,
  checkpoint: text,
  publicKey: text,
});
// Strict: a field that nothing verifies could say anything.
const proofDocument = z.discriminatedUnion('format', [
  head,
  z.strictObject({ format: format('lethe-receipt-proof/1'), ...place, head }),
  z.strictObject({ format: format('lethe-consistency-proof/1'), from: head, to: head, path: z.array(text) }),
  z.strictObject({
    format: format('lethe-erasure-certificate/1'),
    appId: text,
    statement: text,
    receipts: z.array(z.strictObject(place)).min(1),
    head,
    signature: text,
  }),
]);

/** Printable, so that it can be shown on a terminal. */
const plain = text.regex(/^[\x20-\x7e]{1,200}$/);
const sha256Hex = text.regex(/^[0-9a-f]{64}$/);
const LAST_INSTANT_MS = 8.64e15;

/** What every receipt says; it may say more. */
const entrySchema = z.looseObject({
  id: plain,
  index: count,
  at: count.max(LAST_INSTANT_MS),
  kind: plain,
  appId: plain.nullable(),
  counts: z.record(plain, count),
  commitment: sha256Hex,
  previousRoot: sha256Hex,
});
export type ProvenEntry = z.infer<typeof entrySchema>;

/** JSON without the white space between its parts. */
const compact = (json: string): string =>
  json.replace(/("[^"\\]*(?:\\.[^"\\]*)*")|[ \t\r\n]+/g, (_, string: string | undefined) => string ?? '');

/**
 * JSON that every reader reads alike: no member twice, no number or letter in an unusual spelling. White space is free.
 * @throws ProofError
 */
const parsePlainJson = (json: string): unknown => {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new ProofError('It is not JSON');
  }
  if (JSON.stringify(value) !== compact(json))
    throw new ProofError('Its JSON is not in the plain form: something is given twice or spelt unusually');
  return value;
};

/** @throws ProofError */
export const parseDocument = (json: string): ProofDocument => {
  const parsed = proofDocument.safeParse(parsePlainJson(json));
  if (parsed.success) return parsed.data;
  const at = parsed.error.issues[0]?.path.filter(
    (part) => typeof part === 'number' || known.has(String(part)),
  );
  throw new ProofError(
    `It is none of the documents that Lethe writes${at?.length ? ` (see ${at.join('.')})` : ''}`,
  );
};
const known = new Set([...Object.keys(place), ...Object.keys(head.shape), 'head', 'from', 'to', 'receipts']);

/** @throws ProofError */
export const parseEntry = (entry: string): ProvenEntry => {
  const parsed = entrySchema.safeParse(parsePlainJson(entry));
  if (!parsed.success) throw new ProofError('The entry is no receipt');
  return parsed.data;
};

const HASH_BYTES = 32;

/** @throws ProofError unless it is the one Base64 of 32 bytes */
export const parseHash = (base64: string): Uint8Array => {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== HASH_BYTES || bytes.toString('base64') !== base64)
    throw new ProofError('A hash is not 32 bytes in Base64');
  return bytes;
};

export const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
