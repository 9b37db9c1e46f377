import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { newSecretId, newSecretKey } from '../../src/lib/ids.ts';
import { allNotices } from '../../src/tasks/task-records.ts';
import {
  fakeAudio,
  heard,
  ORDER,
  recordingsClient,
  startSite,
  type RecordingsClient,
  type Site,
} from '../wire/recordings-client.ts';

const ROUNDS = 3;
const ORDERS_A_ROUND = 4;
const SECONDS = 1.5;

let folder: string;
let env: Record<string, string>;
let site: Site;
/** Ids of tasks that the callback told of, each as often as it came. */
let told: string[];
/** What was said in each recording that was begun, in all processes. */
let begun: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-crash-'));
  told = [];
  begun = [];
  site = await startSite((request, response) => {
    if (request.method === 'POST')
      void text(request).then((body) => {
        told.push(new URLSearchParams(body).get('requestId') ?? '');
        response.end('{"code":0,"message":"success"}');
      });
    else {
      const audio = fakeAudio(`Fetched number ${request.url?.slice(1)}.`);
      response.write(audio.subarray(0, 9));
      setTimeout(() => response.end(audio.subarray(9)), 30);
    }
  });
  env = {
    LETHE_DATA: join(folder, 'data'),
    LETHE_MASTER_KEY: randomBytes(32).toString('hex'),
    LETHE_SECRET_ID: newSecretId(),
    LETHE_SECRET_KEY: newSecretKey(),
    LETHE_WORKERS: '2',
    LETHE_LOG_LEVEL: 'silent',
    LETHE_PORT: '0',
    SITE_PORT: String(site.port),
  };
});
afterEach(async () => {
  await site[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

interface Server {
  readonly client: RecordingsClient;
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

async function startServer(): Promise<Server> {
  const child: ChildProcess = fork(join(import.meta.dirname, 'recording-server.ts'), [], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.on('message', (message: { port?: number; begun?: string }) => {
    if (message.begun !== undefined) begun.push(message.begun);
    if (message.port !== undefined) resolve(message.port);
  });
  const exited = once(child, 'exit');
  child.on('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  const [secretId, secretKey] = [env['LETHE_SECRET_ID'] ?? '', env['LETHE_SECRET_KEY'] ?? ''];
  const client = recordingsClient({ port: await promise, secretId, secretKey });
  const end: Server['end'] = async (signal) => {
    child.kill(signal);
    await exited;
  };
  return { client, end };
}

interface Ordered {
  readonly TaskId: number;
  readonly RequestId: string;
  readonly said: string;
}

/** Half of them have their audio with them, and half a URL. */
const order = async (client: RecordingsClient, round: number): Promise<Ordered[]> =>
  Promise.all(
    Array.from({ length: ORDERS_A_ROUND }, async (_, i) => {
      const name = `${round}-${i}`;
      const said = i % 2 === 0 ? `Fetched number ${name}.` : `Sent number ${name}.`;
      const source =
        i % 2 === 0
          ? { SourceType: 0, Url: site.url(`/${name}`) }
          : { Data: fakeAudio(said).toString('base64') };
      const CallbackUrl = site.url('/told');
      const { Data, RequestId = '' } = await client.CreateRecTask({ ...ORDER, ...source, CallbackUrl });
      return { TaskId: Data?.TaskId ?? 0, RequestId, said };
    }),
  );

describe('kill -9 while recordings are fetched, heard and told of', () => {
  it('loses none, keeps and bills each once, and tells of each at least once', async () => {
    const tasks: Ordered[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const server = await startServer();
      tasks.push(...(await order(server.client, round)));
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 250));
      await server.end('SIGKILL');
    }
    const server = await startServer();
    for (const { TaskId, said } of tasks) {
      const { Status, Result } = await heard(server.client, TaskId);
      expect([Status, Result]).toEqual([2, `[0:0.000,0:1.500]  ${said}\n`]);
    }
    await expect.poll(() => new Set(told).size, { timeout: 120_000 }).toBe(tasks.length);
    expect(new Set(told)).toEqual(new Set(tasks.map(({ TaskId }) => String(TaskId))));
    await server.end('SIGTERM');

    await using app = await createApp(readConfig(env));
    const { vault } = app;
    const calls: string[] = [];
    for (const { RequestId: value } of tasks)
      for (const { record } of await vault.find('asr.monitoring', { subject: { kind: 'request', value } }))
        calls.push(record.callId);
    expect(calls.toSorted()).toEqual(tasks.flatMap(({ RequestId: id }) => [id, `${id}/1`]).toSorted());
    const [account] = await app.accounts.list();
    const range = { appId: account?.appId ?? '', fromDay: '2000-01-01', toDay: '2100-01-01' };
    const usage = (await vault.usage(range)).filter(({ item }) => item === 'asr.recording');
    expect(usage.reduce((sum, { volume }) => sum + volume, 0)).toBe(tasks.length * SECONDS);
    expect(await vault.count('asr.audio', {})).toBe(0);
    // A notice that was taken, but not heard to be when the process ended, waits for its next attempt.
    const owed = await vault.count('asr.results', { subject: allNotices });
    expect(owed).toBeLessThan(tasks.length);
    // Besides, a result and an end for each, and no orders.
    expect(await vault.count('asr.results', {})).toBe(tasks.length * 2 + owed);
    // A kill costs at most the recordings that were in hand.
    expect(begun.length - tasks.length).toBeLessThanOrEqual(ROUNDS * 4);
  }, 240_000);
});
