import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EngineError } from '../../src/engine/types.ts';
import { DAY_MS, SECOND_MS } from '../../src/lib/clock.ts';
import { newTaskId } from '../../src/tasks/task-records.ts';
import { codeOf } from '../support/code-of.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { awayFromMidnight } from '../support/midnight.ts';
import { documentsClient, ended, fakePdf, pagesEngine, type DocumentsCall } from './documents-client.ts';

let server: TestServer;
let call: DocumentsCall;

/** Pages named `bad` fail in ways of their own. */
const failures: Readonly<Record<number, ConstructorParameters<typeof EngineError>[0]>> = {
  2: 'timeout',
  3: 'worker-died',
};

beforeAll(async () => {
  const engine = pagesEngine(async ({ name, page }) => {
    const reason = failures[page];
    if (name === 'bad' && reason) throw new EngineError(reason, 'on purpose');
  });
  server = await startLethe({ engine }, { LETHE_WORKERS: '3' });
  call = documentsClient(server.target);
});
beforeEach(awayFromMidnight);
afterAll(() => server[Symbol.asyncDispose]());

const billOf = async (item: string, appId = server.appId): Promise<number> => {
  const usage = await server.app.vault.usage({ appId, fromDay: '2000-01-01', toDay: '2100-01-01' });
  return usage.filter((row) => row.item === item).reduce((sum, row) => sum + row.calls, 0);
};

describe('a document task', () => {
  it('reads every page, and hands the results out in order', async () => {
    const { TaskId, PageCount, ExpiresAt, RequestId } = await call('CreateDocumentTask', {
      FileBase64: fakePdf(5, 'invoice'),
      Kind: 'GeneralAccurateOCR',
    });
    expect(PageCount).toBe(5);
    expect(new Date(ExpiresAt).toISOString()).toMatch(/T23:59:59.999Z$/);
    const answer = await ended(call, TaskId);
    expect(answer).toMatchObject({ Status: 'Done', PagesDone: 5, PagesFailed: 0, NextOffset: null });
    const texts = answer.Pages.map(({ Page, Result }) => [Page, Result?.TextDetections?.[0]?.DetectedText]);
    expect(texts).toEqual([1, 2, 3, 4, 5].map((page) => [page, `invoice ${page}`]));

    const part = await call('DescribeDocumentTask', { TaskId, Offset: 3, Limit: 1 });
    expect(part.Pages.map(({ Page }) => Page)).toEqual([4]);
    expect(part.NextOffset).toBe(4);

    const { vault } = server.app;
    const records = await vault.find('ocr.monitoring', { subject: { kind: 'request', value: RequestId } });
    expect(records.map(({ record }) => record.interfaceName)).toEqual(Array(5).fill('GeneralAccurateOCR'));
    expect(new Set(records.map(({ record }) => record.callId)).size).toBe(5);
    const log = await vault.find('ocr.operation-log', { subject: { kind: 'request', value: RequestId } });
    expect(log).toHaveLength(5);
    expect(JSON.stringify(log)).not.toContain('invoice');
    expect(await billOf('ocr.accurate')).toBe(5);
  });

  it('reads the pages that are named, each once', async () => {
    const { TaskId } = await call('CreateDocumentTask', { FileBase64: fakePdf(9), Pages: '7,1-3,2' });
    const answer = await ended(call, TaskId);
    expect(answer).toMatchObject({ PageCount: 4, DocumentPageCount: 9 });
    expect(answer.Pages.map(({ Page }) => Page)).toEqual([1, 2, 3, 7]);
  });

  it('goes on when a page fails, and bills only what was read', async () => {
    const before = await billOf('ocr.fast');
    const file = { FileBase64: fakePdf(4, 'bad'), Kind: 'GeneralFastOCR' };
    const { TaskId } = await call('CreateDocumentTask', file);
    const answer = await ended(call, TaskId);
    expect(answer).toMatchObject({ Status: 'Done', PagesDone: 4, PagesFailed: 2 });
    expect(answer.Pages.map(({ Status, ErrorCode }) => [Status, ErrorCode])).toEqual([
      ['Done', null],
      ['Failed', 'FailedOperation.EngineRecognizeTimeout'],
      ['Failed', 'InternalError'],
      ['Done', null],
    ]);
    expect((await billOf('ocr.fast')) - before).toBe(2);
    const failed = await call('CreateDocumentTask', { ...file, Pages: '2-3' });
    expect((await ended(call, failed.TaskId)).Status).toBe('Failed');
  });

  it('says at once what is wrong with it', async () => {
    /** A second later each time: more calls than that are refused. */
    const created = (parameters: Record<string, unknown>) => {
      server.clock.moveTo(server.clock.now() + SECOND_MS);
      return codeOf(call('CreateDocumentTask', parameters));
    };
    const FileBase64 = fakePdf(3);
    expect(await created({})).toBe('FailedOperation.EmptyImageError');
    expect(await created({ FileBase64: '?' })).toBe('FailedOperation.ImageDecodeFailed');
    expect(await created({ FileBase64: 'bm8gUERG' })).toBe('FailedOperation.ImageDecodeFailed');
    expect(await created({ FileBase64: fakePdf(0) })).toBe('FailedOperation.ImageDecodeFailed');
    expect(await created({ FileBase64: fakePdf(1001) })).toBe('LimitExceeded.TooManyPages');
    expect(await created({ FileUrl: 'http://127.0.0.1:1/x.pdf' })).toBe('FailedOperation.DownLoadError');
    expect(await created({ FileBase64, Pages: '2-4' })).toBe(
      'InvalidParameterValue.InvalidParameterValueLimit',
    );
    expect(await created({ FileBase64, Pages: 'all' })).toBe('InvalidParameterValue');
    expect(await created({ FileBase64, Kind: 'IDCardOCR' })).toBe('InvalidParameterValue');
    expect(await created({ FileBase64, Kind: 'RecognizeTableOCR', IsWords: true })).toBe(
      'UnsupportedOperation',
    );
    expect(await created({ FileBase64, LanguageType: 'rus' })).toBe('FailedOperation.LanguageNotSupport');
  });

  it('is not known by an id that was never given, nor when its day is over', async () => {
    const described = (at: number) => codeOf(call('DescribeDocumentTask', { TaskId: newTaskId(at) }));
    const now = server.clock.now();
    expect(await described(now)).toBe('ResourceNotFound.TaskNotFound');
    expect(await described(now - DAY_MS)).toBe('FailedOperation.TaskExpired');
    expect(await codeOf(call('DescribeDocumentTask', { TaskId: crypto.randomUUID() }))).toBe(
      'InvalidParameterValue',
    );
  });

  it('can be tried dry, and leaves nothing then', async () => {
    const { TotalCount } = await call('DescribeDocumentTasks');
    const answer = await call('CreateDocumentTask', { FileBase64: fakePdf(3), DryRun: true });
    expect(answer).toMatchObject({ TaskId: '', PageCount: 3, DryRun: true });
    expect((await call('DescribeDocumentTasks')).TotalCount).toBe(TotalCount);
  });
});
