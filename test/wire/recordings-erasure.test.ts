import { CommonClient } from 'tencentcloud-sdk-nodejs/tencentcloud/common/common_client.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../src/lib/clock.ts';
import { scanFolder } from '../../src/records/scan/forensic-scan.ts';
import { codeOf } from '../support/code-of.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { clientSettings } from '../support/sdk.ts';
import {
  allowing,
  fakeAudio,
  heard,
  listeningEngine,
  ORDER,
  recordingsClient,
  startSite,
  type RecordingsClient,
  type Site,
} from './recordings-client.ts';

const PATIENCE = { timeout: 60_000 };

let server: TestServer;
let site: Site;
let client: RecordingsClient;
let told: number;
/** Audio that says `held` waits for it. */
let gate = Promise.withResolvers<void>();
let reached = Promise.withResolvers<AbortSignal | undefined>();

const CANARY = 'QUILLFEATHER';
const AUDIO = fakeAudio(`held ${CANARY} spoke.`);

beforeAll(async () => {
  site = await startSite((request, response) => {
    if (request.method === 'POST') told++;
    response.end(request.method === 'POST' ? '' : AUDIO);
  });
  const engine = listeningEngine(async ({ source, said, signal }) => {
    if (!said.startsWith('held')) return;
    reached.resolve(signal);
    await gate.promise;
    await source.read(0, source.size);
  });
  server = await startLethe({ engine, fetchUrl: allowing(() => site.port) });
  client = recordingsClient(server.target);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

/** A task whose audio is being heard, with everything that a task can have. */
const heldTask = async () => {
  told = 0;
  gate = Promise.withResolvers();
  reached = Promise.withResolvers();
  const { Data, RequestId = '' } = await client.CreateRecTask({
    ...{ ...ORDER, SourceType: 0, Url: site.url(`/${CANARY}.wav?sign=${CANARY}`) },
    ...{ CallbackUrl: site.url(`/told?${CANARY}`), HotwordList: `${CANARY}|5` },
  });
  const signal = await reached.promise;
  return { TaskId: Data?.TaskId ?? 0, RequestId, signal };
};

const canaries = { text: CANARY, audio: AUDIO };

const count = async (category: 'asr.audio' | 'asr.results'): Promise<number> =>
  server.app.vault.count(category, { appId: server.appId });

const billed = async (): Promise<number> => {
  const range = { appId: server.appId, fromDay: '2000-01-01', toDay: '2100-01-01' };
  return (await server.app.vault.usage(range)).reduce((sum, { volume }) => sum + volume, 0);
};

describe('the task of a recording', () => {
  it.each([
    ['request', ({ RequestId }: { RequestId: string }) => RequestId],
    ['task', ({ TaskId }: { TaskId: number }) => String(TaskId)],
  ])(
    'that is erased by its %s while it is heard leaves nothing, and comes to nothing',
    async (Kind, valueOf) => {
      const task = await heldTask();
      const { TaskId } = task;
      expect(await client.DescribeTaskStatus({ TaskId })).toMatchObject({
        Data: { TaskId, Status: 1, StatusStr: 'doing', Result: '' },
      });
      // Sealed from the first moment on; the URL has gone by now.
      expect(await scanFolder(server.folder, canaries)).toEqual([]);
      const privacy = new CommonClient('privacy', '2026-11-01', clientSettings(server.target));
      const Subject = { Kind, Value: valueOf(task) };
      await privacy.request('CreateErasureRequest', { Subject, Identity: 'Verified' });
      expect([await count('asr.audio'), await count('asr.results')]).toEqual([0, 0]);
      gate.resolve();
      const { Data } = await client.CreateRecTask({ ...ORDER, Data: fakeAudio('Next.').toString('base64') });
      await heard(client, Data?.TaskId ?? 0);
      expect(await codeOf(client.DescribeTaskStatus({ TaskId }))).toBe('FailedOperation.NoSuchTask');
      expect(told).toBe(0);
      expect(await scanFolder(server.folder, { ...canaries, TaskId: String(TaskId) })).toEqual([]);
      expect((await server.app.vault.scan()).discrepancies).toEqual([]);
      await server.app.vault.erase({ appId: server.appId, categories: ['asr.results'] });
    },
  );

  it('that is cancelled is broken off and erased at once, with a receipt', async () => {
    const { TaskId, signal } = await heldTask();
    const own = new CommonClient('recordings', '2026-11-01', clientSettings(server.target));
    const described = await own.request('DescribeRecordingTask', { TaskId, Captions: 'srt' });
    expect(described).toMatchObject({ Status: 'Running', Progress: 0, Captions: null, EndedAt: null });
    const plan = await own.request('CancelRecordingTask', { TaskId, DryRun: true });
    expect(plan).toMatchObject({ Status: 'Running', DryRun: true, ReceiptId: null });
    const cancelled = await own.request('CancelRecordingTask', { TaskId });
    expect(cancelled).toMatchObject({ Status: 'Cancelled', ReceiptId: expect.any(String) });
    expect(signal?.aborted).toBe(true);
    gate.resolve();
    // How it ended stays.
    expect([await count('asr.audio'), await count('asr.results')]).toEqual([0, 1]);
    expect(await client.DescribeTaskStatus({ TaskId })).toMatchObject({
      Data: { Status: 3, Result: '', ErrorMsg: 'The task was cancelled.' },
    });
    expect(told).toBe(0);
    expect(await scanFolder(server.folder, canaries)).toEqual([]);
  });

  it('that is done is erased with all that was said', async () => {
    const { TaskId, RequestId } = await heldTask();
    gate.resolve();
    expect((await heard(client, TaskId)).Result).toContain(CANARY);
    await expect.poll(() => told, PATIENCE).toBe(1);
    const own = new CommonClient('recordings', '2026-11-01', clientSettings(server.target));
    const [srt, vtt] = await Promise.all(
      ['srt', 'vtt'].map(
        async (Captions) =>
          (await own.request('DescribeRecordingTask', { TaskId, Captions })) as Record<string, unknown>,
      ),
    );
    expect(srt?.['Captions']).toBe(`1\n00:00:00,000 --> 00:00:01,500\nheld ${CANARY} spoke.\n`);
    expect(vtt?.['Captions']).toMatch(/^WEBVTT\n\n00:00:00\.000 --> 00:00:01\.500\n/);
    expect(srt).toMatchObject({ Status: 'Done', Progress: 1, AudioDuration: 1.5, ErrorCode: null });
    await server.app.vault.erase({ appId: server.appId, subject: { kind: 'request', value: RequestId } });
    expect(await codeOf(client.DescribeTaskStatus({ TaskId }))).toBe('FailedOperation.NoSuchTask');
    expect(await scanFolder(server.folder, canaries)).toEqual([]);
  });

  // Last: the clock only moves on.
  it('is over after 24 hours, heard or not, bills nothing then, and is gone after a week', async () => {
    const { TaskId } = await heldTask();
    const before = await billed();
    server.clock.moveTo(Date.now() + DAY_MS + HOUR_MS);
    gate.resolve();
    const { vault } = server.app;
    await expect.poll(() => count('asr.audio'), PATIENCE).toBe(0);
    // The order stays until its task is found to be over.
    await expect.poll(() => told, PATIENCE).toBe(1);
    expect(await billed()).toBe(before);
    const [end] = await vault.find('asr.results', {
      appId: server.appId,
      subject: { kind: 'task', value: `${TaskId} end` },
    });
    expect(end?.record.resultText).toContain('"state":"expired"');
    await vault.expire();
    expect(await scanFolder(server.folder, canaries)).toEqual([]);
    server.clock.moveTo(Date.now() + 9 * DAY_MS);
    await vault.expire();
    expect(await count('asr.results')).toBe(0);
  });
});
