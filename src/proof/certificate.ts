import { createHash, type KeyObject } from 'node:crypto';
import { openNote, signNote } from '../lib/signed-note.ts';
import { ProofError, type ErasureCertificate, type ReceiptPlace, type SignedTreeHead } from './formats.ts';
import { originOf } from './tree-head.ts';

/** What a certificate says, before it is signed. */
export interface CertificateDraft {
  readonly appId: string;
  readonly statement: string;
  readonly receipts: readonly ReceiptPlace[];
  readonly head: SignedTreeHead;
}

/** Its first line differs from a checkpoint's, so that the one is never taken for the other. */
const signedText = ({ appId, statement, receipts, head }: CertificateDraft, key: KeyObject): string => {
  const said = JSON.stringify({ appId, statement, receipts, head });
  return `${originOf(key)}/certificate\n${createHash('sha256').update(said).digest('base64')}\n`;
};

export const certificateOf = (draft: CertificateDraft, privateKey: KeyObject): ErasureCertificate => {
  const { appId, statement, receipts, head } = draft;
  const signature = signNote(signedText(draft, privateKey), originOf(privateKey), privateKey);
  return { format: 'lethe-erasure-certificate/1', appId, statement, receipts, head, signature };
};

/** @throws ProofError unless the key signed the whole of it */
export const checkCertificateSignature = (certificate: ErasureCertificate, key: KeyObject): void => {
  if (openNote(certificate.signature, originOf(key), key) !== signedText(certificate, key))
    throw new ProofError('The certificate is not signed by this key, or was changed');
};
