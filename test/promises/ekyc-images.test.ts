import { mkdtemp, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineError } from '../../src/engine/types.ts';
import { faceidActions } from '../../src/features/faceid/faceid-actions.ts';
import { HOUR_MS, SECOND_MS } from '../../src/lib/clock.ts';
import { createLogger } from '../../src/lib/logger.ts';
import { scanFolder } from '../../src/records/scan/forensic-scan.ts';
import { codeOf } from '../support/code-of.ts';
import { fakeEngine } from '../support/fake-engine.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { intlCall } from '../support/sdk.ts';
import { pageClient } from '../wire/verification-client.ts';

const made = (bytes: number): string => randomBytes(bytes).toString('base64');

/** What is sent, or said of who sends it. */
const SENT: Record<string, string> = {
  'a photo': made(900),
  'a video': made(2000),
  'a document': made(2000),
  'the portrait of a document': made(900),
  'a best frame': made(900),
  'a name': 'HORTENSIA QUILLWORT',
  'words of the caller': 'order-of-marzipan-0815',
  'where to go': 'https://example.com/quillwort/back',
};
const FAILING = 'a video that brings the engine down';

const unit = new Float32Array(512).fill(1 / Math.sqrt(512));
const toBase64 = (text = ''): string => Buffer.from(text).toString('base64');

const engine = () =>
  fakeEngine({
    findFaces: () => {
      const box = { x: 0, y: 0, width: 100, height: 120, confidence: 1, landmarks5: [], landmarks68: [] };
      const face = { ...box, pose: { yaw: 0, pitch: 0, roll: 0 }, embedding: unit };
      return Promise.resolve({ width: 200, height: 200, faces: [face], steps: [] });
    },
    readDocument: ({ templates }) =>
      Promise.resolve({
        ...{ width: 9, height: 9, angle: 0, hasText: true, seen: [], steps: [] },
        template: templates[0]?.id ?? null,
        side: 'front' as const,
        fields: { englishName: { text: SENT['a name'] ?? '', confidence: 1, checked: true } },
        portrait: Buffer.from(SENT['the portrait of a document'] ?? ''),
      }),
    judgeCapture: ({ capture }) => {
      const video = capture.kind === 'video' ? Buffer.from(capture.video).toString() : '';
      if (video === FAILING) return Promise.reject(new EngineError('worker-died', SENT['a name'] ?? ''));
      const quality = { sharpness: 90, brightness: 50, score: 90 };
      const best = { jpeg: Buffer.from(SENT['a best frame'] ?? ''), embedding: unit, quality };
      return Promise.resolve({ problem: null, frames: 20, liveness: 99, missing: null, best, steps: [] });
    },
  });

let server: TestServer;
let folder: string;
const lines: string[] = [];
const called = new Set<string>();
const before = process.env['TMPDIR'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-ekyc-'));
  // The data folder and every temporary file are in the one folder that is looked through.
  process.env['TMPDIR'] = folder;
  server = await startLethe({
    engine: engine(),
    logger: createLogger('debug', { write: (line) => void lines.push(line) }),
  });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  await rm(folder, { recursive: true, force: true });
});

const call = (name: string, parameters: Record<string, unknown>) => {
  called.add(name);
  return intlCall(server.target, 'faceid', name)(parameters);
};

const tokens: Record<string, string> = {};

const found = async (): Promise<unknown> => {
  const needles = { ...SENT, ...tokens };
  return [
    ...(await scanFolder(folder, needles)),
    ...Object.entries(needles)
      .filter(([, needle]) => lines.join('').includes(needle))
      .map(([what]) => `log: ${what}`),
  ];
};

const Photo = toBase64(SENT['a photo']);
const Video = toBase64(SENT['a video']);

/** Sends all that is asked for. */
const walk = async (token: string, hasDocument = false): Promise<void> => {
  // However fast the machine: no more calls in a second than a page may make.
  server.clock.moveTo(server.clock.now() + SECOND_MS);
  const page = pageClient(`http://127.0.0.1:${server.target.port}/verification/${token}`);
  await page.consent();
  if (hasDocument)
    expect(await page.document(Buffer.from(SENT['a document'] ?? ''))).toMatchObject({ status: 200 });
  await page.challenge();
  expect((await page.face(Buffer.from(FAILING))).status).toBe(500);
  expect(await page.face(Buffer.from(SENT['a video'] ?? ''))).toMatchObject({ Result: 'Success' });
};

describe('what all actions of identity verification leave', () => {
  it('is nothing that could be read, while verifications go on', async () => {
    const pair = { ImageBase64: Photo, VideoBase64: Video, LivenessType: 'SILENT' };
    expect(await call('LivenessCompare', pair)).toMatchObject({ Result: 'Success' });
    expect(
      await call('CompareFaceLiveness', { ...pair, ImageBase64: Photo, ValidateData: '' }),
    ).toMatchObject({ Result: 'Success' });
    expect(await codeOf(call('LivenessCompare', { ...pair, VideoBase64: toBase64(FAILING) }))).not.toBe(
      'no error',
    );
    expect(await codeOf(call('LivenessCompare', { ...pair, ValidateData: SENT['a name'] }))).not.toBe(
      'no error',
    );

    const web = await call('ApplyWebVerificationBizTokenIntl', {
      Extra: SENT['words of the caller'],
      RedirectURL: SENT['where to go'],
      Config: { CheckMode: 1, SecurityLevel: 1 },
    });
    tokens['a token of the web flow'] = String(web['BizToken']);
    const sdk = await call('ApplySdkVerificationToken', { SecurityLevel: 1, CheckMode: 1, IdCardType: 'HK' });
    tokens['a token of the SDK'] = String(sdk['SdkToken']);
    const face = await call('GetFaceIdTokenIntl', { SecureLevel: '1', CheckMode: 'compare', Image: Photo });
    tokens['a token of a face'] = String(face['SdkToken']);
    const live = await call('ApplyLivenessToken', { SecureLevel: '1' });
    tokens['a token of liveness'] = String(live['SdkToken']);
    const [first = '', second = '', third = '', fourth = ''] = Object.values(tokens);
    for (const token of [first, second]) await walk(token, true);
    for (const token of [third, fourth]) await walk(token);
    const results = [
      await call('GetWebVerificationResultIntl', { BizToken: first }),
      await call('GetSdkVerificationResult', { SdkToken: second }),
      await call('GetFaceIdResultIntl', { SdkToken: third }),
      await call('GetLivenessResult', { SdkToken: fourth }),
    ];
    expect(results).toHaveLength(4);
    expect(JSON.stringify(results[0])).toContain(SENT['a name']);
    for (const name of [
      ...[
        'CreateUploadUrl',
        'DetectAIFakeFaces',
        'GenerateReflectSequence',
        'DetectReflectLivenessAndCompare',
      ],
    ])
      expect(await codeOf(call(name, {})), name).not.toBe('no error');
    expect(await found()).toEqual([]);
  });

  it('is gone after two hours, also where nothing ran when they had passed', async () => {
    const { vault } = server.app;
    expect(await vault.count('ekyc.images-videos-results', {})).toBe(12);
    server.clock.moveTo(server.clock.now() + 2 * HOUR_MS);
    expect(await vault.count('ekyc.images-videos-results', {})).toBe(0);
    await vault.expire();
    server.clock.back();
    expect(await vault.count('ekyc.images-videos-results', {})).toBe(0);
    expect(await found()).toEqual([]);
  });

  it('was looked for after every action that there is', () => {
    expect([...called].sort()).toEqual(Object.keys(faceidActions).sort());
  });
});
