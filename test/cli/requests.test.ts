import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStores } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { runLethe, type LetheRun } from '../support/run-lethe.ts';

let folder: string;
let env: Record<string, string>;
let appId: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lethe-requests-'));
  env = {
    PATH: process.env['PATH'] ?? '',
    LETHE_DATA: join(folder, 'data'),
    LETHE_MASTER_KEY: randomBytes(32).toString('hex'),
  };
  await using stores = await openStores(readConfig(env));
  ({ appId } = await stores.accounts.create());
  for (const value of ['alice', 'bob']) {
    const person = { kind: 'person', value } as const;
    const context = { appId, region: 'ap-singapore', subjects: [person], sealedFor: person };
    await stores.vault.put([{ category: 'face.person-id', record: { personId: value }, context }]);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lethe = (...args: string[]): LetheRun => runLethe(args, { cwd: folder, env });

const idIn = (text: string): string => /^([0-9a-f-]{36}) {2}/m.exec(text)?.[1] ?? '';

describe('lethe requests', () => {
  it('plans, files, verifies, lists and answers an erasure', () => {
    const alice = ['--app', appId, '--person', 'alice'];
    const planned = lethe('requests', 'create', 'erasure', ...alice, '--dry-run');
    expect(planned.out).toMatch(/face\.person-id +erase +1[^]*due /);
    const id = idIn(lethe('requests', 'create', 'erasure', ...alice).out);
    expect(lethe('requests', 'list', '--app', appId, '--open').out).toContain(id);
    expect(lethe('requests', 'due').out).toContain('1 open, 0 overdue, 0 could not be carried out');
    expect(lethe('requests', 'verify', id, '--app', appId).out).toMatch(/erasure +done[^]*receipt /);
    expect(lethe('requests', 'show', id, '--app', appId).out).not.toContain('alice');
    expect(lethe('requests', 'letter', id, '--app', appId).out).toContain('Your data was erased');
    expect(lethe('requests', 'show', id, '--app', '1250000009').error).toContain('not found');
  });

  it('writes an export that only its passphrase opens, and never over another file', () => {
    const bob = ['--app', appId, '--person', 'bob', '--identity', 'verified'];
    const id = idIn(lethe('requests', 'create', 'access', ...bob).out);
    const to = ['--app', appId, '--out', join(folder, 'bob.zip')];
    expect(lethe('requests', 'export', id, ...to, '--dry-run').out).toMatch(/face\.person-id +export +1/);
    const exported = lethe('requests', 'export', id, ...to);
    expect(exported.out).toMatch(/passphrase ([a-z2-9]{4}-){6}[a-z2-9]{4}/);
    expect(readFileSync(join(folder, 'bob.zip')).subarray(0, 2).toString()).toBe('PK');
    expect(lethe('requests', 'export', id, ...to).code).toBe(1);
  });

  it('restricts and lifts, rejects, and says what is wrong', () => {
    const bob = ['--app', appId, '--person', 'bob', '--identity', 'verified'];
    const restricted = idIn(lethe('requests', 'create', 'restriction', ...bob).out);
    expect(lethe('holdings', '--app', appId).out).toMatch(/face\.person-id +0 +1 /);
    expect(lethe('requests', 'lift', restricted, '--app', appId).out).toMatch(/face\.person-id +return +1/);
    const open = idIn(lethe('requests', 'create', 'access', '--app', appId, '--person', 'bob').out);
    expect(lethe('requests', 'reject', open, '--app', appId, '--reason', 'unfounded').out).toContain(
      'unfounded',
    );
    expect(lethe('requests', 'create', 'erasure', '--app', appId).error).toContain('whom');
  });
});

describe('lethe hold', () => {
  it('places, lists, reads and releases', () => {
    const place = ['hold', 'place', '--app', appId, '--reason', 'order 7', '--person', 'bob', '--at-once'];
    expect(lethe(...place, '--dry-run').out).toMatch(/face\.person-id +apart +1/);
    const id = /^hold (\S+)$/m.exec(lethe(...place).out)?.[1] ?? '';
    expect(lethe('hold', 'list', '--app', appId).out).toContain('order 7');
    const read = lethe('hold', 'read', id, '--app', appId).out;
    expect(read).toContain('"personId": "bob"');
    // Which sealing it was is nobody's business.
    expect(read).not.toContain('"version"');
    expect(lethe('hold', 'release', id, '--app', appId).out).toMatch(/face\.person-id +return +1/);
  });
});

describe('lethe account close', () => {
  it('plans, closes and certifies', () => {
    expect(lethe('account', 'close', appId, '--dry-run').out).toMatch(/base\.account +due until /);
    expect(lethe('account', 'certificate', appId).error).toContain('not closed');
    expect(lethe('account', 'close', appId).out).toMatch(/face\.person-id +erase +1[^]*closed /);
    expect(lethe('account', 'list', '--appid', appId).out).toMatch(/\d{4}-\d{2}-\d{2}$/m);
    const file = join(folder, 'certificate.json');
    expect(lethe('account', 'certificate', appId, '--out', file).out).toContain('Certificate of erasure');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ appId });
    expect(lethe('account', 'keys', appId).error).toContain('closed');
  });
});
