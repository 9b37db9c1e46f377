import { createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';

export const MASTER_KEY_BYTES = 32;

/** The master key is missing, malformed, readable by others, or not the one that the stores were made with. */
export class MasterKeyError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MasterKeyError';
  }
}

/**
 * @param text 32 bytes as hex or Base64 (also URL-safe)
 * @throws MasterKeyError
 */
export const parseMasterKey = (text: string): Uint8Array => {
  const trimmed = text.trim();
  const key = /^[0-9a-f]{64}$/i.test(trimmed) ? Buffer.from(trimmed, 'hex') : Buffer.from(trimmed, 'base64');
  if (key.length !== MASTER_KEY_BYTES || !/^[A-Za-z0-9+/_=-]{43,64}$/.test(trimmed))
    throw new MasterKeyError('The master key has to be 32 bytes, as 64 hex digits or as Base64');
  return key;
};

/** Where the master key of a data folder lies unless it is given: beside the folder, so that no copy of the stores takes it along. */
export const masterKeyFileOf = (folder: string): string => `${resolve(folder)}.master.key`;

/**
 * The key in `file`, made first if there is none.
 * @throws MasterKeyError when others than its owner may read it
 */
export const readOrCreateMasterKey = (file: string): Uint8Array => {
  if (!existsSync(file)) createKeyFile(file);
  const mode = statSync(file).mode & 0o777;
  if ((mode & 0o077) !== 0)
    throw new MasterKeyError(
      `The master key file ${file} has mode ${mode.toString(8)}: others may read it. Make it 600, and think about who did.`,
    );
  return parseMasterKey(readFileSync(file, 'utf8'));
};

const createKeyFile = (file: string): void => {
  mkdirSync(dirname(file), { recursive: true });
  let handle: number;
  try {
    handle = openSync(file, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw error;
  }
  writeSync(handle, `${randomBytes(MASTER_KEY_BYTES).toString('hex')}\n`);
  fsyncSync(handle);
  closeSync(handle);
};

/** Keys for one use each, derived from the master key (HKDF-SHA-256, RFC 5869). 32 bytes each. */
export interface DerivedKeys {
  /** Wraps data keys. */
  readonly wrapping: KeyObject;
  /** Blind indices. */
  readonly index: KeyObject;
  /** Authenticates receipts. */
  readonly receipts: KeyObject;
  /** Tells the right master key from a wrong one. */
  readonly check: KeyObject;
}

export const deriveKeys = (masterKey: Uint8Array): DerivedKeys => {
  if (masterKey.length !== MASTER_KEY_BYTES) throw new MasterKeyError('The master key has to be 32 bytes');
  const derive = (use: string): KeyObject =>
    createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, 'lethe', `lethe ${use} 1`, MASTER_KEY_BYTES)));
  return {
    wrapping: derive('wrapping'),
    index: derive('index'),
    receipts: derive('receipts'),
    check: derive('check'),
  };
};
