import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { progressText } from '../../src/cli/progress.ts';
import type { Snapshot } from '../../src/records/backup/types.ts';
import { runLethe } from '../support/run-lethe.ts';

let folder: string;
let env: Record<string, string>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lethe-backup-cli-'));
  env = {
    PATH: process.env['PATH'] ?? '',
    LETHE_DATA: join(folder, 'data'),
    LETHE_LEDGER_MIRROR: join(folder, 'mirror.db'),
    LETHE_BACKUPS: join(folder, 'back-ups'),
    LETHE_MASTER_KEY: randomBytes(32).toString('hex'),
    LETHE_LOG_LEVEL: 'error',
  };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lethe = (args: readonly string[], more: Record<string, string | undefined> = {}) => {
  const given = Object.entries({ ...env, ...more }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return runLethe(args, { cwd: folder, env: Object.fromEntries(given) });
};

describe('lethe backup', () => {
  it('creates, lists, verifies, and makes a new machine of it', () => {
    const account = lethe(['account', 'create', '--name', 'tests']).out;
    const appId = /AppId\s+(\d+)/.exec(account)?.[1] ?? '-';
    expect(lethe(['backup', 'create', '--dry-run']).out).toMatch(
      /^Would be backed up:\n1 entries in 1 parts/,
    );
    expect(existsSync(join(folder, 'back-ups'))).toBe(false);
    const created = lethe(['backup', 'create', '--progress', '--verbose']);
    expect(created).toMatchObject({ code: 0, error: expect.stringMatching(/1 of 1 entries/) });
    expect(created.out).toMatch(
      /^Snapshot \d{8}T\d{6}Z-[0-9a-f]{8}\n1 entries in 1 parts.*\ncategory[^!]+base.account +1/,
    );
    const listed = JSON.parse(lethe(['backup', 'list', '--json']).out) as Snapshot[];
    expect(listed).toMatchObject([{ entries: 1, mirrored: true }]);
    expect(lethe(['backup', 'list']).out).toContain(listed[0]?.name);
    expect(lethe(['backup', 'verify'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/all as it was written/),
    });

    const target = join(folder, 'new-machine', 'data');
    const restored = lethe(['backup', 'restore', '--progress'], { LETHE_DATA: target });
    expect(restored).toMatchObject({ code: 0, error: expect.stringMatching(/1 of 1 entries/) });
    expect(lethe(['account', 'list'], { LETHE_DATA: target }).out).toContain(appId);
    expect(lethe(['backup', 'restore'], { LETHE_DATA: target })).toMatchObject({
      code: 1,
      error: expect.stringMatching(/empty folder/),
    });
  });

  it('ends with 1 when a byte is not as it was written', () => {
    const parts = join(folder, 'back-ups', 'parts');
    const [part = ''] = readdirSync(parts, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.length > 64,
    );
    const whole = readFileSync(join(parts, part));
    const changed = Buffer.from(whole);
    changed[100] = (changed[100] ?? 0) ^ 1;
    writeFileSync(join(parts, part), changed);
    expect(lethe(['backup', 'verify', 'latest'])).toMatchObject({
      code: 1,
      out: expect.stringMatching(/1 problems\n! parts/),
    });
    writeFileSync(join(parts, part), whole);
  });

  it('keeps as many as it is told', () => {
    lethe(['backup', 'create']);
    expect(lethe(['backup', 'prune', '--keep', '1', '--dry-run']).out).toMatch(
      /^1 snapshots would be removed, 1 kept/,
    );
    expect(lethe(['backup', 'prune', '--keep', '1']).out).toMatch(/^1 snapshots removed, 1 kept/);
    expect(lethe(['backup', 'prune', '--keep', 'none']).code).toBe(1);
    expect(JSON.parse(lethe(['backup', 'list', '--json']).out)).toHaveLength(1);
  });

  it('says what is missing', () => {
    expect(lethe(['backup', 'list'], { LETHE_BACKUPS: undefined }).error).toMatch(/LETHE_BACKUPS/);
    const elsewhere = { LETHE_DATA: join(folder, 'elsewhere') };
    const without = lethe(['backup', 'restore'], { ...elsewhere, LETHE_LEDGER_MIRROR: undefined });
    expect(without).toMatchObject({ code: 1, error: expect.stringMatching(/LETHE_LEDGER_MIRROR.*--ledger/) });
    const keyless = lethe(['backup', 'restore'], { ...elsewhere, LETHE_MASTER_KEY: undefined });
    expect(keyless).toMatchObject({ code: 1, error: expect.stringMatching(/no master key/) });
    const wrong = lethe(['backup', 'restore'], {
      ...elsewhere,
      LETHE_MASTER_KEY: randomBytes(32).toString('hex'),
    });
    expect(wrong).toMatchObject({ code: 1, error: expect.stringMatching(/master key is not the one/) });
    expect(existsSync(elsewhere.LETHE_DATA)).toBe(false);
  });

  it('tells how far it is', () => {
    const how = { entries: 250, totalEntries: 1_000, bytes: 1 << 20, totalBytes: 4 << 20 };
    expect(progressText(how, 2_000)).toBe(
      '250 of 1000 entries, 1.0 MiB of 4.0 MiB; 125 entries and 512.0 KiB a second, 6 s remaining',
    );
  });
});
