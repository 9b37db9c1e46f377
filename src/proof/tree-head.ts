import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import type { TreeHead } from '../lib/merkle-proof.ts';
import { openNote, rawPublicKey, signNote, spkiOf, verifierKeyOf } from '../lib/signed-note.ts';
import { base64Of, parseHash, ProofError, type ReceiptKey, type SignedTreeHead } from './formats.ts';

/** Signed tree heads: checkpoints of transparency logs (https://c2sp.org/tlog-checkpoint). */

/** A log is known by its key: SHA-256 of the SubjectPublicKeyInfo, hex. @param key the public key, or its private one */
export const logIdOf = (key: KeyObject): string => createHash('sha256').update(spkiOf(key)).digest('hex');

export const originOf = (key: KeyObject): string => `lethe.${logIdOf(key)}`;

export const receiptKeyOf = (key: KeyObject): ReceiptKey => {
  const spki = spkiOf(key);
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  return {
    logId: logIdOf(key),
    origin: originOf(key),
    pem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    raw: base64Of(rawPublicKey(key)),
    verifierKey: verifierKeyOf(originOf(key), key),
  };
};

/** The same tree and key always give the same head. */
export const signTreeHead = ({ size, root }: TreeHead, privateKey: KeyObject): SignedTreeHead => {
  const origin = originOf(privateKey);
  const rootHash = base64Of(root);
  return {
    format: 'lethe-tree-head/1',
    logId: logIdOf(privateKey),
    size,
    rootHash,
    checkpoint: signNote(`${origin}\n${size}\n${rootHash}\n`, origin, privateKey),
    publicKey: base64Of(spkiOf(privateKey)),
  };
};

/** @returns what a checkpoint says once its signature has been verified. @throws ProofError */
export const openCheckpoint = (checkpoint: string, key: KeyObject): TreeHead => {
  const origin = originOf(key);
  const text = openNote(checkpoint, origin, key);
  if (text === null) throw new ProofError('The checkpoint is not signed by this key');
  const [first, size, rootHash, end, ...more] = text.split('\n');
  if (first !== origin || size === undefined || rootHash === undefined || end !== '' || more.length > 0)
    throw new ProofError('The checkpoint is not one of this log');
  if (!/^(0|[1-9]\d*)$/.test(size) || !Number.isSafeInteger(Number(size)))
    throw new ProofError('The size in the checkpoint is no number');
  return { size: Number(size), root: parseHash(rootHash) };
};

/** The key that a head carries. @throws ProofError */
export const keyIn = ({ publicKey }: SignedTreeHead): KeyObject => {
  const der = Buffer.from(publicKey, 'base64');
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    if (base64Of(spkiOf(key)) === publicKey) return key;
  } catch {
    // Not a key, or not one of this kind.
  }
  throw new ProofError('The public key in it is no Ed25519 key');
};

/** @returns what a head says once all of it has been verified. @throws ProofError */
export const openTreeHead = (head: SignedTreeHead, key: KeyObject): TreeHead => {
  if (logIdOf(keyIn(head)) !== logIdOf(key)) throw new ProofError('It carries another public key');
  if (head.logId !== logIdOf(key)) throw new ProofError('It names another log');
  const tree = openCheckpoint(head.checkpoint, key);
  if (tree.size !== head.size || base64Of(tree.root) !== head.rootHash)
    throw new ProofError('The head does not say what its checkpoint says');
  return tree;
};
