import { createHash, createHmac, createSecretKey, hkdfSync, type Hmac, type KeyObject } from 'node:crypto';

const KEY_BYTES = 32;
const ID_BYTES = 16;

/** What the root key of back-ups is good for; each use has a key of its own, by HKDF-SHA-256 (RFC 5869). */
export interface BackupKeys {
  /** Tells one installation's repository from another's. Hex; says nothing of the key. */
  readonly repositoryId: string;
  /** Seals one file. @param salt the file's own, 32 bytes */
  fileKey(salt: Uint8Array): KeyObject;
  /** Names a part by what is in it: who has no key can neither guess nor confirm its content. */
  contentHash(): Hmac;
  /**
   * The salt of a part. It follows from the part's name, and so from its content: the same content is sealed to the same
   * bytes, so that a part which is written again has the hash that older snapshots know.
   */
  saltOf(name: string): Uint8Array;
}

/** @param root the ledger's root key of use `backup`, 32 bytes */
export const backupKeys = (root: KeyObject): BackupKeys => {
  const derive = (use: string, salt: Uint8Array = new Uint8Array(), bytes = KEY_BYTES): Buffer =>
    Buffer.from(hkdfSync('sha256', root, salt, `lethe backup ${use} 1`, bytes));
  const names = createSecretKey(derive('names'));
  const salts = createSecretKey(derive('salts'));
  return {
    repositoryId: derive('repository', undefined, ID_BYTES).toString('hex'),
    fileKey: (salt) => createSecretKey(derive('file', salt)),
    contentHash: () => createHmac('sha256', names),
    saltOf: (name) => createHmac('sha256', salts).update(name).digest(),
  };
};

export const sha256 = (): ReturnType<typeof createHash> => createHash('sha256');
