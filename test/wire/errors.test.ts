import { ocr } from 'tencentcloud-sdk-nodejs/tencentcloud/services/ocr/index.js';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ManualClock } from '../../src/lib/clock.ts';
import { commonClient, intlCall, settings, type ClientOptions } from './clients.ts';
import { CREDENTIALS, startServer, type Running } from './harness.ts';

const clock = new ManualClock(Date.now());
let running: Running;
beforeAll(async () => {
  running = await startServer({ clock });
});
afterEach(() => clock.set(Date.now()));
afterAll(() => running[Symbol.asyncDispose]());

const OCR = '2018-11-19';

/** What the SDK throws for a call. */
async function failure(
  action: string,
  parameters: object,
  version = OCR,
  options: ClientOptions = {},
): Promise<{ code: string; message: string; requestId: string }> {
  const client = commonClient(running, version, options);
  return client.request(action, parameters).then(
    () => expect.fail('the call succeeded'),
    (error: unknown) => error as { code: string; message: string; requestId: string },
  );
}

describe.each(['TC3-HMAC-SHA256', 'HmacSHA1', 'HmacSHA256'] as const)('who calls: %s', (signMethod) => {
  const callAs = (credential: ClientOptions['credential']) =>
    failure('GeneralBasicOCR', {}, OCR, { signMethod, ...(credential ? { credential } : {}) });

  test('unknown key', async () => {
    const { code, requestId } = await callAs({ secretId: 'AKIDnobody', secretKey: 'x' });
    expect(code).toBe('AuthFailure.SecretIdNotFound');
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('wrong key', async () => {
    const { code } = await callAs({ ...CREDENTIALS.main, secretKey: 'wrong' });
    expect(code).toBe('AuthFailure.SignatureFailure');
  });

  test('disabled key', async () => {
    expect((await callAs(CREDENTIALS.disabled)).code).toBe('AuthFailure.SecretIdNotFound');
  });

  test('a token that nobody issued', async () => {
    expect((await callAs({ ...CREDENTIALS.main, token: 'token' })).code).toBe('AuthFailure.TokenFailure');
  });

  test.each([-301, 302])('a clock that is off by %i seconds', async (seconds) => {
    clock.set(Date.now() + seconds * 1000);
    expect((await callAs(undefined)).code).toBe('AuthFailure.SignatureExpire');
  });

  test.each([-295, 295])('a clock that is off by %i seconds is good enough', async (seconds) => {
    clock.set(Date.now() + seconds * 1000);
    await commonClient(running, OCR, { signMethod }).request('GeneralBasicOCR', {});
  });

  test('a sub-account calls what it may, and nothing else', async () => {
    const options = { signMethod, credential: CREDENTIALS.ocrOnly };
    await commonClient(running, OCR, options).request('GeneralBasicOCR', {});
    const { code, message } = await failure('DetectFace', { Image: 'AAAA' }, '2020-03-03', options);
    expect(code).toBe('AuthFailure.UnauthorizedOperation');
    expect(message).toContain('`iai`');
  });
});

test('none of these leaves anything', async () => {
  const before = running.vault.puts.length;
  await failure('GeneralBasicOCR', {}, OCR, { credential: { secretId: 'AKIDnobody', secretKey: 'x' } });
  await failure('GeneralBasicOCR', {}, OCR, { credential: { ...CREDENTIALS.main, secretKey: 'wrong' } });
  await failure('NoSuchAction', {});
  await failure('GeneralBasicOCR', {}, OCR, { region: 'eu-atlantis' });
  expect(running.vault.puts.length).toBe(before);
});

describe('what is asked for', () => {
  test.each([
    ['NoSuchAction', OCR, 'InvalidAction'],
    ['__proto__', OCR, 'InvalidAction'],
    ['GeneralBasicOCR', '2017-01-01', 'NoSuchVersion'],
    ['GeneralBasicOCR', '2019-06-14', 'NoSuchVersion'],
    ['DescribeInstances', '2017-03-12', 'NoSuchVersion'],
  ])('%s of %s: %s', async (action, version, code) => {
    expect((await failure(action, {}, version)).code).toBe(code);
  });

  test('regions', async () => {
    expect((await failure('GeneralBasicOCR', {}, OCR, { region: 'ap-nowhere' })).code).toBe(
      'UnsupportedRegion',
    );
    for (const region of ['ap-guangzhou', 'ap-singapore', 'na-siliconvalley']) {
      await commonClient(running, OCR, { region }).request('GeneralBasicOCR', {});
      expect(running.vault.last.requests[0]?.context.region).toBe(region);
    }
    await commonClient(running, OCR).request('GeneralBasicOCR', {});
    expect(running.vault.last.requests[0]?.context.region).toBe('ap-singapore');
  });
});

describe('parameters', () => {
  test.each([
    [{ ImageBse64: 'AAAA' }, 'UnknownParameter', '`ImageBse64`'],
    [{ IsPdf: 'yes' }, 'InvalidParameter', '`IsPdf`'],
    [{ PdfPageNumber: '3' }, 'InvalidParameter', '`PdfPageNumber`'],
    [{ PdfPageNumber: 1.5 }, 'InvalidParameter', '`PdfPageNumber`'],
    [{ PdfPageNumber: 0 }, 'InvalidParameterValue', '`PdfPageNumber`'],
    [{ LanguageType: 'klingon' }, 'InvalidParameterValue', '`LanguageType`'],
    [{ LanguageType: 3 }, 'InvalidParameter', '`LanguageType`'],
    [{ PdfPageNumber: 0, Odd: 1 }, 'UnknownParameter', '`Odd`'],
  ])('%j: %s', async (parameters, code, named) => {
    const error = await failure('GeneralBasicOCR', parameters);
    expect(error.code).toBe(code);
    expect(error.message).toContain(named);
  });

  test('a missing one is named, also inside a list', async () => {
    const person = { GroupId: 'g', PersonId: 'p', PersonName: 'n' };
    const error = await failure('CreatePerson', { GroupId: 'g', PersonId: 'p' }, '2020-03-03');
    expect(error).toMatchObject({ code: 'MissingParameter' });
    expect(error.message).toContain('`PersonName`');
    const nested = await failure(
      'CreatePerson',
      { ...person, PersonExDescriptionInfos: [{ PersonExDescription: 'x' }] },
      '2020-03-03',
      { signMethod: 'HmacSHA256' },
    );
    expect(nested.message).toContain('`PersonExDescriptionInfos.0.PersonExDescriptionIndex`');
  });

  test.each(['HmacSHA256', 'TC3-HMAC-SHA256'] as const)(
    'flattened ones are checked as well: %s',
    async (signMethod) => {
      const way = { signMethod, reqMethod: 'GET' } as const;
      expect((await failure('GeneralBasicOCR', { PdfPageNumber: 'x' }, OCR, way)).code).toBe(
        'InvalidParameter',
      );
      expect((await failure('GeneralBasicOCR', { PdfPageNumber: 101 }, OCR, way)).code).toBe(
        'InvalidParameterValue',
      );
      expect((await failure('GeneralBasicOCR', { A: { B: [1] } }, OCR, way)).code).toBe('UnknownParameter');
    },
  );

  test('the international SDK', async () => {
    await expect(
      intlCall(running, 'iai', 'v20200303', 'DetectFace', { MaxFaceNum: 121 }),
    ).rejects.toMatchObject({
      code: 'InvalidParameterValue',
    });
  });
});

describe('what went wrong inside', () => {
  test.each([
    ['no-text', 'FailedOperation.ImageNoText'],
    ['overloaded', 'ResourceInsufficient'],
    ['worker-died', 'InternalError'],
    ['crash', 'InternalError'],
  ])('%s: %s', async (Scene, code) => {
    expect((await failure('GeneralBasicOCR', { Scene })).code).toBe(code);
    const { requests, usage } = running.vault.last;
    expect(requests[0]?.record).toMatchObject({ result: code, fee: 0 });
    expect(usage).toEqual([]);
  });

  test('a log line tells where, and nothing of the data', async () => {
    running.logLines.length = 0;
    const { message, requestId } = await failure('GeneralBasicOCR', {
      Scene: 'crash',
      ImageBase64: 'c2VjcmV0',
    });
    expect(message).toBe('An internal error occurred. Try again later.');
    const [line, ...more] = running.logLines.map((text) => JSON.parse(text) as Record<string, unknown>);
    expect(more).toEqual([]);
    expect(line).toMatchObject({ code: 'InternalError', action: 'GeneralBasicOCR', requestId });
    expect(line?.['where']).toMatch(/fake-actions\.ts:\d+/);
    expect(running.logLines.join()).not.toMatch(/ZHANG|110101199003077758|c2VjcmV0/);
  });

  test('a vault that cannot write: nothing is acknowledged, nothing is billed', async () => {
    const before = running.vault.puts.length;
    running.vault.failing = true;
    try {
      expect((await failure('GeneralBasicOCR', {})).code).toBe('InternalError');
      expect((await failure('GeneralBasicOCR', { PdfPageNumber: 0 })).code).toBe('InternalError');
    } finally {
      running.vault.failing = false;
    }
    expect(running.vault.puts.length).toBe(before);
    await commonClient(running, OCR).request('GeneralBasicOCR', {});
  });
});

test('rates: one account is limited, its neighbour is not, and time heals', async () => {
  clock.set(Date.now());
  const call = (credential: ClientOptions['credential']): Promise<string> =>
    commonClient(running, '2026-01-01', credential ? { credential } : {})
      .request('DescribeReceipts', {})
      .then(
        () => 'Success',
        (error: { code: string }) => error.code,
      );
  expect([await call(undefined), await call(undefined)]).toEqual(['Success', 'Success']);
  expect(await call(undefined)).toBe('RequestLimitExceeded');
  expect(running.vault.last.requests[0]?.record).toMatchObject({ result: 'RequestLimitExceeded' });
  expect(await call(CREDENTIALS.other)).toBe('Success');
  clock.advance(500);
  expect(await call(undefined)).toBe('Success');
  expect(await call(undefined)).toBe('RequestLimitExceeded');
});

describe('languages', () => {
  test('messages in Chinese when asked for', async () => {
    for (const signMethod of ['TC3-HMAC-SHA256', 'HmacSHA256'] as const) {
      const { message } = await failure('GeneralBasicOCR', { PdfPageNumber: 0 }, OCR, {
        language: 'zh-CN',
        signMethod,
      });
      expect(message).toBe('参数取值错误：`PdfPageNumber`。');
    }
    const nobody = { credential: { secretId: 'AKIDnobody', secretKey: 'x' }, language: 'zh-CN' } as const;
    for (const signMethod of ['TC3-HMAC-SHA256', 'HmacSHA1'] as const)
      expect((await failure('GeneralBasicOCR', {}, OCR, { ...nobody, signMethod })).message).toMatch(
        /^密钥不存在/,
      );
    const { message } = await failure('GeneralBasicOCR', { Scene: 'no-text' }, OCR, { language: 'en-US' });
    expect(message).toBe('No text was found in the image.');
  });
});

describe('sizes', () => {
  const MIB = 1024 * 1024;
  const image = (bytes: number): { ImageBase64: string } => ({ ImageBase64: 'A'.repeat(bytes) });
  const fits = (bytes: number, options: ClientOptions) =>
    new ocr.v20181119.Client(settings(running, options)).GeneralBasicOCR(image(bytes));

  test('TC3 POST takes 10 MB', async () => {
    await fits(10 * MIB - 100, {});
    expect((await failure('GeneralBasicOCR', image(10 * MIB))).code).toBe('RequestSizeLimitExceeded');
  });

  test.each(['HmacSHA1', 'HmacSHA256'] as const)('%s POST takes 1 MB', async (signMethod) => {
    await fits(MIB - 500, { signMethod });
    expect((await failure('GeneralBasicOCR', image(MIB), OCR, { signMethod })).code).toBe(
      'RequestSizeLimitExceeded',
    );
  });

  test.each(['HmacSHA256', 'TC3-HMAC-SHA256'] as const)('%s GET takes 32 KB', async (signMethod) => {
    const way = { signMethod, reqMethod: 'GET' } as const;
    await fits(31 * 1024, way);
    for (const bytes of [32 * 1024, 60 * 1024, 200 * 1024])
      expect((await failure('GeneralBasicOCR', image(bytes), OCR, way)).code).toBe(
        'RequestSizeLimitExceeded',
      );
  });

  test('memory for bodies is bounded', async () => {
    await using small = await startServer({ limits: { bodyBytes: MIB } });
    const client = commonClient(small, OCR);
    await expect(client.request('GeneralBasicOCR', image(2 * MIB))).rejects.toMatchObject({
      code: 'ResourceInsufficient',
    });
    for (let i = 0; i < 3; i++) await client.request('GeneralBasicOCR', image(MIB - 1000));
  });
});
