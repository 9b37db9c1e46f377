import { CommonClient } from 'tencentcloud-sdk-nodejs/tencentcloud/common/common_client.js';
import type { Engine } from '../../src/engine/jobs.ts';
import { EngineError } from '../../src/engine/types.ts';
import { fakeEngine } from '../support/fake-engine.ts';
import { clientSettings, type ClientTarget } from '../support/sdk.ts';

export interface TaskAnswer {
  readonly TaskId: string;
  readonly Status: string;
  readonly PageCount: number;
  readonly PagesDone: number;
  readonly PagesFailed: number;
  readonly ExpiresAt: string;
  readonly RequestId: string;
  readonly Pages: readonly {
    readonly Page: number;
    readonly Status: string;
    readonly ErrorCode: string | null;
    readonly Result: { readonly TextDetections?: readonly { readonly DetectedText: string }[] } | null;
  }[];
  readonly NextOffset: number | null;
  readonly ReceiptId: string;
  readonly TotalCount: number;
  readonly Tasks: readonly TaskAnswer[];
}

export type DocumentsCall = (action: string, parameters?: Record<string, unknown>) => Promise<TaskAnswer>;

/** The SDK's generic client on the service of whole documents. */
export const documentsClient = (target: ClientTarget): DocumentsCall => {
  const client = new CommonClient('documents', '2026-11-01', clientSettings(target));
  return async (action, parameters = {}) => (await client.request(action, parameters)) as TaskAnswer;
};

/** Polls until a task has ended. */
export const ended = async (call: DocumentsCall, TaskId: string): Promise<TaskAnswer> => {
  for (;;) {
    const answer = await call('DescribeDocumentTask', { TaskId, Limit: 100 });
    if (!['Waiting', 'Running'].includes(answer.Status)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 75));
  }
};

const corner = { x: 0, y: 0 };

/** What a fake document of so many pages is sent as. */
export const fakePdf = (pages: number, name = 'file'): string =>
  Buffer.from(JSON.stringify({ name, pages })).toString('base64');

export interface FakePage {
  readonly name: string;
  readonly page: number;
}

/** An engine for documents of `fakePdf`: reads the name and the number of each page, once `before` lets it. */
export const pagesEngine = (before: (page: FakePage) => Promise<void> = async () => {}): Engine =>
  fakeEngine({
    inspectPdf: async ({ pdf }) => {
      const text = Buffer.from(pdf).toString();
      if (!text.startsWith('{')) throw new EngineError('unreadable-image', 'no document');
      return { pages: (JSON.parse(text) as { pages: number }).pages };
    },
    readText: async ({ image, options: { pdfPage = 0 } }) => {
      const { name } = JSON.parse(Buffer.from(image).toString()) as { name: string };
      await before({ name, page: pdfPage });
      const line = {
        text: `${name} ${pdfPage}`,
        confidence: 0.9,
        quad: [corner, corner, corner, corner] as const,
      };
      return { width: 9, height: 9, angle: 0, lines: [line], steps: [] };
    },
  });
