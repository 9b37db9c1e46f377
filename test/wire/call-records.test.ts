import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { categories } from '../../src/policy/catalogue.ts';
import type { PutRequest } from '../../src/records/types.ts';
import { commonClient } from './clients.ts';
import { SECRET_TEXT } from './fake-actions.ts';
import { CREDENTIALS, startServer, type Running } from './harness.ts';

let running: Running;
beforeAll(async () => {
  running = await startServer();
});
afterAll(() => running[Symbol.asyncDispose]());

const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(30_000, 7)]).toString(
  'base64',
);

/** One call, and the one put that it leaves. */
async function leaves(version: string, action: string, parameters: object) {
  const before = running.vault.puts.length;
  const answer = await commonClient(running, version)
    .request(action, parameters)
    .catch((error: { requestId: string }) => ({ RequestId: error.requestId }));
  expect(running.vault.puts.length).toBe(before + 1);
  const { requests, usage } = running.vault.last;
  for (const request of requests) expectOnlyDeclaredFields(request);
  return { requests, usage, requestId: answer['RequestId'] as string, text: JSON.stringify(requests) };
}

function expectOnlyDeclaredFields({ category, record, context }: PutRequest): void {
  const { fields } = categories[category];
  const given = Object.keys(record);
  expect(given.filter((name) => !Object.hasOwn(fields, name))).toEqual([]);
  const required = Object.entries(fields).filter(([, field]) => !('optional' in field));
  expect(required.map(([name]) => name).filter((name) => !given.includes(name))).toEqual([]);
  expect(context.appId).toBe(CREDENTIALS.main.appId);
}

const today = (): string => new Date().toISOString().slice(0, 10);

test('ocr: one monitoring record and one operation log', async () => {
  const { requests, usage, requestId, text } = await leaves('2018-11-19', 'GeneralBasicOCR', {
    ImageBase64: jpeg,
    LanguageType: 'auto',
    Scene: 'a text about John Doe',
  });
  expect(requests.map(({ category }) => category)).toEqual(['ocr.monitoring', 'ocr.operation-log']);
  const [monitoring, log] = requests as [PutRequest<'ocr.monitoring'>, PutRequest<'ocr.operation-log'>];
  expect(monitoring.record).toMatchObject({
    appId: '1250000001',
    interfaceName: 'GeneralBasicOCR',
    result: 'Success',
    callId: requestId,
    region: 'ap-singapore',
    fee: 0.021,
    callVolume: 1,
  });
  expect(monitoring.record.endTime).toBeGreaterThanOrEqual(monitoring.record.startTime);
  expect(log.record.steps).toMatchObject(
    ['authenticate', 'validate', 'decode', 'detect', 'recognise'].map((name) => ({ name })),
  );
  expect(log.record.request).toEqual({
    ImageBase64: '<base64 jpeg 30 KiB>',
    LanguageType: 'auto',
    Scene: '<text>',
  });
  expect(log.record.response).toEqual({
    TextDetections: [{ DetectedText: '<text>', Confidence: 99 }],
    Language: 'auto',
    PdfPageSize: 0,
  });
  expect(text).not.toMatch(/ZHANG|John|\/9j\//);
  for (const { context } of requests)
    expect(context.subjects).toEqual([{ kind: 'request', value: requestId }]);
  expect(usage).toEqual([{ appId: '1250000001', day: today(), item: 'ocr.general', volume: 1 }]);
});

test('what a caller puts into a harmless field is withheld unless it is what belongs there', async () => {
  const { text, requests, usage } = await leaves('2018-11-19', 'GeneralBasicOCR', {
    LanguageType: SECRET_TEXT,
    [SECRET_TEXT]: 1,
  });
  expect(requests[0]?.record).toMatchObject({ result: 'UnknownParameter', fee: 0 });
  expect(text).not.toContain('ZHANG');
  expect(usage).toEqual([]);
});

test('asr: billed by the second', async () => {
  const { requests, usage, text } = await leaves('2019-06-14', 'SentenceRecognition', {
    EngSerViceType: '16k_en',
    SourceType: 1,
    VoiceFormat: 'wav',
    Data: 'UklGRgAA',
  });
  expect(requests.map(({ category }) => category)).toEqual(['asr.monitoring', 'asr.operation-log']);
  expect(usage).toEqual([{ appId: '1250000001', day: today(), item: 'asr.sentence', volume: 2.5 }]);
  expect(requests[0]?.record).toMatchObject({ fee: 0.0001 * 2.5 });
  expect(text).not.toMatch(/ZHANG|UklG/);
});

test('ekyc: the long monitoring record', async () => {
  const { requests, requestId, text } = await leaves('2018-03-01', 'GetFaceIdTokenIntl', {
    Extra: SECRET_TEXT,
  });
  expect(requests.map(({ category }) => category)).toEqual(['ekyc.monitoring', 'ekyc.operation-log']);
  expect(requests[0]?.record).toMatchObject({
    action: 'GetFaceIdTokenIntl',
    serviceName: 'faceid',
    upStreamIp: '127.0.0.1',
    eCode: '0',
    requestId,
    rsp: { SdkToken: '<text>' },
  });
  expect(requests[0]?.context.subjects).toEqual([
    { kind: 'request', value: requestId },
    { kind: 'ip', value: '127.0.0.1' },
    { kind: 'account', value: '100000000001' },
  ]);
  expect(text).not.toMatch(/ZHANG|token-of/);
});

describe('face', () => {
  test('a running log; scores and boxes, no texts and no features', async () => {
    const { requests, usage, requestId, text } = await leaves('2020-03-03', 'CreatePerson', {
      GroupId: 'g-1',
      PersonId: 'p-42',
      PersonName: SECRET_TEXT,
      Image: jpeg,
    });
    expect(requests.map(({ category }) => category)).toEqual(['face.running-log']);
    expect(requests[0]?.record).toMatchObject({
      userIp: '127.0.0.1',
      userAccount: '100000000001',
      requestInterface: 'CreatePerson',
      billed: true,
      personId: 'p-42',
      recognitionResults: { FaceId: '<text>', Score: 87.5, Embedding: '<list of 2>' },
    });
    expect(requests[0]?.context.subjects).toEqual([
      { kind: 'request', value: requestId },
      { kind: 'ip', value: '127.0.0.1' },
      { kind: 'account', value: '100000000001' },
      { kind: 'person', value: 'p-42' },
    ]);
    expect(usage).toMatchObject([{ item: 'face.group', volume: 1 }]);
    expect(text).not.toMatch(/ZHANG|\/9j\//);
  });

  test('a failure is also in the error log, with facts about the image but not the image', async () => {
    const { requests, usage, text } = await leaves('2020-03-03', 'DetectFace', {
      Image: jpeg,
      MaxFaceNum: 500,
    });
    expect(requests.map(({ category }) => category)).toEqual(['face.running-log', 'face.error-log']);
    expect(requests[1]?.record).toMatchObject({
      input: { Image: '<base64 jpeg 30 KiB>', MaxFaceNum: '<number>' },
      output: { code: 'InvalidParameterValue' },
      succeeded: false,
      uin: '100000000001',
      parameters: ['Image', 'MaxFaceNum'],
      returnCode: 'InvalidParameterValue',
    });
    expect(requests[0]?.record).toMatchObject({ billed: false });
    expect(usage).toEqual([]);
    expect(text).not.toContain('/9j/');
  });

  test('an odd PersonId does not stop the record', async () => {
    const { requests } = await leaves('2020-03-03', 'CreatePerson', {
      PersonId: 'x'.repeat(5000),
      GroupId: 'g',
    });
    expect(requests[0]?.record).not.toHaveProperty('personId');
  });
});

test('our own services leave nothing but their answer', async () => {
  const { requests, usage } = await leaves('2026-01-01', 'DescribeHoldings', { Names: ['x'] });
  expect(requests).toEqual([]);
  expect(usage).toEqual([]);
});
