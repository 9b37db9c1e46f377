import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/**
 * Signed notes with one Ed25519 signature (https://c2sp.org/signed-note): a text that ends in a newline, an empty line,
 * and a line `— <name> <Base64(key id || signature)>`. Read more strictly than the specification asks: exactly one
 * signature, so that nothing in a note is left unverified.
 */

const ED25519 = 1;
const KEY_ID_BYTES = 4;
const SIGNATURE_BYTES = 64;
const SEPARATOR = '\n\n— ';

/** DER of an Ed25519 public key up to its 32 bytes (RFC 8410). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** @param raw the 32 bytes of an Ed25519 public key. @throws when they are not */
export const publicKeyOf = (raw: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: 'der', type: 'spki' });

/** The 32 bytes of an Ed25519 public key. @param key the public key, or its private one */
export const rawPublicKey = (key: KeyObject): Buffer => spkiOf(key).subarray(SPKI_PREFIX.length);

/** SubjectPublicKeyInfo of an Ed25519 key, DER: 44 bytes. @throws TypeError when it is of another kind */
export const spkiOf = (key: KeyObject): Buffer => {
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('Not an Ed25519 key');
  return (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'der', type: 'spki' });
};

/** What tells the keys of one name apart: the first four bytes of SHA-256(name || 0x0A || 0x01 || public key). */
export const keyIdOf = (name: string, key: KeyObject): Buffer =>
  createHash('sha256')
    .update(`${name}\n`)
    .update(Uint8Array.of(ED25519))
    .update(rawPublicKey(key))
    .digest()
    .subarray(0, KEY_ID_BYTES);

/** The key as the tools of signed notes take it: `<name>+<key id, hex>+<Base64(0x01 || public key)>`. */
export const verifierKeyOf = (name: string, key: KeyObject): string =>
  [
    name,
    keyIdOf(name, key).toString('hex'),
    Buffer.concat([Uint8Array.of(ED25519), rawPublicKey(key)]).toString('base64'),
  ].join('+');

/** @param text ends in a newline. The same text and key always give the same note. */
export const signNote = (text: string, name: string, privateKey: KeyObject): string => {
  if (!text.endsWith('\n')) throw new RangeError('The text of a note ends in a newline');
  const signature = Buffer.concat([
    keyIdOf(name, privateKey),
    sign(null, Buffer.from(text, 'utf8'), privateKey),
  ]);
  return `${text}\n— ${name} ${signature.toString('base64')}\n`;
};

/** @returns the text of a note that this name and key have signed, or null */
export const openNote = (note: string, name: string, key: KeyObject): string | null => {
  const at = note.lastIndexOf(SEPARATOR);
  if (at < 0 || !note.endsWith('\n')) return null;
  const text = note.slice(0, at + 1);
  const [signer, encoded, ...more] = note.slice(at + SEPARATOR.length, -1).split(' ');
  if (signer !== name || encoded === undefined || more.length > 0) return null;
  const bytes = Buffer.from(encoded, 'base64');
  // Base64 has several spellings of the same bytes.
  if (bytes.toString('base64') !== encoded || bytes.length !== KEY_ID_BYTES + SIGNATURE_BYTES) return null;
  if (!bytes.subarray(0, KEY_ID_BYTES).equals(keyIdOf(name, key))) return null;
  return verify(null, Buffer.from(text, 'utf8'), key, bytes.subarray(KEY_ID_BYTES)) ? text : null;
};
