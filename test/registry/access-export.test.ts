import { createCipheriv, pbkdf2Sync } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compose } from '../../src/policy/compose.ts';
import { letterTemplates } from '../../src/policy/letters/template.ts';
import { newPassphrase } from '../../src/registry/requests/access-export.ts';
import { RequestError } from '../../src/registry/requests/subject-request.ts';
import { SubjectRequests } from '../../src/registry/requests/subject-requests.ts';
import { APP, putRequest, VaultOnDisk } from '../records/vault-on-disk.ts';

const ALICE = { kind: 'person', value: 'alice' } as const;
let disk: VaultOnDisk;
let requests: SubjectRequests;

beforeEach(async () => {
  disk = await VaultOnDisk.open();
  requests = new SubjectRequests(disk.vault, disk.clock, compose(), {
    templates: letterTemplates(),
    operator: null,
    region: 'ap-singapore',
  });
  await disk.vault.put([
    putRequest('asr.audio', { subjects: [ALICE] }),
    putRequest('face.running-log', { subjects: [ALICE] }),
    putRequest('face.running-log', { subjects: [] }),
  ]);
});
afterEach(() => disk[Symbol.asyncDispose]());

const asked = async (language: 'en' | 'zh' = 'en') => {
  const order = { appId: APP, type: 'access', subject: ALICE, identity: 'verified', language } as const;
  return (await requests.create(order)).request;
};

const unzip = async (zip: Uint8Array, password: string): Promise<Record<string, string>> => {
  const reader = new ZipReader(new Uint8ArrayReader(zip), { password, useWebWorkers: false });
  const files: Record<string, string> = {};
  for (const entry of await reader.getEntries())
    if (!entry.directory)
      files[entry.filename] = Buffer.from(await entry.getData(new Uint8ArrayWriter())).toString();
  return files;
};

/** The first entry of a zip as the published format AE-2 says to open it, without the library that made it. */
const openFirst = (zip: Buffer, password: string): string => {
  const [method, nameLength, extraLength] = [8, 26, 28].map((at) => zip.readUInt16LE(at));
  expect(method).toBe(99);
  const extra = zip.subarray(30 + (nameLength ?? 0), 30 + (nameLength ?? 0) + (extraLength ?? 0));
  const aes = extra.indexOf(Buffer.from([0x01, 0x99, 7, 0, 2, 0, 0x41, 0x45, 3]));
  expect(aes).toBeGreaterThanOrEqual(0);
  const start = 30 + (nameLength ?? 0) + (extraLength ?? 0);
  // Sizes are in the central directory: those of the local header may follow the data.
  const central = zip.indexOf(Buffer.from('PK\u0001\u0002'));
  const data = zip.subarray(start, start + zip.readUInt32LE(central + 20));
  const [salt, check, sealed] = [data.subarray(0, 16), data.subarray(16, 18), data.subarray(18, -10)];
  const derived = pbkdf2Sync(password, salt, 1000, 66, 'sha1');
  expect(derived.subarray(64)).toEqual(check);
  const clear = Buffer.alloc(sealed.length);
  for (let block = 0; block * 16 < sealed.length; block++) {
    const counter = Buffer.alloc(16);
    counter.writeUInt32LE(block + 1);
    const pad = createCipheriv('aes-256-ecb', derived.subarray(0, 32), null).update(counter);
    for (let i = block * 16; i < Math.min(sealed.length, block * 16 + 16); i++)
      clear[i] = (sealed[i] ?? 0) ^ (pad[i % 16] ?? 0);
  }
  return (extra.readUInt16LE(aes + 9) === 8 ? inflateRawSync(clear) : clear).toString();
};

describe('an access export', () => {
  it('holds every record of the subject by category, bytes as files, and says what each part is', async () => {
    const { requestId, state } = await asked();
    expect(state).toBe('in-progress');
    const { zip, passphrase } = await requests.download(APP, requestId);
    const files = await unzip(zip, passphrase);
    expect(Object.keys(files).sort()).toEqual([
      'README.txt',
      'asr.audio.json',
      'asr.audio/1-audio.bin',
      'face.running-log.json',
    ]);
    expect(files['asr.audio/1-audio.bin']).toBe('audio bytes');
    expect(files['asr.audio.json']).toContain('asr.audio/1-audio.bin');
    expect(JSON.parse(files['face.running-log.json'] ?? '')).toHaveLength(1);
    expect(files['README.txt']).toMatch(/Audio data[^]*How long it is kept: .*24 hours/);
    expect(await requests.get(APP, requestId)).toMatchObject({ state: 'done', subject: null });
    await expect(requests.download(APP, requestId)).rejects.toMatchObject({ problem: 'not-open' });
  });

  it('opens as the published format says, with the passphrase alone', async () => {
    const { requestId } = await asked();
    const { zip } = await requests.download(APP, requestId, 'a given passphrase');
    expect(openFirst(Buffer.from(zip), 'a given passphrase')).toContain('The personal data');
    expect(Buffer.from(zip).includes('audio bytes')).toBe(false);
    await expect(unzip(zip, 'another passphrase')).rejects.toThrow();
  });

  it('is in the language of the request', async () => {
    const { requestId } = await asked('zh');
    const { zip, passphrase } = await requests.download(APP, requestId);
    expect((await unzip(zip, passphrase))['README.txt']).toContain('所持有的您的个人数据');
  });

  it('lists what is kept apart, and does not show it', async () => {
    await requests.create({ appId: APP, type: 'restriction', subject: ALICE, identity: 'verified' });
    const { requestId } = await asked();
    const { zip, passphrase, held } = await requests.download(APP, requestId);
    expect(held.map(({ category, shown, apart }) => [category, shown, apart])).toEqual([
      ['asr.audio', 0, 1],
      ['face.running-log', 0, 1],
    ]);
    const files = await unzip(zip, passphrase);
    expect(Object.keys(files)).toEqual(['README.txt']);
    expect(files['README.txt']).toContain('Kept apart: 1 record');
  });

  it('waits for the identity check, is not done before it is delivered, and takes no weak passphrase', async () => {
    const order = { appId: APP, type: 'access', subject: ALICE, identity: 'pending' } as const;
    const { requestId } = (await requests.create(order)).request;
    await expect(requests.download(APP, requestId)).rejects.toMatchObject({ problem: 'not-verified' });
    await requests.modify(APP, requestId, { identity: 'verified' });
    await expect(requests.download(APP, requestId, 'short')).rejects.toBeInstanceOf(RequestError);
    const undelivered = requests.download(APP, requestId, undefined, () => Promise.reject(new Error('gone')));
    await expect(undelivered).rejects.toThrow('gone');
    expect(await requests.get(APP, requestId)).toMatchObject({ state: 'in-progress', subject: ALICE });
  });

  it('has a passphrase of at least 128 bits', () => {
    const phrases = new Set(Array.from({ length: 100 }, newPassphrase));
    expect(phrases.size).toBe(100);
    for (const phrase of phrases) expect(phrase).toMatch(/^([a-z2-9]{4}-){6}[a-z2-9]{4}$/);
    expect(28 * Math.log2(31)).toBeGreaterThan(128);
  });
});
