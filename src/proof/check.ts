import type { KeyObject } from 'node:crypto';
import { leafHash } from '../lib/merkle.ts';
import { climb, verifyConsistency, type TreeHead } from '../lib/merkle-proof.ts';
import { checkCertificateSignature } from './certificate.ts';
import {
  parseDocument,
  parseEntry,
  parseHash,
  ProofError,
  type ProofDocument,
  type ProvenEntry,
  type ReceiptPlace,
} from './formats.ts';
import { keyIn, logIdOf, openCheckpoint, openTreeHead } from './tree-head.ts';

/** What a document shows. It needs no store, no server and no secret: only the document and the log's public key. */
export interface Proven {
  readonly kind: 'head' | 'receipt' | 'consistency' | 'certificate';
  /** The key that it was verified with: SHA-256 of its SubjectPublicKeyInfo, hex. */
  readonly logId: string;
  /** Of the head that all of it is under; the newer one of two. */
  readonly size: number;
  /** Only of a consistency proof: the size of the older head. */
  readonly fromSize?: number;
  readonly entries: readonly ProvenEntry[];
  /** Only of a certificate. */
  readonly statement?: string;
}

/**
 * Verifies any document that Lethe hands out, all of it, or a bare checkpoint.
 * @param key the log's public key, from a source that is trusted. Absent: the one in the document, which shows no more
 *   than that the document agrees with itself
 * @throws ProofError
 */
export const checkProof = (document: string, key?: KeyObject): Proven => {
  if (isBare(document)) {
    if (!key) throw new ProofError('A bare checkpoint carries no key to check it with');
    return { kind: 'head', logId: logIdOf(key), size: openCheckpoint(document, key).size, entries: [] };
  }
  const parsed = parseDocument(document);
  return check(parsed, key ?? keyIn(headIn(parsed)));
};

/** The checkpoint of a head, bare or in JSON. @throws ProofError when the document is anything else */
export const checkpointIn = (document: string): string => {
  if (isBare(document)) return document;
  const head = parseDocument(document);
  if (head.format !== 'lethe-tree-head/1') throw new ProofError('It is not a head');
  return head.checkpoint;
};

const isBare = (document: string): boolean => !document.trimStart().startsWith('{');

const headIn = (document: ProofDocument) => {
  if (document.format === 'lethe-tree-head/1') return document;
  return document.format === 'lethe-consistency-proof/1' ? document.to : document.head;
};

const check = (document: ProofDocument, key: KeyObject): Proven => {
  const tree = openTreeHead(headIn(document), key);
  const { size } = tree;
  const logId = logIdOf(key);
  switch (document.format) {
    case 'lethe-tree-head/1':
      return { kind: 'head', logId, size, entries: [] };
    case 'lethe-receipt-proof/1':
      return { kind: 'receipt', logId, size, entries: [checkPlace(document, tree)] };
    case 'lethe-consistency-proof/1': {
      const from = openTreeHead(document.from, key);
      if (!verifyConsistency(from, tree, document.path.map(parseHash)))
        throw new ProofError('The older log is not the beginning of the newer one');
      return { kind: 'consistency', logId, size, fromSize: from.size, entries: [] };
    }
    case 'lethe-erasure-certificate/1': {
      checkCertificateSignature(document, key);
      const entries = document.receipts.map((place) => checkPlace(place, tree));
      for (const [i, { appId, index }] of entries.entries()) {
        if (appId !== document.appId) throw new ProofError('A receipt in it is of another account');
        if (i > 0 && index <= (entries[i - 1]?.index ?? 0))
          throw new ProofError('Its receipts are not in the order of the log');
      }
      return { kind: 'certificate', logId, size, entries, statement: document.statement };
    }
  }
};

const checkPlace = ({ entry, index, path }: ReceiptPlace, { size, root }: TreeHead): ProvenEntry => {
  const receipt = parseEntry(entry);
  if (receipt.index !== index) throw new ProofError('The receipt names another place in the log');
  const found = climb({ index, size, path: path.map(parseHash) }, leafHash(entry));
  if (found === null || Buffer.compare(found.root, root) !== 0)
    throw new ProofError('The receipt is not in the log of this head');
  if (receipt.previousRoot !== Buffer.from(found.before).toString('hex'))
    throw new ProofError('The receipt does not follow those before it');
  return receipt;
};
