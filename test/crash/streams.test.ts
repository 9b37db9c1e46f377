import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { newSecretId, newSecretKey } from '../../src/lib/ids.ts';
import { loud, startStreamSite, type StreamSite } from '../streams/stream-site.ts';
import { billed, order, recorded, running } from '../streams/streams-client.ts';
import { recordingsClient, type RecordingsClient } from '../wire/recordings-client.ts';

const PATIENCE = { timeout: 60_000 };
const ROUNDS = 2;

let folder: string;
let env: Record<string, string>;
let streams: StreamSite;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-crash-'));
  streams = await startStreamSite();
  env = {
    LETHE_DATA: join(folder, 'data'),
    LETHE_MASTER_KEY: randomBytes(32).toString('hex'),
    LETHE_SECRET_ID: newSecretId(),
    LETHE_SECRET_KEY: newSecretKey(),
    LETHE_WORKERS: '2',
    LETHE_LOG_LEVEL: 'silent',
    LETHE_PORT: '0',
    SITE_PORT: String(streams.site.port),
  };
});
afterEach(async () => {
  await streams[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

interface Server {
  readonly client: RecordingsClient;
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

async function startServer(): Promise<Server> {
  const child: ChildProcess = fork(join(import.meta.dirname, 'stream-server.ts'), [], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.on('message', ({ port }: { port?: number }) => port !== undefined && resolve(port));
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

/** Feeds every connection as it comes, and waits until both streams were told of a second more. */
const hearASecond = async (times: number): Promise<void> => {
  for (const path of ['/kept', '/closed']) {
    await expect.poll(() => streams.open.has(path), PATIENCE).toBe(true);
    streams.open.get(path)?.write(loud(1));
  }
  await expect.poll(() => streams.told.length, PATIENCE).toBe(2 * times);
};

/** Whether some file below a folder holds one of the texts. */
const isWritten = async (texts: readonly string[]): Promise<boolean> => {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const content = await readFile(join(entry.parentPath, entry.name));
    if (texts.some((text) => content.includes(text))) return true;
  }
  return false;
};

describe('kill -9 while streams are heard', () => {
  it('goes on with each at the next start, bills no second twice, and leaves neither URL nor words', async () => {
    let server = await startServer();
    const kept = await order(server.client, streams, '/kept', { SignToken: 'quokka-token' });
    const closed = await order(server.client, streams, '/closed');
    await hearASecond(1);
    for (let round = 2; round <= ROUNDS; round++) {
      await server.end('SIGKILL');
      await expect.poll(() => streams.open.size, PATIENCE).toBe(0);
      server = await startServer();
      await hearASecond(round);
    }
    expect((await running(server.client)).toSorted()).toEqual([kept.TaskId, closed.TaskId].toSorted());
    const starts = streams.told
      .filter(({ TaskId }) => TaskId === kept.TaskId)
      .map(({ Result }) => Result[0]!);
    expect(starts.map(({ StartTime }) => StartTime).toSorted((a, b) => a - b)).toEqual(
      starts.map(({ StartTime }) => StartTime),
    );
    expect(new Set(starts.map(({ VoiceId }) => VoiceId)).size).toBe(ROUNDS);
    await server.client.CloseAsyncRecognitionTask({ TaskId: closed.TaskId });
    await expect.poll(() => streams.open.has('/closed'), PATIENCE).toBe(false);
    await server.end('SIGTERM');

    // What was ended in an orderly way is billed; it goes on after the next start, and that, in the same quarter, is not.
    server = await startServer();
    await expect.poll(() => running(server.client), PATIENCE).toEqual([kept.TaskId]);
    await expect.poll(() => streams.open.has('/kept'), PATIENCE).toBe(true);
    streams.open.get('/kept')?.end(loud(1));
    await expect.poll(() => running(server.client), PATIENCE).toEqual([]);
    await server.end('SIGTERM');

    await using app = await createApp(readConfig(env));
    const [account] = await app.accounts.list();
    const appId = account?.appId ?? '';
    for (const { requestId } of [kept, closed])
      expect((await recorded({ app }, requestId)).map(({ call }) => call)).toEqual(['', '/1']);
    expect(await billed({ app, appId })).toBeCloseTo(2, 5);
    expect(await isWritten(['files.example', 'quokka-token', 'damn'])).toBe(false);
  });
});
