import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { GeneralBasicOCR } from '../../src/features/ocr/GeneralBasicOCR.ts';
import { DAY_MS } from '../../src/lib/clock.ts';
import { expiryThread } from '../../src/records/expiry/expiry-thread.ts';
import { openKeyCustody } from '../../src/records/keys/key-custody.ts';
import { writingTurns } from '../../src/records/stores.ts';
import type { PutRequest, Vault } from '../../src/records/types.ts';
import { openVault } from '../../src/records/vault.ts';
import { fill } from './bulk.ts';
import { BENCH_APP, idleServer, post, signedCall } from './idle-server.ts';
import { median, quantile } from './quantile.ts';

type Figure = { name: string; value: number; unit: string };

/** Records that lie there while one subject is erased, and records that are due. `LETHE_BENCH_RECORDS` changes the first, `LETHE_BENCH_DUE` the second. */
const RECORDS = Number(process.env['LETHE_BENCH_RECORDS'] ?? 1_000_000);
const DUE = Number(process.env['LETHE_BENCH_DUE'] ?? 40_000);
const CALLS_PER_SECOND = 50;
const BASELINE_SECONDS = 6;
const ROTATED_KEYS = 10_000;
const START = Date.UTC(2026, 0, 15, 12);

const newKeyFileOf = (folder: string): string => `${folder}.new.key`;

/** A folder with a vault that can be closed, filled and opened again. The clock stands where it is set. */
class Bench implements AsyncDisposable {
  readonly masterKey = randomBytes(32);
  readonly turns = writingTurns();
  now = START;
  readonly clock = { now: () => this.now };
  readonly folder: string;
  vault!: Vault;

  constructor(folder: string) {
    this.folder = folder;
  }

  static async open(): Promise<Bench> {
    const bench = new Bench(await mkdtemp(join(tmpdir(), 'lethe-bench-')));
    await bench.reopen();
    return bench;
  }

  async reopen(): Promise<void> {
    const { folder, masterKey, clock, turns } = this;
    this.vault = await openVault({ folder, masterKey, clock, turns });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.vault.close();
    await rm(this.folder, { recursive: true, force: true });
    await rm(newKeyFileOf(this.folder), { force: true });
  }
}

const context = (person: string) => ({
  appId: BENCH_APP,
  region: 'ap-singapore',
  subjects: [{ kind: 'person', value: person }] as const,
});

const log = (person: string, callId: string): PutRequest => ({
  category: 'ocr.operation-log',
  record: { appId: BENCH_APP, callId, timestamp: START, steps: [], request: { kind: 'bench' }, response: {} },
  context: context(person),
});

const feature = (person: string): PutRequest => ({
  category: 'face.features',
  record: { template: randomBytes(256) },
  context: { ...context(person), sealedFor: { kind: 'person', value: person } },
});

const results = (person: string): PutRequest => ({
  category: 'asr.results',
  record: {
    appId: BENCH_APP,
    uin: '1',
    resultText: 'bench',
    audioTime: 1,
    engineType: '16k_en',
    createTime: START,
  },
  context: context(person),
});

/** The key that a category's records of the day are sealed with. */
const keyOf = (folder: string, file: string, kind: string): number => {
  const db = new DatabaseSync(join(folder, file), { readOnly: true });
  const row = db.prepare('select key_id from entries where kind = ? limit 1').get(kind);
  db.close();
  return Number(row?.['key_id']);
};

/** Calls at a steady rate, whether or not earlier ones are answered, until told to stop: milliseconds, sorted. */
const latencies = async (port: number, until: () => boolean): Promise<readonly number[]> => {
  const agent = new Agent({ keepAlive: true });
  const took: number[] = [];
  const calls: Promise<void>[] = [];
  const started = performance.now();
  for (let i = 0; !until(); i++) {
    const due = started + (i * 1000) / CALLS_PER_SECOND;
    await sleep(Math.max(0, due - performance.now()));
    const call = signedCall(port, GeneralBasicOCR);
    const answered = post(call, agent).then((text) => {
      if (text.includes('"Error"')) throw new Error(text);
      // From when it was to be sent: a client that waits is a delay, too.
      took.push(performance.now() - due);
    });
    calls.push(answered);
  }
  await Promise.all(calls);
  agent.destroy();
  return took.sort((a, b) => a - b);
};

/** Half of what is due are logs, which can be searched, and half are rows. */
const fillDue = async (bench: Bench): Promise<void> => {
  await bench.vault.put([log('first', 'first'), results('first')]);
  await bench.vault.close();
  const bulk = {
    rows: DUE / 2,
    owner: BENCH_APP,
    createdAt: START - 30 * DAY_MS,
    overMs: 30 * DAY_MS,
    lifeMs: 0,
  };
  const keyed = (file: 'lethe.db' | 'logs.db', kind: string): void =>
    fill(bench.folder, file, { ...bulk, kind, keyId: keyOf(bench.folder, file, kind) });
  keyed('logs.db', 'ocr.operation-log');
  keyed('lethe.db', 'asr.results');
  await bench.reopen();
};

const benchExpiry = async (): Promise<Figure[]> => {
  await using bench = await Bench.open();
  await fillDue(bench);
  const { folder, masterKey, turns } = bench;
  const server = idleServer(bench.vault, { now: () => Date.now() }, GeneralBasicOCR);
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
  const baselineEnd = performance.now() + BASELINE_SECONDS * 1000;
  const before = await latencies(port, () => performance.now() > baselineEnd);
  const thread = expiryThread({ folder, masterKey: { key: masterKey }, turns });
  await thread.expire(0);
  let done = false;
  const started = performance.now();
  const expired = thread.expire(bench.now).then((report) => {
    done = true;
    return { report, seconds: (performance.now() - started) / 1000 };
  });
  const during = await latencies(port, () => done);
  const { report, seconds } = await expired;
  await thread.close();
  await server.close();
  const removed = report.removed.reduce((sum, { count }) => sum + count, 0);
  const [p99Before, p99During] = [quantile(before, 0.99), quantile(during, 0.99)];
  return [
    { name: 'expiry while serving', value: removed / seconds, unit: 'rows/s' },
    { name: 'p50 of a call, nothing due', value: quantile(before, 0.5), unit: 'ms' },
    { name: 'p50 of a call, catching up', value: quantile(during, 0.5), unit: 'ms' },
    { name: 'p99 of a call, nothing due', value: p99Before, unit: 'ms' },
    { name: 'p99 of a call, catching up', value: p99During, unit: 'ms' },
    { name: 'p99 catching up / nothing due', value: p99During / p99Before, unit: 'ratio' },
  ];
};

const benchErasure = async (): Promise<Figure[]> => {
  await using bench = await Bench.open();
  await bench.vault.put([results('first')]);
  await bench.vault.close();
  const keyId = keyOf(bench.folder, 'lethe.db', 'asr.results');
  const bulk = {
    kind: 'asr.results',
    owner: BENCH_APP,
    keyId,
    createdAt: START,
    overMs: DAY_MS,
    lifeMs: 7 * DAY_MS,
  };
  fill(bench.folder, 'lethe.db', { ...bulk, rows: RECORDS });
  await bench.reopen();
  const times: number[] = [];
  for (let i = 0; i < 7; i++) {
    const person = `person-${i}`;
    const records = Array.from({ length: 10 }, (_, j) => [
      log(person, `${person}-${j}`),
      results(person),
    ]).flat();
    await bench.vault.put([...records, feature(person)]);
    const started = performance.now();
    await bench.vault.erase({ appId: BENCH_APP, subject: { kind: 'person', value: person } });
    times.push(performance.now() - started);
  }
  const scanStarted = performance.now();
  const { bytes } = await bench.vault.scan({ held: 0, needles: { nobody: 'nobody at all' } });
  const scanRate = bytes / 1e6 / ((performance.now() - scanStarted) / 1000);
  const readRate = await plainReadRate(bench.folder);
  return [
    { name: `erasing a subject of 21 among ${RECORDS} records`, value: median(times), unit: 'ms' },
    { name: 'scan of every byte', value: scanRate, unit: 'MB/s' },
    { name: 'scan / reading the files', value: scanRate / readRate, unit: 'ratio' },
  ];
};

const plainReadRate = async (folder: string): Promise<number> => {
  const started = performance.now();
  let bytes = 0;
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.db')))
    for await (const chunk of createReadStream(join(folder, name), { highWaterMark: 1 << 20 }))
      bytes += (chunk as Buffer).length;
  return bytes / 1e6 / ((performance.now() - started) / 1000);
};

const RECEIPTS = 100;

const benchReceipts = async (): Promise<Figure[]> => {
  await using bench = await Bench.open();
  const started = performance.now();
  for (let i = 0; i < RECEIPTS; i++) await bench.vault.erase({ appId: BENCH_APP });
  const rate = RECEIPTS / ((performance.now() - started) / 1000);
  const audited = performance.now();
  await bench.vault.verifyReceipts();
  const auditRate = RECEIPTS / ((performance.now() - audited) / 1000);
  return [
    { name: 'erasures of nothing: intent, scan, receipt', value: rate, unit: 'receipts/s' },
    { name: 'verification of the whole log', value: auditRate, unit: 'receipts/s' },
  ];
};

const benchRotation = async (): Promise<Figure[]> => {
  await using bench = await Bench.open();
  const persons = Array.from({ length: ROTATED_KEYS }, (_, i) => feature(`person-${i}`));
  for (let i = 0; i < persons.length; i += 500) await bench.vault.put(persons.slice(i, i + 500));
  const { folder, masterKey, clock } = bench;
  await using custody = await openKeyCustody({
    folder,
    masterKey,
    keyFile: null,
    mirrorFile: undefined,
    clock,
  });
  const started = performance.now();
  await custody.rotate({ newKeyFile: newKeyFileOf(folder) });
  const rate = ROTATED_KEYS / ((performance.now() - started) / 1000);
  return [{ name: 'master key rotation, online', value: rate, unit: 'data keys/s' }];
};

/** Expiring, erasing, scanning and proving, each while or after the vault holds much. */
export async function benchForgetting(): Promise<Figure[]> {
  return [
    ...(await benchExpiry()),
    ...(await benchErasure()),
    ...(await benchReceipts()),
    ...(await benchRotation()),
  ];
}
