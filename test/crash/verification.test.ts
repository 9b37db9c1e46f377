import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createApp, type App } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { HOUR_MS, systemClock } from '../../src/lib/clock.ts';
import { newSecretId, newSecretKey } from '../../src/lib/ids.ts';
import { scanFolder } from '../../src/records/scan/forensic-scan.ts';
import { Verifications } from '../../src/registry/verifications/verifications.ts';
import { compiled } from '../support/compiled.ts';
import { fakeEngine } from '../support/fake-engine.ts';
import { MovedClock } from '../support/lethe.ts';
import { intlCall } from '../support/sdk.ts';
import { pageClient } from '../wire/verification-client.ts';
import { SENT } from './verification-engine.ts';

const ROUNDS = 3;
const LINES = 3;
const LEAST_FACES = 6;

let folder: string;
let env: Record<string, string>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-crash-'));
  await mkdir(join(folder, 'tmp'));
  env = {
    LETHE_DATA: join(folder, 'data'),
    LETHE_MASTER_KEY: randomBytes(32).toString('hex'),
    LETHE_SECRET_ID: newSecretId(),
    LETHE_SECRET_KEY: newSecretKey(),
    LETHE_LOG_LEVEL: 'error',
    LETHE_PORT: '0',
    TMPDIR: join(folder, 'tmp'),
  };
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What the page was told of the faces that it sent: tokens of all, and of those whose verdict it saw. */
interface Told {
  readonly begun: string[];
  readonly passed: string[];
}

/** Verifies one person after the other until the server is gone. */
async function verifyUntilGone(port: number, told: Told): Promise<void> {
  const [secretId, secretKey] = [env['LETHE_SECRET_ID'] ?? '', env['LETHE_SECRET_KEY'] ?? ''];
  const apply = intlCall({ port, secretId, secretKey }, 'faceid', 'ApplyWebVerificationBizTokenIntl');
  try {
    for (;;) {
      const Config = { CheckMode: 1, SecurityLevel: 1, SkipPrivacyPolicy: true };
      const { BizToken, VerificationURL } = await apply({ Config });
      told.begun.push(String(BizToken));
      const page = pageClient(String(VerificationURL));
      await page.document(Buffer.from(SENT.document));
      await page.challenge();
      const { Result } = await page.face(Buffer.from(SENT.video));
      if (Result === 'Success') told.passed.push(String(BizToken));
    }
  } catch {
    // It was killed.
  }
}

/** Starts a server, has people verified by it, and kills it in the midst of that. */
async function verifyUntilKilled(told: Told): Promise<void> {
  const child = fork(join(import.meta.dirname, 'verification-server.ts'), [], {
    env: { ...compiled, PATH: process.env['PATH'] ?? '', ...env },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const exited = once(child, 'exit');
  const started = Promise.withResolvers<number>();
  const enough = Promise.withResolvers<undefined>();
  let faces = 0;
  child.on('message', (said: { port?: number; begun?: boolean }) => {
    if (said.port !== undefined) started.resolve(said.port);
    if (said.begun && ++faces === LEAST_FACES) enough.resolve(undefined);
  });
  child.on('exit', (code) => started.reject(new Error(`the server ended with ${code}`)));
  const port = await started.promise;
  const lines = Array.from({ length: LINES }, () => verifyUntilGone(port, told));
  await enough.promise;
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
  child.kill('SIGKILL');
  await exited;
  await Promise.all(lines);
}

const verificationsOf = ({ vault }: App): Verifications => new Verifications(vault, systemClock);

it('a kill leaves a verdict with its record and its bill, or none of them', async () => {
  const told: Told = { begun: [], passed: [] };
  for (let round = 0; round < ROUNDS; round++) {
    await verifyUntilKilled(told);
    expect(await readdir(join(folder, 'tmp'))).toEqual([]);
    expect(await scanFolder(folder, SENT)).toEqual([]);
  }
  await using app = await createApp(readConfig(env), { engine: fakeEngine({}) });
  const verdicts = new Map<string, string>();
  for (const token of told.begun) {
    const found = await verificationsOf(app).find(token, null);
    const attempts = found?.face.attempts ?? [];
    expect(attempts.length).toBeLessThanOrEqual(1);
    for (const { requestId } of attempts) verdicts.set(token, requestId);
  }
  // What a person was told is so.
  expect(told.passed.filter((token) => !verdicts.has(token))).toEqual([]);
  expect(told.passed.length).toBeGreaterThan(0);
  const calls = (await app.vault.find('ekyc.monitoring', { limit: 1_000_000 }))
    .map(({ record }) => record)
    .filter(({ interfaceName }) => interfaceName === 'SubmitVerificationFace');
  expect(calls.map(({ callId }) => callId).toSorted()).toEqual([...verdicts.values()].toSorted());
  const [account] = await app.accounts.list();
  const range = { appId: account?.appId ?? '', fromDay: '2000-01-01', toDay: '2100-01-01' };
  const usage = await app.vault.usage(range);
  expect(usage.reduce((sum, row) => sum + row.calls, 0)).toBe(verdicts.size);
});

it('what was sent before a kill is gone at the first start after two hours', async () => {
  const told: Told = { begun: [], passed: [] };
  await verifyUntilKilled(told);
  const clock = new MovedClock();
  clock.moveTo(Date.now() + 2 * HOUR_MS + 1);
  {
    await using app = await createApp(readConfig(env), { engine: fakeEngine({}), clock });
    await app.listen();
    await expect.poll(() => app.vault.due(1)).toBe(0);
    clock.back();
    for (const token of told.begun) expect(await verificationsOf(app).find(token, null)).toBeNull();
    expect((await app.vault.scan()).discrepancies).toEqual([]);
  }
  expect(await scanFolder(folder, { ...SENT, token: told.begun[0] ?? '' })).toEqual([]);
});
