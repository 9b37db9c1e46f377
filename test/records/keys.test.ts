import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { createPublicKey, createSecretKey, randomBytes, sign, verify } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/lib/clock.ts';
import { blindIndex } from '../../src/records/keys/blind-index.ts';
import { openKeyedLedger } from '../../src/records/ledger/keyed-ledger.ts';
import { openKeyStore } from '../../src/records/keys/keys.ts';
import { masterKeyFileOf, parseMasterKey, readOrCreateMasterKey } from '../../src/records/keys/master-key.ts';
import { seal, unseal } from '../../src/records/keys/seal.ts';
import { APP, MASTER_KEY, START, VaultOnDisk, putRequest } from './vault-on-disk.ts';

describe('sealing', () => {
  const key = createSecretKey(randomBytes(32));
  const content = Buffer.from('content');
  it('opens for the same key and place only', () => {
    const sealed = seal(key, content, 'place');
    expect(Buffer.from(unseal(key, sealed, 'place')).equals(content)).toBe(true);
    expect(() => unseal(key, sealed, 'elsewhere')).toThrow('does not open');
    expect(() => unseal(createSecretKey(randomBytes(32)), sealed, 'place')).toThrow('does not open');
    expect(() => unseal(key, sealed.subarray(0, 20), 'place')).toThrow('does not open');
    sealed[15] = (sealed[15] ?? 0) ^ 1;
    expect(() => unseal(key, sealed, 'place')).toThrow('does not open');
  });
  it('never gives the same bytes twice', () => {
    expect(Buffer.from(seal(key, content, 'place')).equals(Buffer.from(seal(key, content, 'place')))).toBe(
      false,
    );
  });
});

describe('the master key', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'key-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is made once, for its owner only, beside the data folder', () => {
    const file = masterKeyFileOf(join(folder, 'data'));
    const key = readOrCreateMasterKey(file);
    expect(file).toBe(join(folder, 'data.master.key'));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(Buffer.from(readOrCreateMasterKey(file)).equals(Buffer.from(key))).toBe(true);
  });
  it('is refused when others may read it', () => {
    const file = join(folder, 'x.master.key');
    readOrCreateMasterKey(file);
    chmodSync(file, 0o640);
    expect(() => readOrCreateMasterKey(file)).toThrow('640');
  });
  it('is 32 bytes in hex or Base64', () => {
    const key = randomBytes(32);
    for (const encoding of ['hex', 'base64', 'base64url'] as const)
      expect(Buffer.from(parseMasterKey(key.toString(encoding))).equals(key)).toBe(true);
    writeFileSync(join(folder, 'bad'), 'short', { mode: 0o600 });
    expect(() => readOrCreateMasterKey(join(folder, 'bad'))).toThrow('32 bytes');
    expect(() => parseMasterKey('z'.repeat(64))).toThrow('32 bytes');
  });
  it('has to be the one that the stores were made with', async () => {
    await using disk = await VaultOnDisk.open();
    await expect(disk.another(new Uint8Array(32).fill(8))).rejects.toThrow('not the one');
    expect(existsSync(disk.folder)).toBe(true);
  });
});

describe('data keys', () => {
  const keysIn = ({
    folder,
  }: VaultOnDisk): { category: string; subject: string | null; drop_at: number | null }[] => {
    const database = new DatabaseSync(join(folder, 'ledger.db'));
    const rows = database.prepare('select category, subject, drop_at from data_keys order by id').all();
    database.close();
    return rows as never;
  };
  const person = (value: string) => ({ kind: 'person', value }) as const;

  it('are one for a subject, or for a category and its day of expiry', async () => {
    await using disk = await VaultOnDisk.open();
    for (const name of ['a', 'b', 'a'])
      await disk.vault.put([
        putRequest('face.features', { subjects: [person(name)], sealedFor: person(name) }),
      ]);
    await disk.vault.put([putRequest('asr.results'), putRequest('asr.results')]);
    disk.clock.advance(DAY_MS);
    await disk.vault.put([putRequest('asr.results')]);
    const keys = keysIn(disk);
    expect(keys.filter(({ category }) => category === 'face.features')).toHaveLength(2);
    const days = keys
      .filter(({ category }) => category === 'asr.results')
      .map(({ drop_at }) => Number(drop_at));
    expect(days.map((at) => at % DAY_MS)).toEqual([0, 0]);
    expect((days[1] ?? 0) - (days[0] ?? 0)).toBe(DAY_MS);
  });

  it('die with their subject, and with their day', async () => {
    await using disk = await VaultOnDisk.open();
    await disk.vault.put([
      putRequest('face.features', { sealedFor: person('a') }),
      putRequest('asr.results'),
    ]);
    await disk.vault.erase({ appId: APP, subject: person('a') });
    expect(keysIn(disk).map(({ category }) => category)).toEqual(['asr.results']);
    disk.clock.advance(9 * DAY_MS);
    await disk.vault.expire();
    expect(keysIn(disk)).toEqual([]);
  });

  it('die with the last record that they sealed', async () => {
    await using disk = await VaultOnDisk.open();
    const ids = await disk.vault.put([putRequest('face.person-id'), putRequest('face.person-id')]);
    await disk.vault.remove('face.person-id', ids.slice(0, 1), 'test');
    expect(keysIn(disk)).toHaveLength(1);
    await disk.vault.remove('face.person-id', ids.slice(1), 'test');
    expect(keysIn(disk)).toHaveLength(0);
  });

  it('make every copy unreadable when they go: old copies of all but the ledger open nothing of the subject', async () => {
    await using disk = await VaultOnDisk.open();
    const about = (value: string) =>
      putRequest('face.features', { subjects: [person(value)], sealedFor: person(value) });
    await disk.vault.put([about('a'), about('b')]);
    await disk.vault.close();
    const copy = join(disk.parent, 'copy');
    cpSync(disk.folder, copy, { recursive: true });
    disk.vault = await disk.another();
    await disk.vault.erase({ appId: APP, subject: person('a') });
    await disk.vault.close();
    for (const name of readdirSync(copy).filter((each) => !each.startsWith('ledger.db')))
      cpSync(join(copy, name), join(disk.folder, name), { recursive: true, force: true });
    disk.vault = await disk.another();
    expect(await disk.vault.find('face.features', { subject: person('a') })).toEqual([]);
    expect(await disk.vault.find('face.features', { subject: person('b') })).toHaveLength(1);
    expect(keysIn(disk)).toHaveLength(1);
  });
});

describe('a closed subject', () => {
  it('loses its keys and never gets another, of any process', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'closed-'));
    const opened = async () => {
      const { ledger, roots } = await openKeyedLedger(folder, MASTER_KEY, { now: START });
      return { ledger, keys: openKeyStore(ledger, roots, blindIndex(roots.index)) };
    };
    const [one, two] = [await opened(), await opened()];
    const scope = { owner: APP, category: 'face.features', dropAt: null, subject: 'token', era: null };
    const other = { ...scope, subject: 'other' };
    const [key] = await two.keys.obtain([scope]);
    expect(await one.keys.isClosed(APP, 'token')).toBe(false);
    await one.keys.closeSubject(APP, 'token', START);
    for (const { keys } of [one, two]) {
      expect(await keys.isClosed(APP, 'token')).toBe(true);
      expect((await keys.open([key?.id ?? 0])).size).toBe(0);
      await expect(keys.obtain([other, scope])).rejects.toMatchObject({
        name: 'VaultRefusal',
        category: 'face.features',
        reason: 'no-consent',
      });
      expect(await keys.obtain([other, { ...scope, owner: 'another' }])).toHaveLength(2);
    }
    await one.keys.closeSubject(APP, 'token', START + 1);
    for (const { ledger } of [one, two]) await ledger.close();
    rmSync(folder, { recursive: true });
  });
});

describe('root keys', () => {
  it('are random, one for each use, and the same at every opening', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'roots-'));
    const exported = async (): Promise<string[]> => {
      const { ledger, roots } = await openKeyedLedger(folder, MASTER_KEY, { now: START });
      await ledger.close();
      const { index, receipts, backup } = roots;
      const secrets = [index, receipts, backup, roots.wrapping(1)].map((key) => key.export().toString('hex'));
      const message = Buffer.from('message');
      const signature = sign(null, message, roots.signing);
      expect(verify(null, message, createPublicKey(roots.signing), signature)).toBe(true);
      return [...secrets, signature.toString('hex')];
    };
    const first = await exported();
    expect(new Set(first).size).toBe(5);
    expect(await exported()).toEqual(first);
    rmSync(join(folder, 'ledger.db'));
    expect(await exported()).not.toEqual(first);
    rmSync(folder, { recursive: true });
  });

  it('cannot be made anew under data keys that are there', async () => {
    await using disk = await VaultOnDisk.open();
    await disk.vault.put([putRequest('face.features')]);
    {
      using database = new DatabaseSync(join(disk.folder, 'ledger.db'));
      database.exec('delete from root_keys');
    }
    await expect(disk.another()).rejects.toThrow('are gone');
  });
});
