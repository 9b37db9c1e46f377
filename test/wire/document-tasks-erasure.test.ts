import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CommonClient } from 'tencentcloud-sdk-nodejs/tencentcloud/common/common_client.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, SECOND_MS } from '../../src/lib/clock.ts';
import { scanFolder } from '../../src/records/scan/forensic-scan.ts';
import { codeOf } from '../support/code-of.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { awayFromMidnight } from '../support/midnight.ts';
import { clientSettings } from '../support/sdk.ts';
import {
  documentsClient,
  ended,
  fakePdf,
  pagesEngine,
  type DocumentsCall,
  type TaskAnswer,
} from './documents-client.ts';

const PATIENCE = { timeout: 60_000 };
const CATEGORY = 'ocr.images-and-results';

let server: TestServer;
let call: DocumentsCall;
let neighbour: DocumentsCall;
/** Page 3 of every document named `held-...` waits for it. */
let gate = Promise.withResolvers<void>();
let reached = Promise.withResolvers<void>();

beforeAll(async () => {
  const engine = pagesEngine(async ({ name, page }) => {
    if (!name.startsWith('held') || page !== 3) return;
    reached.resolve();
    await gate.promise;
  });
  server = await startLethe({ engine });
  call = documentsClient(server.target);
  const { secretId, secretKey } = await server.app.accounts.create({ name: 'neighbour' });
  neighbour = documentsClient({ port: server.target.port, secretId, secretKey });
});
beforeEach(awayFromMidnight);
afterAll(() => server[Symbol.asyncDispose]());

/** A task of which two pages are read, and the third is being read. */
const heldTask = async (name: string): Promise<TaskAnswer> => {
  gate = Promise.withResolvers();
  reached = Promise.withResolvers();
  const task = await call('CreateDocumentTask', { FileBase64: fakePdf(5, name) });
  await reached.promise;
  return task;
};

const stored = (): Promise<number> => server.app.vault.count(CATEGORY, { appId: server.appId });

/** Documents that are held. */
const documents = async (): Promise<number> => {
  const found = await server.app.vault.find(CATEGORY, { appId: server.appId });
  return found.filter(({ record }) => record.image !== undefined).length;
};

const objects = async (): Promise<number> =>
  (await readdir(join(server.folder, 'objects'), { recursive: true })).filter((path) => path.includes('/'))
    .length;

const billed = async (): Promise<number> => {
  const range = { appId: server.appId, fromDay: '2000-01-01', toDay: '2100-01-01' };
  return (await server.app.vault.usage(range)).reduce((sum, { calls }) => sum + calls, 0);
};

describe('a task that is cancelled', () => {
  it('is erased at once, also the page that is being read, with a receipt', async () => {
    const [objectsBefore, billedBefore] = [await objects(), await billed()];
    const { TaskId } = await heldTask('held-QUILLFEATHER');
    expect(await call('DescribeDocumentTask', { TaskId })).toMatchObject({ Status: 'Running', PagesDone: 2 });
    const file = fakePdf(5, 'held-QUILLFEATHER');
    const canaries = { TaskId, text: 'QUILLFEATHER', file, bytes: Buffer.from(file, 'base64') };
    // Sealed from the first moment on.
    expect(await scanFolder(server.folder, canaries)).toEqual([]);
    const plan = await call('CancelDocumentTask', { TaskId, DryRun: true });
    expect(plan).toMatchObject({
      Status: 'Running',
      Plan: [{ Category: CATEGORY, Action: 'erase', Count: 4 }],
    });
    const cancelled = await call('CancelDocumentTask', { TaskId });
    expect(cancelled).toMatchObject({ Status: 'Cancelled', PagesDone: 2 });
    expect(await objects()).toBe(objectsBefore + 1);
    gate.resolve();
    // Whatever the held page still does comes before this one.
    await ended(call, (await call('CreateDocumentTask', { FileBase64: fakePdf(1) })).TaskId);

    const after = await call('DescribeDocumentTask', { TaskId });
    expect(after.Pages.map(({ Status }) => Status)).toEqual(Array(5).fill('Waiting'));
    expect(after.Status).toBe('Cancelled');
    expect(await billed()).toBe(billedBefore + 3);
    const receipts = await server.app.vault.receipts({ appId: server.appId });
    expect(receipts.find(({ id }) => id === cancelled.ReceiptId)).toMatchObject({
      kind: 'erasure',
      counts: { [CATEGORY]: 4 },
    });
    expect(await scanFolder(server.folder, canaries)).toEqual([]);
    expect((await server.app.vault.scan()).discrepancies).toEqual([]);
  });

  it('may be done: its results go', async () => {
    const { TaskId } = await call('CreateDocumentTask', { FileBase64: fakePdf(2) });
    await ended(call, TaskId);
    await call('CancelDocumentTask', { TaskId });
    const after = await call('DescribeDocumentTask', { TaskId });
    expect(after).toMatchObject({ Status: 'Cancelled', PagesDone: 2 });
    expect(after.Pages.every(({ Result }) => Result === null)).toBe(true);
    expect(await call('CancelDocumentTask', { TaskId })).toMatchObject({ Status: 'Cancelled', PagesDone: 2 });
    const { Tasks, TotalCount } = await call('DescribeDocumentTasks', { Limit: 100 });
    expect(Tasks.filter((task) => task.TaskId === TaskId)).toHaveLength(1);
    expect(TotalCount).toBe(Tasks.length);
  });
});

describe('a task of another account', () => {
  it('is unknown', async () => {
    const { TaskId } = await call('CreateDocumentTask', { FileBase64: fakePdf(2) });
    await ended(call, TaskId);
    expect(await codeOf(neighbour('DescribeDocumentTask', { TaskId }))).toBe('ResourceNotFound.TaskNotFound');
    expect(await codeOf(neighbour('CancelDocumentTask', { TaskId }))).toBe('ResourceNotFound.TaskNotFound');
    expect((await neighbour('DescribeDocumentTasks')).TotalCount).toBe(0);
    expect((await call('DescribeDocumentTask', { TaskId })).PagesDone).toBe(2);
  });
});

describe('a document', () => {
  it('goes when its last page is read, before its results do', async () => {
    await expect.poll(documents, PATIENCE).toBe(0);
    const before = await stored();
    const { TaskId } = await call('CreateDocumentTask', { FileBase64: fakePdf(3) });
    await ended(call, TaskId);
    await expect.poll(documents, PATIENCE).toBe(0);
    await expect.poll(stored, PATIENCE).toBe(before + 4);
  });

  it.each([
    ['task', ({ TaskId }: TaskAnswer) => TaskId],
    ['request', ({ RequestId }: TaskAnswer) => RequestId],
  ])('can be erased by whoever is asked to forget the %s', async (Kind, valueOf) => {
    const task = await heldTask(`held-erased-${Kind}`);
    const { TaskId } = task;
    const privacy = new CommonClient('privacy', '2026-11-01', clientSettings(server.target));
    const Subject = { Kind, Value: valueOf(task) };
    await privacy.request('CreateErasureRequest', { Subject, Identity: 'Verified' });
    gate.resolve();
    expect(await codeOf(call('DescribeDocumentTask', { TaskId }))).toBe('ResourceNotFound.TaskNotFound');
    const { TaskId: next } = await call('CreateDocumentTask', { FileBase64: fakePdf(1) });
    await ended(call, next);
    const query = { appId: server.appId, subject: { kind: 'task', value: TaskId } } as const;
    expect(await server.app.vault.count(CATEGORY, query)).toBe(0);
  });
});

// Last: the clock only moves on.
describe('the end of the day', () => {
  it('ends what is not done, bills no page after it, and leaves nothing', async () => {
    const { TaskId } = await heldTask('held-late');
    const billedBefore = await billed();
    const midnight = (Math.floor(server.clock.now() / DAY_MS) + 1) * DAY_MS;
    server.clock.moveTo(midnight + SECOND_MS);
    // The caller's SDK keeps the real time, by which a signature of this minute is as long ago as the clock was moved.
    gate.resolve();
    await expect
      .poll(() => server.app.vault.receipts({ appId: server.appId }), PATIENCE)
      .toContainEqual(expect.objectContaining({ kind: 'refusal', counts: { [CATEGORY]: 1 } }));
    await server.app.vault.expire();
    expect(await stored()).toBe(0);
    expect(await objects()).toBe(0);
    expect(await billed()).toBe(billedBefore);
    expect(await scanFolder(server.folder, { TaskId })).toEqual([]);
  });
});
