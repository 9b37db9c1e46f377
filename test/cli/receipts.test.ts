import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStores } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { ReceiptProof, SignedTreeHead } from '../../src/proof/formats.ts';
import { runLethe, type LetheRun } from '../support/run-lethe.ts';

const APP = '1250000001';
let folder: string;
let elsewhere: string;

const environment = (data: string): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  LETHE_DATA: data,
  LETHE_LOG_LEVEL: 'error',
});

/** In the folder that the files are in. */
const lethe = (args: readonly string[], { data = join(folder, 'data'), cwd = folder } = {}): LetheRun =>
  runLethe(['receipts', ...args], { cwd, env: environment(data) });
/** As somebody who has nothing but the file. */
const check = (...args: string[]) =>
  lethe(['check', ...args], { data: join(elsewhere, 'none'), cwd: elsewhere });

const ids: string[] = [];
const grow = async (count: number, data = 'data'): Promise<void> => {
  await using stores = await openStores(readConfig(environment(join(folder, data))));
  for (let i = 0; i < count; i++) ids.push((await stores.vault.erase({ appId: APP })).receiptId ?? '');
};
const file = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lethe-receipts-'));
  elsewhere = join(folder, 'elsewhere');
  mkdirSync(elsewhere);
  await grow(3);
  expect(lethe(['head', '--out', 'old.json']).code).toBe(0);
  expect(lethe(['key', '--out', 'key.pem']).code).toBe(0);
  await grow(2);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('lethe receipts', () => {
  it('prove gives a file that check verifies with the key alone, in an empty folder', () => {
    expect(lethe(['prove', ids[1] ?? '', '--out', 'proof.json'])).toMatchObject({ code: 0, out: '' });
    const checked = check(file('proof.json'), '--key', file('key.pem'));
    expect(checked).toMatchObject({ code: 0, error: '' });
    expect(checked.out).toMatch(/in the log of 5 receipts[^]*erasure[^]*account 1250000001/);
    expect(checked.out).toContain(ids[1]);
    expect(checked.out).not.toContain('agrees with itself');
    // It opens no data folder, and makes none.
    expect(existsSync(join(elsewhere, 'none'))).toBe(false);
    expect(existsSync(join(elsewhere, 'none.master.key'))).toBe(false);
    const { head } = JSON.parse(readFileSync(file('proof.json'), 'utf8')) as ReceiptProof;
    const inFile = check(file('proof.json'));
    expect(inFile.out).toContain(head.logId);
    expect(inFile.out).toContain('this shows only that the file agrees with itself');
  });

  it('key gives the key in every form that check takes', () => {
    const { out } = lethe(['key']);
    const pem = /-----BEGIN PUBLIC KEY-----[^]*-----END PUBLIC KEY-----\n/.exec(out)?.[0] ?? '';
    expect(readFileSync(file('key.pem'), 'utf8')).toBe(pem);
    const raw = /^raw +(\S+)$/m.exec(out)?.[1] ?? '';
    for (const key of [pem, raw, file('key.pem')])
      expect(check(file('old.json'), '--key', key)).toMatchObject({ code: 0 });
    const { logId } = JSON.parse(readFileSync(file('old.json'), 'utf8')) as SignedTreeHead;
    expect(out).toContain(`fingerprint   ${logId}\norigin        lethe.${logId}`);
    expect(check(file('old.json'), '--key', 'no key')).toMatchObject({ code: 1 });
    expect(check(file('old.json'), '--key', Buffer.alloc(32, 1).toString('base64'))).toMatchObject({
      code: 1,
    });
  });

  it('consistency shows that nothing changed since an older head of this log', async () => {
    expect(lethe(['consistency', '--from', 'old.json', '--out', 'same.json']).code).toBe(0);
    expect(check(file('same.json'), '--key', file('key.pem')).out).toMatch(/3 receipts[^]*log of 5/);

    expect(lethe(['head', '--checkpoint', '--out', 'old.txt']).code).toBe(0);
    expect(check(file('old.txt'), '--key', file('key.pem'))).toMatchObject({ code: 0 });
    expect(check(file('old.txt'))).toMatchObject({ code: 1 });
    expect(JSON.parse(lethe(['consistency', '--from', 'old.txt']).out)).toMatchObject({ path: [] });

    const other = join(folder, 'other');
    const head = lethe(['head'], { data: other });
    writeFileSync(file('other.json'), head.out);
    const foreign = lethe(['consistency', '--from', 'other.json']);
    expect(foreign).toMatchObject({ code: 1, out: '' });
    expect(foreign.error).toContain('another public key');
  });

  it('check ends with 1 for what was changed, is none of it, or is not there', () => {
    const text = readFileSync(file('old.json'), 'utf8');
    writeFileSync(file('changed.json'), text.replace('"size": 3', '"size": 4'));
    const changed = check(file('changed.json'), '--key', file('key.pem'));
    expect(changed).toMatchObject({ code: 1, error: '' });
    expect(changed.out).toContain('Not verified: The head does not say what its checkpoint says');
    writeFileSync(file('bytes.json'), Buffer.from([0xff, 0xfe]));
    expect(check(file('bytes.json'))).toMatchObject({ code: 1 });
    expect(check(file('missing.json'))).toMatchObject({ code: 1 });
    expect(lethe(['prove', 'no-such-receipt'])).toMatchObject({ code: 1, out: '' });
  });

  it('check verifies a certificate', async () => {
    await using stores = await openStores(readConfig(environment(join(folder, 'data'))));
    const certificate = await stores.vault.certificateOf(APP, 'The account is closed.', ids.slice(0, 3));
    writeFileSync(file('certificate.json'), JSON.stringify(certificate));
    const { out, code } = check(file('certificate.json'), '--key', file('key.pem'));
    expect(code).toBe(0);
    expect(out).toMatch(/its 3 receipts are in the log of 5 receipts[^]*It states: "The account is closed."/);
  });

  it('verify recomputes all of it', () => {
    expect(lethe(['verify'])).toMatchObject({ code: 0 });
  });

  it('consistency finds a fork: two logs under one key', async () => {
    cpSync(file('data'), file('fork'), { recursive: true });
    cpSync(file('data.master.key'), file('fork.master.key'));
    await grow(1, 'fork');
    await grow(2);
    expect(lethe(['head', '--out', 'fork.json'], { data: file('fork') }).code).toBe(0);
    expect(check(file('fork.json'), '--key', file('key.pem'))).toMatchObject({ code: 0 });
    const forked = lethe(['consistency', '--from', 'fork.json']);
    expect(forked).toMatchObject({ code: 1, out: '' });
    expect(forked.error).toContain('forked');
  });
});
