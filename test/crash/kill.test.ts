import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { newSecretId, newSecretKey } from '../../src/lib/ids.ts';
import { drawReceipt } from '../material/draw-document.ts';
import { facePhotos } from '../material/faces.ts';
import { mainlandClients } from '../support/sdk.ts';
import { startServerProcess } from '../support/server-process.ts';

const ROUNDS = 4;
const CALLERS = 4;

let folder: string;
let env: Record<string, string>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-crash-'));
  await mkdir(join(folder, 'tmp'));
  env = {
    LETHE_DATA: join(folder, 'data'),
    LETHE_MASTER_KEY: randomBytes(32).toString('hex'),
    LETHE_SECRET_ID: newSecretId(),
    LETHE_SECRET_KEY: newSecretKey(),
    LETHE_WORKERS: '1',
    LETHE_LOG_LEVEL: 'error',
    TMPDIR: join(folder, 'tmp'),
  };
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const clientsOn = (port: number) =>
  mainlandClients({ port, secretId: env['LETHE_SECRET_ID'] ?? '', secretKey: env['LETHE_SECRET_KEY'] ?? '' });

const small = async (): Promise<string> => {
  const { personA } = await facePhotos();
  return (await sharp(personA[0]).resize(160).jpeg().toBuffer()).toString('base64');
};

/** Calls until the server is gone; adds the RequestId of every acknowledged call. */
async function callUntilGone(port: number, image: string, acknowledged: string[]): Promise<void> {
  const { iai } = clientsOn(port);
  while (true) {
    try {
      const { RequestId } = await iai.DetectFace({ Image: image });
      if (RequestId) acknowledged.push(RequestId);
    } catch (error) {
      if ((error as { code?: string }).code !== 'RequestLimitExceeded') return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

describe('kill -9 under load', () => {
  it('loses no acknowledged call and bills none twice', async () => {
    const image = await small();
    const acknowledged: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const server = await startServerProcess(env);
      const before = acknowledged.length;
      const callers = Array.from({ length: CALLERS }, () => callUntilGone(server.port, image, acknowledged));
      while (acknowledged.length < before + 10) await new Promise((resolve) => setTimeout(resolve, 20));
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 300));
      await server.end('SIGKILL');
      await Promise.all(callers);
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS * 10);
    expect(new Set(acknowledged).size).toBe(acknowledged.length);

    await using app = await createApp(readConfig(env));
    for (const value of acknowledged) {
      const records = await app.vault.find('face.running-log', { subject: { kind: 'request', value } });
      expect(records.map((r) => r.record.billed)).toEqual([true]);
    }
    const billed = await app.vault.find('face.running-log', { limit: 1_000_000 });
    const [account] = await app.accounts.list();
    const usage = await app.vault.usage({
      appId: account?.appId ?? '',
      fromDay: '2000-01-01',
      toDay: '2100-01-01',
    });
    const calls = usage.filter((row) => row.item === 'face.detect').reduce((sum, row) => sum + row.calls, 0);
    expect(calls).toBe(billed.length);
    expect(calls).toBeGreaterThanOrEqual(acknowledged.length);
    expect((await app.vault.verifyReceipts()).ok).toBe(true);
  });
});

/** Waits until the server has so many calls in hand. */
async function untilInFlight(port: number, calls: number): Promise<void> {
  for (;;) {
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    if (Number(/^lethe_calls_in_flight (\d+)/m.exec(metrics)?.[1]) >= calls) return;
  }
}

describe('SIGTERM', () => {
  it('lets calls in flight finish, ends with 0 and leaves no temporary file', async () => {
    const { image, lines } = await drawReceipt();
    const server = await startServerProcess(env, '/readyz');
    const { ocr } = clientsOn(server.port);
    const ImageBase64 = image.toString('base64');
    const inFlight = Array.from({ length: 3 }, () => ocr.GeneralBasicOCR({ ImageBase64 }));
    await untilInFlight(server.port, inFlight.length);
    const ended = server.end('SIGTERM');
    const answers = await Promise.all(inFlight);
    for (const { TextDetections } of answers)
      expect(TextDetections?.length).toBeGreaterThan(lines.length / 2);
    expect(await ended).toBe(0);
    expect(await readdir(join(folder, 'tmp'))).toEqual([]);
    expect(server.output()).not.toContain(ImageBase64.slice(200, 240));
    for (const line of lines) expect(server.output()).not.toContain(line);
  });
});
