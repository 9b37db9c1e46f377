import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The sealed bytes do not belong to this key and these words, or were changed. */
export class SealBroken extends Error {
  constructor() {
    super('Sealed content does not open: another key, another place, or changed bytes');
    this.name = 'SealBroken';
  }
}

/**
 * AES-256-GCM under a random 96-bit nonce (NIST SP 800-38D, 8.2.2).
 * @param key 32 bytes
 * @param boundTo what the content belongs to; opening it as anything else fails
 * @returns nonce, ciphertext, tag
 */
export const seal = (key: KeyObject, content: Uint8Array, boundTo: string): Uint8Array => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce);
  cipher.setAAD(Buffer.from(boundTo));
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
};

/** As much of what is sealed says which sealing it was. */
export const VERSION_BYTES = NONCE_BYTES;

/** Another one whenever something is sealed: its nonce. */
export const versionOf = (sealed: Uint8Array): string =>
  Buffer.from(sealed.buffer, sealed.byteOffset, Math.min(NONCE_BYTES, sealed.length)).toString('hex');

/** @throws SealBroken */
export const unseal = (key: KeyObject, sealed: Uint8Array, boundTo: string): Uint8Array => {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new SealBroken();
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(boundTo));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    // All of it: what follows is only whether it is genuine (SP 800-38D gives no last block).
    const content = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
    decipher.final();
    return content;
  } catch {
    throw new SealBroken();
  }
};

/** What a record's payload is bound to: nobody can pass one record off as another. */
export const recordSeal = (id: string, category: string): string => `${category} ${id}`;
