import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  openNote,
  publicKeyOf,
  rawPublicKey,
  signNote,
  spkiOf,
  verifierKeyOf,
} from '../../src/lib/signed-note.ts';
import { propertyRuns } from '../support/property-runs.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');

describe('signed notes', () => {
  // The example of the Go package golang.org/x/mod/sumdb/note, which the format comes from.
  it('are those of the reference implementation', () => {
    const name = 'PeterNeumann';
    const verifierKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
    const key = publicKeyOf(Buffer.from(verifierKey.split('+').slice(2).join('+'), 'base64').subarray(1));
    expect(verifierKeyOf(name, key)).toBe(verifierKey);
    const text =
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const note = `${text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;
    expect(openNote(note, name, key)).toBe(text);

    const seed = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1);
    const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
    expect(signNote(text, name, createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }))).toBe(note);
  });

  it('open to what was signed, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (content) => {
        const text = `${content.toWellFormed()}\n`;
        const note = signNote(text, 'somebody', privateKey);
        expect(openNote(note, 'somebody', publicKey)).toBe(text);
        expect(signNote(text, 'somebody', privateKey)).toBe(note);
      }),
      propertyRuns(),
    );
  });

  it('open for no other name or key', () => {
    const note = signNote('text\n', 'somebody', privateKey);
    expect(openNote(note, 'nobody', publicKey)).toBeNull();
    expect(openNote(note, 'somebody', generateKeyPairSync('ed25519').publicKey)).toBeNull();
  });

  it('do not open once a byte of them is another, is gone or was added', () => {
    const note = Buffer.from(signNote('log\n12\nroot\n', 'somebody', privateKey));
    const tampered = fc.oneof(
      fc.tuple(fc.nat(note.length - 1), fc.integer({ min: 1, max: 255 })).map(([i, bits]) => {
        const copy = Buffer.from(note);
        copy[i] = (copy[i] ?? 0) ^ bits;
        return copy;
      }),
      fc.nat(note.length - 1).map((i) => Buffer.concat([note.subarray(0, i), note.subarray(i + 1)])),
      fc
        .tuple(fc.nat(note.length), fc.nat(255))
        .map(([i, byte]) => Buffer.concat([note.subarray(0, i), Buffer.of(byte), note.subarray(i)])),
    );
    fc.assert(
      fc.property(tampered, (bytes) => {
        fc.pre(!bytes.equals(note));
        expect(openNote(bytes.toString('utf8'), 'somebody', publicKey)).toBeNull();
      }),
      propertyRuns(1_000),
    );
  });

  it('have one signature, of a text that ends in a newline', () => {
    const note = signNote('text\n', 'somebody', privateKey);
    expect(openNote(`${note}— other AAAA\n`, 'somebody', publicKey)).toBeNull();
    expect(openNote(note + note, 'somebody', publicKey)).toBeNull();
    expect(openNote('text\n', 'somebody', publicKey)).toBeNull();
    expect(() => signNote('text', 'somebody', privateKey)).toThrow(RangeError);
  });

  it('are of Ed25519 keys', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
    expect(() => spkiOf(other)).toThrow(TypeError);
    expect(spkiOf(privateKey).equals(spkiOf(createPublicKey(privateKey)))).toBe(true);
    expect(spkiOf(publicKeyOf(rawPublicKey(publicKey))).equals(spkiOf(publicKey))).toBe(true);
  });
});
