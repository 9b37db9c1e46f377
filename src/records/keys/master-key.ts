import { createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';

export const MASTER_KEY_BYTES = 32;
const FINGERPRINT_BYTES = 16;

/** The master key is missing, malformed, readable by others, or not the one that the stores were made with. */
export class MasterKeyError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MasterKeyError';
  }
}

/** The master key, or how to read it again: it may be rotated while a process runs. 32 bytes. */
export type MasterKeySource = Uint8Array | (() => Uint8Array);

export const readMaster = (source: MasterKeySource): Master =>
  masterOf(typeof source === 'function' ? source() : source);

/** What a master key is good for: it wraps root keys, and has a name that tells nothing of it. */
export interface Master {
  /** Hex. Derived one way: whoever knows it knows nothing of the key. */
  readonly fingerprint: string;
  /** Wraps root keys. */
  readonly wrapping: KeyObject;
}

/**
 * Both parts come from the key by HKDF-SHA-256 (RFC 5869), for one use each.
 * @param masterKey 32 bytes
 * @throws MasterKeyError
 */
export const masterOf = (masterKey: Uint8Array): Master => {
  if (masterKey.length !== MASTER_KEY_BYTES) throw new MasterKeyError('The master key has to be 32 bytes');
  const derive = (use: string, bytes: number): Buffer =>
    Buffer.from(hkdfSync('sha256', masterKey, 'lethe', `lethe ${use} 1`, bytes));
  return {
    fingerprint: derive('master fingerprint', FINGERPRINT_BYTES).toString('hex'),
    wrapping: createSecretKey(derive('root wrapping', MASTER_KEY_BYTES)),
  };
};

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
 * The key in `file`.
 * @throws MasterKeyError when it is malformed, or others than its owner may read it
 */
export const readMasterKey = (file: string): Uint8Array => {
  const mode = statSync(file).mode & 0o777;
  if ((mode & 0o077) !== 0)
    throw new MasterKeyError(
      `The master key file ${file} has mode ${mode.toString(8)}: others may read it. Make it 600, and think about who did.`,
    );
  return parseMasterKey(readFileSync(file, 'utf8'));
};

/** The key in `file`, made first if there is none. @throws MasterKeyError as `readMasterKey` */
export const readOrCreateMasterKey = (file: string): Uint8Array => {
  if (!existsSync(file)) createMasterKeyFile(file);
  return readMasterKey(file);
};

/** A new random key, on the disk when this returns; a file that is there already is left alone. */
export const createMasterKeyFile = (file: string): void => {
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
  syncFolder(dirname(file));
};

/** Where the next key waits during a rotation. */
export const nextKeyFileOf = (file: string): string => `${file}.next`;

/** The key that waits beside `file`; null when there is none that is whole, as after a kill while it was written. */
export const readNextKey = (file: string): Uint8Array | null => {
  try {
    return readMasterKey(nextKeyFileOf(file));
  } catch {
    return null;
  }
};

/** A new key beside `file`, in the place of what a kill may have left there. */
export const createNextKey = (file: string): Uint8Array => {
  const next = nextKeyFileOf(file);
  if (existsSync(next)) unlinkSync(next);
  createMasterKeyFile(next);
  return readMasterKey(next);
};

/** Puts the next key in the place of `file`: at every instant the one or the other is there, whole. */
export const swapInNextKey = (file: string): void => {
  renameSync(nextKeyFileOf(file), file);
  syncFolder(dirname(file));
};

/** Names are on the disk only when their folder is. */
export const syncFolder = (folder: string): void => {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
};
