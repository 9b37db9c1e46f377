import { createCipheriv, createDecipheriv, type Hash, type KeyObject } from 'node:crypto';
import { mkdir, open, rename, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sha256, type BackupKeys } from './backup-keys.ts';

/** A file of the repository is missing, or not what was written. Its name says nothing of what is in it. */
export class BackupDamaged extends Error {
  readonly file: string;
  readonly problem: string;

  constructor(file: string, problem: string) {
    super(`The back-up is damaged: ${file} ${problem}`);
    this.name = 'BackupDamaged';
    this.file = file;
    this.problem = problem;
  }
}

/** What a sealed file is and how it is called: it opens as nothing else. */
export interface FilePlace {
  readonly path: string;
  /** In messages, and bound into the seal. */
  readonly name: string;
  readonly keys: BackupKeys;
}

export interface SealedSize {
  readonly sizeBytes: number;
  /** Of the sealed bytes, hex. */
  readonly sha256: string;
}

const MAGIC = Buffer.from('lethe-1\n');
const SALT_BYTES = 32;
const HEAD_BYTES = MAGIC.length + SALT_BYTES;
export const FRAME_BYTES = 1 << 20;
const TAG_BYTES = 16;
const NONCE_BYTES = 12;
const COUNTER_AT = 7;
const LAST_AT = 11;

/**
 * The STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizar, https://eprint.iacr.org/2015/189) over AES-256-GCM:
 * frames of 1 MiB under nonces that count, the last one marked, so that frames cannot be left out, moved, or cut off at
 * the end. The key is the file's alone.
 */
const nonceOf = (frame: number, last: boolean): Buffer => {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUInt32BE(frame, COUNTER_AT);
  nonce[LAST_AT] = last ? 1 : 0;
  return nonce;
};

const sealFrame = (key: KeyObject, name: string, frame: Frame, index: number): Buffer => {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index, frame.last));
  cipher.setAAD(Buffer.from(name));
  return Buffer.concat([cipher.update(frame.content), cipher.final(), cipher.getAuthTag()]);
};

interface Frame {
  readonly content: Uint8Array;
  readonly last: boolean;
}

async function* framesOf(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Frame> {
  let pieces: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content)
    for (let at = 0; at < chunk.length;) {
      if (size === FRAME_BYTES) {
        yield { content: Buffer.concat(pieces), last: false };
        pieces = [];
        size = 0;
      }
      const piece = chunk.subarray(at, at + FRAME_BYTES - size);
      pieces.push(piece);
      size += piece.length;
      at += piece.length;
    }
  yield { content: Buffer.concat(pieces), last: true };
}

/**
 * Seals content into a file that is there as a whole or not at all, and on the disk when this resolves; its name is once
 * its folder is synced.
 * @param salt the file's own, 32 bytes
 */
export const writeSealed = async (
  { path, name, keys }: FilePlace,
  salt: Uint8Array,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<SealedSize> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const key = keys.fileKey(salt);
  const hash = sha256();
  let sizeBytes = 0;
  const part = partOf(path);
  const file = await open(part, 'w', 0o600);
  const write = async (bytes: Uint8Array): Promise<void> => {
    hash.update(bytes);
    sizeBytes += bytes.length;
    await file.writeFile(bytes);
  };
  try {
    await write(Buffer.concat([MAGIC, salt]));
    let index = 0;
    for await (const frame of framesOf(content)) await write(sealFrame(key, name, frame, index++));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, path);
  return { sizeBytes, sha256: hash.digest('hex') };
};

/** What a file is called while it is written. */
export const partOf = (path: string): string => `${path}.part`;

/**
 * What was sealed, frame by frame; each is authentic when it comes, and all of it was there when this ends.
 * @param hash gets the sealed bytes
 * @throws BackupDamaged
 */
export async function* readSealed(place: FilePlace, hash?: Hash): AsyncGenerator<Uint8Array> {
  const { name } = place;
  let file: FileHandle;
  try {
    file = await open(place.path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new BackupDamaged(name, 'is missing');
  }
  try {
    const { size } = await file.stat();
    const head = await readBytes(file, HEAD_BYTES);
    hash?.update(head);
    if (head.length < HEAD_BYTES || !head.subarray(0, MAGIC.length).equals(MAGIC))
      throw new BackupDamaged(name, 'was changed');
    const key = place.keys.fileKey(head.subarray(MAGIC.length));
    let read = head.length;
    for (let index = 0; index === 0 || read < size; index++) {
      const sealed = await readBytes(file, Math.min(FRAME_BYTES + TAG_BYTES, size - read));
      read += sealed.length;
      hash?.update(sealed);
      yield openFrame(key, name, sealed, { index, last: read >= size });
    }
  } finally {
    await file.close();
  }
}

const openFrame = (
  key: KeyObject,
  name: string,
  sealed: Buffer,
  { index, last }: { index: number; last: boolean },
): Uint8Array => {
  if (sealed.length < TAG_BYTES) throw new BackupDamaged(name, 'was changed');
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index, last));
  decipher.setAAD(Buffer.from(name));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw new BackupDamaged(name, 'was changed');
  }
};

const readBytes = async (file: FileHandle, length: number): Promise<Buffer> => {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
};
