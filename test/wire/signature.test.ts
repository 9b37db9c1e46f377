import { createHash } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { authenticate } from '../../src/http/signature/authenticate.ts';
import { hmacSignatures } from '../../src/http/signature/hmac.ts';
import * as compare from '../../src/http/signature/same-bytes.ts';
import { parseAuthorization, tc3Signatures } from '../../src/http/signature/tc3.ts';
import type { WireRequest } from '../../src/http/wire-request.ts';
import { ManualClock } from '../../src/lib/clock.ts';
import { CREDENTIALS } from './harness.ts';

const TIMESTAMP = 1551113065;
const AUTHORIZATION = `TC3-HMAC-SHA256 Credential=AKIDmain/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host, Signature=${'0'.repeat(64)}`;

const request = (headers: Record<string, string> = {}): WireRequest => ({
  method: 'POST',
  path: '/',
  query: '',
  headers: { host: 'ocr.example:8440', 'content-type': 'application/json', ...headers },
  body: Buffer.from('{"Limit": 1}'),
});

describe('TC3', () => {
  test('parses what the documentation shows', () => {
    expect(parseAuthorization(AUTHORIZATION)).toEqual({
      secretId: 'AKIDmain',
      date: '2019-02-25',
      service: 'cvm',
      signedHeaders: ['content-type', 'host'],
      signature: '0'.repeat(64),
    });
  });

  test.each([
    '',
    'Basic dXNlcjpwYXNz',
    'TC3-HMAC-SHA256',
    AUTHORIZATION.replace('content-type;host', 'content-type'),
    AUTHORIZATION.replace('content-type;host', 'host'),
    AUTHORIZATION.replace('tc3_request', 'tc4_request'),
    AUTHORIZATION.slice(0, -1),
    AUTHORIZATION.replace('AKIDmain', 'A/B'),
    AUTHORIZATION.repeat(2),
  ])('refuses %j', (value) => {
    expect(parseAuthorization(value)).toBeNull();
  });

  test('accepts the host with and without its port, and header values in lower case', () => {
    const authorization = parseAuthorization(AUTHORIZATION);
    if (!authorization) throw new Error('not parsed');
    const forms = tc3Signatures(
      request({ 'content-type': 'application/JSON' }),
      authorization,
      TIMESTAMP,
      'key',
    );
    expect(new Set(forms).size).toBe(4);
    const portless = tc3Signatures(request({ host: 'ocr.example' }), authorization, TIMESTAMP, 'key');
    expect(new Set(portless).size).toBe(1);
    expect(tc3Signatures(request(), authorization, TIMESTAMP, 'key')).toContain(portless[0]);
  });
});

test('HmacSHA1 signs parameters in the order of their names', () => {
  const parameters = (names: readonly string[]) => new Map(names.map((name) => [name, `${name}=1&2`]));
  const a = hmacSignatures(request(), parameters(['B', 'A', 'a', 'A.1', 'A.10', 'A.2']), 'sha1', 'key');
  const b = hmacSignatures(
    request(),
    parameters(['A.2', 'a', 'A.10', 'A', 'A.1', 'B', 'Signature']),
    'sha1',
    'key',
  );
  expect(a).toEqual(b);
});

describe('the same work is done whoever calls', () => {
  const clock = new ManualClock(TIMESTAMP * 1000);
  const signed = request({ authorization: AUTHORIZATION, 'x-tc-timestamp': String(TIMESTAMP) });

  test.each([
    ['unknown', null, 'AuthFailure.SecretIdNotFound'],
    ['disabled', CREDENTIALS.disabled, 'AuthFailure.SecretIdNotFound'],
    ['known', CREDENTIALS.main, 'AuthFailure.SignatureFailure'],
  ] as const)('%s: a signature is calculated and compared', async (_, credential, code) => {
    const spy = vi.spyOn(Buffer.prototype, 'toString');
    const attempt = authenticate(signed, new Map(), async () => credential, clock);
    await expect(attempt).rejects.toMatchObject({ code });
    // Two forms are signed, host with and without port, each as hexadecimal text.
    expect(spy.mock.calls.filter(([encoding]) => encoding === 'hex')).toHaveLength(2);
    spy.mockRestore();
  });

  test('a scope of another day is refused', async () => {
    const other = AUTHORIZATION.replace('2019-02-25', '2019-02-24');
    const parsed = parseAuthorization(other);
    if (!parsed) throw new Error('not parsed');
    const { secretKey } = CREDENTIALS.main;
    const [signature = ''] = tc3Signatures(signed, parsed, TIMESTAMP, secretKey);
    const headers = { ...signed.headers, authorization: other.replace(/0{64}$/, signature) };
    await expect(
      authenticate({ ...signed, headers }, new Map(), async () => CREDENTIALS.main, clock),
    ).rejects.toMatchObject({ code: 'AuthFailure.SignatureFailure' });
  });
});

test('every candidate is compared, whichever matches', () => {
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  const candidates = ['a', 'b', 'c'].map(hash);
  expect(compare.isOneOf(candidates, hash('a'))).toBe(true);
  expect(compare.isOneOf(candidates, hash('c'))).toBe(true);
  expect(compare.isOneOf(candidates, hash('d'))).toBe(false);
  expect(compare.isOneOf(candidates, '')).toBe(false);
  expect(compare.isOneOf([], '')).toBe(false);
});
