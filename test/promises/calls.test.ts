import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECOND_MS } from '../../src/lib/clock.ts';
import type { StorableCategoryId } from '../../src/policy/catalogue.ts';
import { scanFolder } from '../../src/records/scan/forensic-scan.ts';
import { drawIdDocument } from '../material/draw-document.ts';
import { facePhotos } from '../material/faces.ts';
import { speechSample } from '../material/speech.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { mainlandClients } from '../support/sdk.ts';

/** What must never be on the disk, by what it is. */
type Canaries = Record<string, string | Uint8Array>;

let server: TestServer;
let neighbour: { appId: string; requestId: string };
const canaries: Canaries = {};
const requestIds: Partial<Record<StorableCategoryId, string>> = {};

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
/** Bytes out of the middle, where no header is. */
const middle = (bytes: Uint8Array): Uint8Array => bytes.subarray(bytes.length >> 1, (bytes.length >> 1) + 24);

/** One successful call of each service and one failed face call, as a caller would make them. */
async function callEverything(): Promise<void> {
  const document = await drawIdDocument({ surname: 'QUILLFEATHER', number: 'Z90817263' });
  const { wav, transcript } = await speechSample();
  const { personA } = await facePhotos();
  const { ocr, asr, iai } = server.clients;

  const read = await ocr.GeneralBasicOCR({ ImageBase64: base64(document.image) });
  const heard = await asr.SentenceRecognition({
    EngSerViceType: '16k_en',
    SourceType: 1,
    VoiceFormat: 'wav',
    Data: base64(wav),
    DataLen: wav.length,
  });
  const found = await iai.DetectFace({ Image: base64(personA[0]), MaxFaceNum: 5 });
  const failed = await iai
    .DetectFace({ Image: base64(document.image).slice(0, 4000) })
    .catch((error: { requestId?: string }) => ({ RequestId: error.requestId }));
  Object.assign(requestIds, {
    'ocr.monitoring': read.RequestId,
    'ocr.operation-log': read.RequestId,
    'asr.monitoring': heard.RequestId,
    'asr.operation-log': heard.RequestId,
    'face.running-log': found.RequestId,
    'face.error-log': failed.RequestId,
  });
  Object.assign(canaries, {
    surname: 'QUILLFEATHER',
    'document number': 'Z90817263',
    'document image': middle(document.image),
    recording: middle(wav),
    'what was said': transcript.slice(0, 24),
    'result of listening': heard.Result?.slice(0, 24),
    'face image': middle(personA[0]),
    SecretKey: server.target.secretKey,
  });
}

/** Another account, whose records must survive whatever happens to the first one's. */
async function callAsNeighbour(): Promise<typeof neighbour> {
  const key = await server.app.accounts.create({ name: 'neighbour' });
  const clients = mainlandClients({
    port: server.target.port,
    secretId: key.secretId,
    secretKey: key.secretKey,
  });
  const { personB } = await facePhotos();
  const { RequestId } = await clients.iai.DetectFace({ Image: base64(personB) });
  return { appId: key.appId, requestId: RequestId ?? '' };
}

const ofRequest = (category: StorableCategoryId, value: string | undefined) =>
  server.app.vault.find(category, { subject: { kind: 'request', value: value ?? 'none' } });

beforeAll(async () => {
  server = await startLethe();
  await callEverything();
  neighbour = await callAsNeighbour();
});
afterAll(() => server[Symbol.asyncDispose]());

describe('what a call leaves', () => {
  it('is exactly one record of each category that its module names', async () => {
    for (const [category, requestId] of Object.entries(requestIds))
      expect(await ofRequest(category as StorableCategoryId, requestId), category).toHaveLength(1);
    expect(await ofRequest('face.error-log', requestIds['face.running-log'])).toHaveLength(0);
    expect(await ofRequest('face.running-log', requestIds['face.error-log'])).toHaveLength(1);
  });

  it('is nothing in the categories that no call may fill', async () => {
    const held = new Map((await server.app.vault.holdings()).map((h) => [h.category as string, h.count]));
    for (const category of [
      'ocr.images-and-results',
      'ocr.identification',
      'asr.audio',
      'asr.results',
      'face.features',
    ])
      expect(held.get(category) ?? 0, category).toBe(0);
  });

  it('carries no image, no recording, no name, number or word of a result, in any encoding, even while it is held', async () => {
    expect(await scanFolder(server.folder, canaries)).toEqual([]);
  });
});

describe('the deadline of what calls have left', () => {
  // Shortest promise first: the clock only moves on.
  it.each(['asr.operation-log', 'asr.monitoring', 'ocr.operation-log', 'ocr.monitoring'] as const)(
    '%s: there one second before, gone one second after',
    async (category) => {
      const [record] = await ofRequest(category, requestIds[category]);
      const deadline = record?.deadline ?? Number.NaN;
      const { vault } = server.app;
      server.clock.moveTo(deadline - SECOND_MS);
      await vault.expire();
      expect(await ofRequest(category, requestIds[category])).toHaveLength(1);
      server.clock.moveTo(deadline + SECOND_MS);
      await vault.expire();
      expect(await ofRequest(category, requestIds[category])).toHaveLength(0);
      expect((await vault.holdings()).every((h) => h.keptLate === 0)).toBe(true);
    },
  );
});

describe('erasure', () => {
  it('reaches every record of a request at once, and leaves no byte of its id', async () => {
    const requestId = requestIds['face.error-log'] ?? '';
    const target = { appId: server.appId, subject: { kind: 'request', value: requestId } } as const;
    const { vault } = server.app;
    const planned = await vault.erase(target, { dryRun: true });
    expect(planned.steps.map((s) => s.category).sort()).toEqual(['face.error-log', 'face.running-log']);
    expect(await ofRequest('face.error-log', requestId)).toHaveLength(1);

    const done = await vault.erase(target);
    expect(done.remains).toEqual([]);
    expect(await ofRequest('face.error-log', requestId)).toHaveLength(0);
    expect(await ofRequest('face.running-log', requestId)).toHaveLength(0);
    expect(await scanFolder(server.folder, { requestId })).toEqual([]);
    expect(await ofRequest('face.running-log', neighbour.requestId)).toHaveLength(1);
  });

  it('of an account takes all of it, leaves its neighbour, and is on record', async () => {
    const { vault } = server.app;
    await vault.erase({ appId: server.appId });
    expect(await ofRequest('face.running-log', requestIds['face.running-log'])).toHaveLength(0);
    expect(await ofRequest('face.running-log', neighbour.requestId)).toHaveLength(1);
    expect((await server.app.accounts.list(neighbour.appId)).length).toBe(1);
    expect((await vault.receipts()).some((r) => r.kind === 'erasure' && r.appId === server.appId)).toBe(true);
    expect(await vault.verifyReceipts()).toMatchObject({ ok: true });
    expect(await scanFolder(server.folder, canaries)).toEqual([]);
  });
});
