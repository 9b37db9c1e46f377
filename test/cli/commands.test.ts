import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStores } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { startServerProcess } from '../support/server-process.ts';
import { compiled } from '../support/compiled.ts';
import { runLethe, type LetheRun } from '../support/run-lethe.ts';

const root = join(import.meta.dirname, '..', '..');
let folder: string;
let env: Record<string, string>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lethe-cli-'));
  env = { PATH: process.env['PATH'] ?? '', LETHE_DATA: join(folder, 'data'), LETHE_LOG_LEVEL: 'error' };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lethe = (...args: string[]): LetheRun => runLethe(args, { cwd: folder, env });

const appIdIn = (text: string): string => /AppId\s+(\d+)/.exec(text)?.[1] ?? '';

describe('the first start', () => {
  it('makes an account and shows its key once; the master key is the owner’s alone', async () => {
    const first = await startServerProcess(env);
    expect(await first.end('SIGTERM')).toBe(0);
    const secretKey = /SecretKey\s+(\w{32})/.exec(first.output())?.[1];
    expect(secretKey).toBeDefined();
    expect(first.output()).toContain(`bin/lethe call --url http://127.0.0.1:${first.port} GeneralBasicOCR`);

    const second = await startServerProcess(env);
    expect(await second.end('SIGTERM')).toBe(0);
    expect(second.output()).not.toContain('SecretKey');
    expect(statSync(`${env['LETHE_DATA']}.master.key`).mode & 0o777).toBe(0o600);
  });

  it('is refused with another master key, a loosening overlay, or in the clear beyond loopback', () => {
    const start = (more: Record<string, string>) =>
      spawnSync(process.execPath, [join(root, 'src', 'main.ts')], {
        env: { ...compiled, ...env, ...more },
        encoding: 'utf8',
      });
    const overlay = join(folder, 'loose.yaml');
    writeFileSync(overlay, 'categories:\n  asr.audio:\n    atMost: P30D\n');
    for (const [more, message] of [
      [{ LETHE_MASTER_KEY: randomBytes(32).toString('hex') }, /master key/],
      [{ LETHE_POLICY: overlay }, /24 hours/],
      [{ LETHE_HOST: '0.0.0.0' }, /LETHE_INSECURE/],
      [{ LETHE_PORT: 'eighty' }, /LETHE_PORT/],
    ] as const) {
      const { status, stderr } = start(more);
      expect(status).toBe(1);
      expect(stderr).toMatch(message);
      expect(stderr).not.toContain('    at ');
    }
  });
});

describe('lethe account', () => {
  it('create, list, keys, disable', () => {
    const created = lethe('account', 'create', '--name', 'shop', '--services', 'ocr,asr');
    const appId = appIdIn(created.out);
    expect(created.out).toMatch(/SecretKey \w{32}/);
    const sub = lethe('account', 'create', '--sub', appId, '--services', 'ocr');
    expect(sub.out).toMatch(/SubUIN/);
    expect(lethe('account', 'keys', appId).code).toBe(0);
    const listed = JSON.parse(lethe('account', 'list', '--appid', appId, '--json').out) as {
      SecretId: string;
    }[];
    expect(listed).toHaveLength(3);
    expect(lethe('account', 'list').out).not.toContain(/SecretKey (\w+)/.exec(created.out)?.[1] ?? 'none');
    expect(lethe('account', 'disable', '--appid', appId).out).toContain('3 keys disabled');
    expect(lethe('account', 'disable', '--appid', appId).code).toBe(1);
  });
});

describe('lethe bill', () => {
  it('reproduces the published examples from what was counted', async () => {
    const golden = {
      '2026-01': ['ocr.general', 90_000, '1260.00'],
      '2026-02': ['ocr.general', 9_999, '209.98'],
      '2026-03': ['ocr.general', 10_000, '140.00'],
      '2026-04': ['asr.realtime', 315 * 3600, '378.00'],
    } as const;
    const appId = '1250000001';
    {
      await using stores = await openStores(readConfig(env));
      for (const [month, [item, volume]] of Object.entries(golden))
        await stores.vault.put([], [{ appId, day: `${month}-15`, item, volume }]);
    }
    for (const [month, [, , total]] of Object.entries(golden)) {
      const { out } = lethe('bill', '--month', month, '--appid', appId, '--json');
      expect(JSON.parse(out)).toMatchObject([{ appId, total }]);
    }
    expect(lethe('bill', '--month', '2026-01', '--appid', appId).out).toContain('1260.00');
  });
});

describe('lethe holdings, expire, erase, receipts', () => {
  it('show, foretell, plan, do and prove', async () => {
    const appId = '1250000002';
    const person = { kind: 'person', value: 'alice-in-the-cli' } as const;
    {
      await using stores = await openStores(readConfig(env));
      const context = { appId, region: 'ap-singapore', subjects: [person], sealedFor: person };
      await stores.vault.put([
        { category: 'face.person-id', record: { personId: person.value }, context },
        { category: 'asr.audio', record: { audio: randomBytes(64) }, context },
      ]);
    }
    expect(lethe('holdings').out).toMatch(/asr\.audio +1 /);
    const soon = new Date(Date.now() + 25 * 3_600_000).toISOString();
    expect(lethe('expire', '--now', soon, '--dry-run').out).toMatch(/asr\.audio/);
    expect(lethe('holdings').out).toMatch(/asr\.audio +1 /);

    expect(lethe('erase', '--person', person.value, '--dry-run').out).toMatch(/face\.person-id +erase +1/);
    const erased = lethe('erase', '--person', person.value);
    expect(erased.out).toMatch(/nothing is left[^]*receipt [0-9a-f-]{36}/);
    expect(erased.out).not.toContain(person.value);
    expect(lethe('holdings').out).toMatch(/face\.person-id +0 /);
    expect(lethe('erase', '--person', person.value).out).toContain('nothing is held');
    expect(lethe('receipts', 'list').out).toContain('erasure');
    expect(lethe('receipts', 'verify')).toMatchObject({ code: 0 });
    expect(lethe('erase').code).toBe(1);
  });
});

describe('lethe policy', () => {
  it('shows rules, checks overlays and writes notices', () => {
    expect(lethe('policy', 'show', 'asr.audio').out).toMatch(/24 hours[^]*module asr/);
    expect(lethe('policy', 'check', join(root, 'policy.example.yaml')).code).toBe(0);
    const loose = lethe('policy', 'check', join(folder, 'loose.yaml'));
    expect(loose.code).toBe(1);
    expect(loose.error).toContain('24 hours');
    expect(lethe('policy', 'notice', 'face', '--html').out).toContain('<html');
    expect(lethe('policy', 'notice', 'ocr', '--processing').out).toContain(
      'Images uploaded and returned results',
    );
  });
});
