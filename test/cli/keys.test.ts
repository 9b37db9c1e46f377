import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStores } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { newSecretId, newSecretKey } from '../../src/lib/ids.ts';
import type { KeyStatus } from '../../src/records/keys/key-status.ts';
import { mainlandClients } from '../support/sdk.ts';
import { startServerProcess } from '../support/server-process.ts';
import { runLethe, type LetheRun } from '../support/run-lethe.ts';

let parent: string;
let folder: string;
let env: Record<string, string>;

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'lethe-keys-'));
});
beforeEach(() => {
  folder = mkdtempSync(join(parent, 'case-'));
  env = { PATH: process.env['PATH'] ?? '', LETHE_DATA: join(folder, 'data'), LETHE_LOG_LEVEL: 'error' };
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const lethe = (...args: string[]): LetheRun => runLethe(args, { cwd: folder, env });

const status = (): KeyStatus => JSON.parse(lethe('keys', 'status', '--json').out) as KeyStatus;

/** An account, so that there are data keys. */
const fill = async (): Promise<void> => {
  await using stores = await openStores(readConfig(env));
  await stores.accounts.create({ name: 'first' });
};

describe('lethe keys, with a key file', () => {
  it('shows what there is, and rotates while a server runs', async () => {
    const keyFile = `${env['LETHE_DATA']}.master.key`;
    const credential = { secretId: newSecretId(), secretKey: newSecretKey() };
    const server = await startServerProcess({
      ...env,
      LETHE_SECRET_ID: credential.secretId,
      LETHE_SECRET_KEY: credential.secretKey,
    });
    const before = status();
    expect(before).toMatchObject({ rotation: null, mirror: null, master: { from: 'file' } });
    expect(before.master.valid).toEqual([before.master.fingerprint]);
    expect(before.dataKeys).toBeGreaterThan(0);
    expect(before.subjectKeys).toBeGreaterThan(0);
    const oldKey = readFileSync(keyFile, 'utf8').trim();

    const dry = lethe('keys', 'rotate', '--dry-run');
    expect(dry.out).toContain(`${before.dataKeys} data keys would be wrapped anew`);
    expect(status().master).toEqual(before.master);

    const rotated = lethe('keys', 'rotate');
    expect(rotated.error).toBe('');
    expect(rotated.out).toMatch(/\d+ keys wrapped anew, \d+ a second, 0 remaining/);
    expect(rotated.out).toContain('the old master key opens nothing any more');
    const newKey = readFileSync(keyFile, 'utf8').trim();
    expect(newKey).not.toBe(oldKey);
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    for (const key of [oldKey, newKey]) expect(rotated.out + rotated.error).not.toContain(key);

    const after = status();
    expect(after.master.valid).toEqual([after.master.fingerprint]);
    expect(after.master.fingerprint).not.toBe(before.master.fingerprint);
    expect(after.generations.map(({ generation }) => generation)).toEqual([2]);
    // It opens the account's record and writes one of the call, both by keys of a generation that it did not start with.
    const { ocr } = mainlandClients({ port: server.port, ...credential });
    await expect(ocr.GeneralBasicOCR({})).rejects.toMatchObject({
      code: expect.not.stringMatching(/^(AuthFailure|InternalError)/) as string,
    });
    const text = lethe('keys', 'status').out;
    expect(text).toContain(after.master.fingerprint);
    expect(text).toContain('none under way');
    expect(await server.end('SIGTERM')).toBe(0);
    env = { ...env, LETHE_MASTER_KEY: oldKey };
    expect(lethe('holdings')).toMatchObject({
      code: 1,
      error: expect.stringContaining('not the one') as string,
    });
  });
});

describe('lethe keys, with a key from the environment', () => {
  it('leaves both keys valid until --retire', async () => {
    const oldKey = randomBytes(32).toString('hex');
    env = { ...env, LETHE_MASTER_KEY: oldKey };
    await fill();
    const newKeyFile = join(folder, 'new.key');
    expect(lethe('keys', 'rotate')).toMatchObject({
      code: 1,
      error: expect.stringContaining('name a file') as string,
    });
    const rotated = lethe('keys', 'rotate', '--new-key-file', newKeyFile);
    expect(rotated.out).toContain('lethe keys rotate --retire');
    expect(statSync(newKeyFile).mode & 0o777).toBe(0o600);
    const newKey = readFileSync(newKeyFile, 'utf8').trim();
    expect(rotated.out + rotated.error).not.toContain(newKey);
    expect(lethe('keys', 'rotate', '--retire').error).toContain('old master key is in use');
    expect(status().master.valid).toHaveLength(2);
    expect(lethe('keys', 'status').out).toContain('opens it too');

    env = { ...env, LETHE_MASTER_KEY: newKey };
    expect(lethe('keys', 'rotate', '--retire')).toMatchObject({ code: 0, error: '' });
    expect(status()).toMatchObject({ rotation: null, master: { from: 'given' } });
    expect(lethe('holdings').code).toBe(0);
    env = { ...env, LETHE_MASTER_KEY: oldKey };
    expect(lethe('keys', 'status').error).toContain('not the one');
  });
});

describe('the mirror of the ledger', () => {
  it('is named by LETHE_LEDGER_MIRROR, brings a lost ledger back, and is given up by "none"', async () => {
    const mirrorFile = join(folder, 'mirror.db');
    env = { ...env, LETHE_LEDGER_MIRROR: mirrorFile };
    await fill();
    expect(status().mirror).toEqual({ file: mirrorFile, differences: 0 });
    expect(lethe('keys', 'status').out).toContain(`in step, ${mirrorFile}`);
    expect(statSync(mirrorFile).mode & 0o777).toBe(0o600);
    expect(lethe('keys', 'recover').error).toContain('has a ledger already');
    rmSync(join(folder, 'data', 'ledger.db'));
    expect(lethe('keys', 'status').error).toContain('no ledger here');
    expect(lethe('keys', 'recover').code).toBe(0);
    expect(status().mirror).toEqual({ file: mirrorFile, differences: 0 });
    const { LETHE_LEDGER_MIRROR: _, ...without } = env;
    env = without;
    expect(lethe('keys', 'status').error).toContain('LETHE_LEDGER_MIRROR');
    env = { ...without, LETHE_LEDGER_MIRROR: 'none' };
    expect(status().mirror).toBeNull();
    env = without;
    expect(lethe('keys', 'status').code).toBe(0);
  });
});
