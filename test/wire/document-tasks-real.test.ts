import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { scanFolder } from '../../src/records/scan/forensic-scan.ts';
import { drawIdDocument, drawReceipt } from '../material/draw-document.ts';
import { pdfOf } from '../material/pdf.ts';
import { codeOf } from '../support/code-of.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { awayFromMidnight } from '../support/midnight.ts';
import { documentsClient, ended, type DocumentsCall, type TaskAnswer } from './documents-client.ts';

let server: TestServer;
let call: DocumentsCall;
let document: Buffer;

beforeAll(async () => {
  const blank = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  const [card, receipt] = await Promise.all([
    drawIdDocument({ surname: 'QUILLFEATHER', number: 'Z90817263' }),
    drawReceipt(),
  ]);
  document = await pdfOf([card.image, blank, receipt.image]);
  server = await startLethe();
  call = documentsClient(server.target);
});
beforeEach(awayFromMidnight);
afterAll(() => server[Symbol.asyncDispose]());

/** The document behind a password that nobody knows (ISO 32000-1, 7.6.3). */
const locked = (): Buffer => {
  const password = `/O <${'5a'.repeat(32)}> /U <${'a5'.repeat(32)}>`;
  const lock = `/ID [<${'00'.repeat(16)}> <${'00'.repeat(16)}>] /Encrypt << /Filter /Standard /V 1 /R 2 ${password} /P -4 >>`;
  const text = document.toString('latin1');
  const at = text.lastIndexOf(' >>\nstartxref');
  return Buffer.from(`${text.slice(0, at)} ${lock}${text.slice(at)}`, 'latin1');
};

const textOf = ({ Result }: TaskAnswer['Pages'][number]): string =>
  (Result?.TextDetections ?? []).map(({ DetectedText }) => DetectedText).join(' ');

describe('a PDF document', () => {
  it('is read page by page, and nothing of it is on the disk in clear', async () => {
    const { TaskId } = await call('CreateDocumentTask', { FileBase64: document.toString('base64') });
    const answer = await ended(call, TaskId);
    expect(answer).toMatchObject({ Status: 'Done', PageCount: 3, PagesDone: 3, PagesFailed: 1 });
    const [card, blank, receipt] = answer.Pages;
    if (!card || !blank || !receipt) throw new Error('there are three pages');
    expect(textOf(card)).toContain('QUILLFEATHER');
    expect(blank).toMatchObject({ Status: 'Failed', ErrorCode: 'FailedOperation.ImageNoText' });
    expect(textOf(receipt)).toMatch(/total/i);
    const middle = document.subarray(document.length >> 1, (document.length >> 1) + 24);
    const canaries = { surname: 'QUILLFEATHER', number: 'Z90817263', document: middle, TaskId };
    expect(await scanFolder(server.folder, canaries)).toEqual([]);
  });

  it.each([
    ['behind a password', locked],
    ['cut off', () => document.subarray(0, document.length >> 1)],
    ['without any page', () => pdfOf([])],
    [
      'that is a picture',
      () =>
        sharp({ create: { width: 99, height: 99, channels: 3, background: '#789' } })
          .png()
          .toBuffer(),
    ],
  ])('%s is refused at once', async (_, made) => {
    const FileBase64 = Buffer.from(await made()).toString('base64');
    expect(await codeOf(call('CreateDocumentTask', { FileBase64 }))).toBe(
      'FailedOperation.ImageDecodeFailed',
    );
  });
});
