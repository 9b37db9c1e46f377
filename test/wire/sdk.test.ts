import http from 'node:http';
import { asr } from 'tencentcloud-sdk-nodejs/tencentcloud/services/asr/index.js';
import { iai } from 'tencentcloud-sdk-nodejs/tencentcloud/services/iai/index.js';
import { ocr } from 'tencentcloud-sdk-nodejs/tencentcloud/services/ocr/index.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commonClient, intlCall, settings, type SignMethod } from './clients.ts';
import { startServer, type Running } from './harness.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const SIGN_METHODS: readonly SignMethod[] = ['TC3-HMAC-SHA256', 'HmacSHA1', 'HmacSHA256'];
const ways = SIGN_METHODS.flatMap((signMethod) =>
  (['POST', 'GET'] as const).map((reqMethod) => ({ signMethod, reqMethod })),
);

let running: Running;
beforeAll(async () => {
  running = await startServer();
});
afterAll(() => running[Symbol.asyncDispose]());

describe.each(ways)('$signMethod $reqMethod', (way) => {
  test('mainland SDK reads text', async () => {
    const client = new ocr.v20181119.Client(settings(running, { ...way, region: 'ap-guangzhou' }));
    const response = await client.GeneralBasicOCR({
      ImageBase64: 'aGVs+bG8/gd==',
      LanguageType: 'auto',
      IsPdf: true,
      PdfPageNumber: 7,
    });
    expect(response.Language).toBe('auto');
    expect(response.PdfPageSize).toBe(7);
    expect(response.TextDetections?.[0]?.Confidence).toBe(99);
    expect(response.RequestId).toMatch(UUID);
  });

  test('international SDK reads text', async () => {
    const response = await intlCall(
      running,
      'ocr',
      'v20181119',
      'GeneralBasicOCR',
      { ImageBase64: 'aGVs+bG8/gd==', IsPdf: true, PdfPageNumber: 7 },
      way,
    );
    expect(response).toMatchObject({ Language: 'zh', PdfPageSize: 7 });
    expect(response['RequestId']).toMatch(UUID);
  });

  test('other services', async () => {
    const speech = new asr.v20190614.Client(settings(running, way));
    const spoken = await speech.SentenceRecognition({
      EngSerViceType: '16k_zh',
      SourceType: 1,
      VoiceFormat: 'wav',
      Data: 'UklGRg==',
      DataLen: 4,
    });
    expect(spoken.AudioDuration).toBe(2500);
    const faces = new iai.v20200303.Client(settings(running, way));
    expect((await faces.DetectFace({ Image: 'AAAA', MaxFaceNum: 3 })).FaceInfos?.[0]?.X).toBe(3);
    const token = await intlCall(
      running,
      'faceid',
      'v20180301',
      'GetFaceIdTokenIntl',
      { SecureLevel: '1' },
      way,
    );
    expect(token['SdkToken']).toBe('token-of-a-person');
  });

  test('lists, objects, flags and awkward texts survive', async () => {
    const names = ["it's (a) test!", '100% ~*', '陈小明', 'a+b&c=d', ' spaces ', '😀'];
    const echoed = await commonClient(running, '2026-01-01', way).request('DescribeHoldings', {
      Names: names,
    });
    expect(echoed['Names']).toEqual(names);
    const client = commonClient(running, '2020-03-03', way);
    const created = await client.request('CreatePerson', {
      GroupId: 'g',
      PersonId: 'p-1',
      PersonName: '12',
      NeedRotateDetection: false,
      PersonExDescriptionInfos: [
        { PersonExDescriptionIndex: 0, PersonExDescription: '0' },
        { PersonExDescriptionIndex: 1, PersonExDescription: 'true' },
      ],
    });
    expect(created['Score']).toBe(87.5);
  });
});

test('multipart, signed as the SDK does', async () => {
  const client = commonClient(running, '2018-11-19');
  const response = await client.request(
    'GeneralBasicOCR',
    { ImageBase64: Buffer.from([0xff, 0xd8, 0xff, 0x00]), LanguageType: 'zh' },
    { multipart: true } as never,
  );
  expect(response['Language']).toBe('zh');
  const { requests } = running.vault.last;
  expect(requests[1]?.record).toMatchObject({ request: { ImageBase64: '<text>', LanguageType: 'zh' } });
});

test('a null parameter is an absent one', async () => {
  const client = commonClient(running, '2018-11-19');
  const response = await client.request('GeneralBasicOCR', { ImageBase64: null, PdfPageNumber: null });
  expect(response['PdfPageSize']).toBe(0);
});

test('a trace id comes back', async () => {
  const config = settings(running);
  Object.assign(config.profile?.httpProfile ?? {}, { headers: { 'X-TC-TraceId': 'trace-1' } });
  const client = new ocr.v20181119.Client(config);
  await expect(client.GeneralBasicOCR({ PdfPageNumber: 0 })).rejects.toMatchObject({ traceId: 'trace-1' });
});

test('100 calls at once over connections that are kept', async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 10 });
  const config = settings(running);
  Object.assign(config.profile?.httpProfile ?? {}, { agent });
  const client = new ocr.v20181119.Client(config);
  const before = running.vault.puts.length;
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, i) => client.GeneralBasicOCR({ PdfPageNumber: (i % 100) + 1 })),
  );
  expect(answers.map(({ PdfPageSize }) => PdfPageSize)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
  expect(new Set(answers.map(({ RequestId }) => RequestId)).size).toBe(100);
  expect(running.vault.puts.length - before).toBe(100);
  const kept = Object.values(agent.freeSockets).flat().length;
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThanOrEqual(10);
  agent.destroy();
});
