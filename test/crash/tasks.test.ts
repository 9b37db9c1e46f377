import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { newSecretId, newSecretKey } from '../../src/lib/ids.ts';
import { compiled } from '../support/compiled.ts';
import { awayFromMidnight } from '../support/midnight.ts';
import { documentsClient, ended, fakePdf, type DocumentsCall } from '../wire/documents-client.ts';

const ROUNDS = 4;
const PAGES = 15;

let folder: string;
let env: Record<string, string>;
/** `document page` of every page that was begun, in all processes. */
let begun: string[];

beforeEach(async () => {
  await awayFromMidnight();
  folder = await mkdtemp(join(tmpdir(), 'lethe-crash-'));
  begun = [];
  env = {
    LETHE_DATA: join(folder, 'data'),
    LETHE_MASTER_KEY: randomBytes(32).toString('hex'),
    LETHE_SECRET_ID: newSecretId(),
    LETHE_SECRET_KEY: newSecretKey(),
    LETHE_WORKERS: '3',
    LETHE_LOG_LEVEL: 'error',
    LETHE_PORT: '0',
  };
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Server {
  readonly call: DocumentsCall;
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

async function startServer(more: Readonly<Record<string, string>> = {}): Promise<Server> {
  const child: ChildProcess = fork(join(import.meta.dirname, 'task-server.ts'), [], {
    env: { ...compiled, PATH: process.env['PATH'] ?? '', ...env, ...more },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.on('message', (said: { port?: number; begun?: string }) => {
    if (said.begun !== undefined) begun.push(said.begun);
    if (said.port !== undefined) resolve(said.port);
  });
  const exited = once(child, 'exit');
  child.on('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  const [secretId, secretKey] = [env['LETHE_SECRET_ID'] ?? '', env['LETHE_SECRET_KEY'] ?? ''];
  const call = documentsClient({ port: await promise, secretId, secretKey });
  const end: Server['end'] = async (signal) => {
    child.kill(signal);
    await exited;
  };
  return { call, end };
}

/** Waits until so many more pages have been begun. */
const untilBegun = async (more: number): Promise<void> => {
  const wanted = begun.length + more;
  while (begun.length < wanted) await new Promise((resolve) => setTimeout(resolve, 2));
};

/** Of all tasks. */
const pagesDone = async (call: DocumentsCall): Promise<number> =>
  (await call('DescribeDocumentTasks')).Tasks.reduce((sum, task) => sum + task.PagesDone, 0);

/** What is kept and billed of the pages that tasks read. */
async function kept(requestIds: readonly string[]): Promise<{ calls: string[]; billed: number }> {
  await using app = await createApp(readConfig(env));
  const [account] = await app.accounts.list();
  const range = { appId: account?.appId ?? '', fromDay: '2000-01-01', toDay: '2100-01-01' };
  const usage = await app.vault.usage(range);
  const calls: string[] = [];
  for (const value of requestIds)
    for (const { record } of await app.vault.find('ocr.monitoring', { subject: { kind: 'request', value } }))
      calls.push(record.callId);
  return { calls, billed: usage.reduce((sum, row) => sum + row.calls, 0) };
}

describe('kill -9 while documents are read', () => {
  it('loses no page, keeps none twice and bills none twice', async () => {
    const tasks: { TaskId: string; RequestId: string }[] = [];
    let seen = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const server = await startServer();
      // What a caller has seen done stays done.
      expect(await pagesDone(server.call)).toBeGreaterThanOrEqual(seen);
      const file = { FileBase64: fakePdf(PAGES, `document-${round}`) };
      tasks.push(await server.call('CreateDocumentTask', file));
      await untilBegun(8);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
      seen = await pagesDone(server.call);
      await server.end('SIGKILL');
    }
    const server = await startServer();
    for (const { TaskId } of tasks) {
      const answer = await ended(server.call, TaskId);
      expect(answer).toMatchObject({ Status: 'Done', PagesDone: PAGES, PagesFailed: 0 });
      expect(answer.Pages.map(({ Page }) => Page)).toEqual(Array.from({ length: PAGES }, (_, i) => i + 1));
      expect(answer.Pages.every(({ Result }) => Result !== null)).toBe(true);
    }
    await server.end('SIGTERM');
    const { calls, billed } = await kept(tasks.map(({ RequestId }) => RequestId));
    expect(new Set(calls).size).toBe(ROUNDS * PAGES);
    expect(calls.length).toBe(ROUNDS * PAGES);
    expect(billed).toBe(ROUNDS * PAGES);
    // A kill costs at most the pages that were in hand.
    expect(begun.length - ROUNDS * PAGES).toBeLessThanOrEqual(ROUNDS * 2);
  }, 240_000);
});

describe('SIGTERM while a document is read', () => {
  it('ends after the pages in hand, and the next start goes on with the next', async () => {
    const first = await startServer({ HELD_FROM: '5' });
    const { TaskId } = await first.call('CreateDocumentTask', { FileBase64: fakePdf(PAGES, 'long') });
    while (begun.length < 5) await new Promise((resolve) => setTimeout(resolve, 2));
    await first.end('SIGTERM');
    // No more than were in hand.
    expect(begun.length).toBeLessThanOrEqual(6);
    const second = await startServer();
    expect((await ended(second.call, TaskId)).PagesDone).toBe(PAGES);
    await second.end('SIGTERM');
    expect(begun.toSorted()).toEqual(Array.from({ length: PAGES }, (_, i) => `long ${i + 1}`).toSorted());
  });
});
