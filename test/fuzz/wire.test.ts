import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scopeDate, tc3Signatures } from '../../src/http/signature/tc3.ts';
import { random } from '../support/random.ts';
import { commonClient } from '../wire/clients.ts';
import { CREDENTIALS, startServer, type Running } from '../wire/harness.ts';

let running: Running;
beforeAll(async () => {
  running = await startServer();
});
afterAll(() => running[Symbol.asyncDispose]());

/** Sends any body, correctly signed, so that it gets past the door. */
async function signedPost(
  body: Buffer,
  contentType = 'application/json',
): Promise<{ Error?: { Code: string } }> {
  const timestamp = Math.floor(Date.now() / 1000);
  const { secretId, secretKey } = CREDENTIALS.main;
  const date = scopeDate(timestamp);
  const host = running.endpoint;
  const request = {
    method: 'POST',
    path: '/',
    query: '',
    headers: { host, 'content-type': contentType },
    body,
  } as const;
  const scope = { secretId, date, service: 'ocr', signedHeaders: ['content-type', 'host'], signature: '' };
  const [signature] = tc3Signatures(request, scope, timestamp, secretKey);
  const response = await fetch(running.url, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: {
      'content-type': contentType,
      authorization: `TC3-HMAC-SHA256 Credential=${secretId}/${date}/ocr/tc3_request, SignedHeaders=content-type;host, Signature=${signature}`,
      'x-tc-action': 'GeneralBasicOCR',
      'x-tc-version': '2018-11-19',
      'x-tc-timestamp': String(timestamp),
    },
  });
  expect(response.status).toBe(200);
  const { Response } = (await response.json()) as {
    Response: { RequestId: string; Error?: { Code: string } };
  };
  expect(Response.RequestId).toMatch(/^[0-9a-f-]{36}$/);
  return Response;
}

async function stillWell(): Promise<void> {
  const answer = await commonClient(running, '2018-11-19').request('GeneralBasicOCR', { PdfPageNumber: 2 });
  expect(answer['PdfPageSize']).toBe(2);
  expect(running.logLines).toEqual([]);
}

describe('bodies that are signed but odd', () => {
  test.each([
    ['nothing', '', null],
    ['an empty text', '""', null],
    ['not JSON', '{', 'InvalidParameter'],
    ['a list', '[]', 'InvalidParameter'],
    ['null', 'null', 'InvalidParameter'],
    ['a number', '1e999', 'InvalidParameter'],
    ['__proto__', '{"__proto__": {"IsPdf": true}}', 'UnknownParameter'],
    ['constructor', '{"constructor": {"prototype": {}}}', 'UnknownParameter'],
    ['a name twice', '{"IsPdf": true, "IsPdf": false}', null],
    ['nulls', '{"IsPdf": null, "Scene": null}', null],
    ['a huge number', '{"PdfPageNumber": 1e400}', 'InvalidParameter'],
    ['a lone surrogate', '{"Scene": "\\ud800"}', null],
    ['depth', `{"Scene": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'InvalidParameter'],
    ['many names', `{${Array.from({ length: 50_000 }, (_, i) => `"k${i}":0`).join()}}`, 'UnknownParameter'],
  ])('%s', async (_, body, code) => {
    const { Error } = await signedPost(Buffer.from(body));
    expect(Error?.Code ?? null).toBe(code);
    await stillWell();
  });

  test('bytes that are not UTF-8', async () => {
    const { Error } = await signedPost(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]));
    expect(Error?.Code).toBe('InvalidParameter');
  });

  test.each([
    ['no parts', '--b--\r\n', null],
    ['no end', '--b\r\nContent-Disposition: form-data; name="Scene"\r\n\r\nx', 'InvalidRequest'],
    ['no name', '--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n', 'InvalidRequest'],
    ['no headers', '--b\r\nx\r\n--b--\r\n', 'InvalidRequest'],
    ['another boundary', '--c\r\n\r\n--c--\r\n', 'InvalidRequest'],
    ['empty', '', 'InvalidRequest'],
    [
      'deep',
      `--b\r\nContent-Disposition: form-data; name="${'A.'.repeat(500)}"\r\n\r\nx\r\n--b--\r\n`,
      'UnknownParameter',
    ],
  ])('multipart with %s', async (_, body, code) => {
    const { Error } = await signedPost(Buffer.from(body), 'multipart/form-data; boundary=b');
    expect(Error?.Code ?? null).toBe(code);
  });

  test('a good body with random damage', async () => {
    const next = random(20260101);
    const good = Buffer.from(
      JSON.stringify({ ImageBase64: 'QUJD', LanguageType: 'zh', IsPdf: true, PdfPageNumber: 3, Scene: '陈' }),
    );
    for (let i = 0; i < 300; i++) {
      const bad = Buffer.from(good);
      for (let n = 0; n <= next() * 5; n++) bad[Math.floor(next() * bad.length)] = Math.floor(next() * 256);
      await signedPost(bad.subarray(0, next() < 0.3 ? Math.floor(next() * bad.length) : bad.length));
    }
    await stillWell();
  });
});

test('requests that nobody signed', async () => {
  const next = random(7);
  const header = (): string => {
    const pool = ['TC3-HMAC-SHA256', ' ', 'Credential=', 'AKIDmain', '/', '2026-01-01', 'tc3_request', ','];
    const more = [
      'SignedHeaders=',
      'host',
      ';',
      'content-type',
      'Signature=',
      'f'.repeat(64),
      '=',
      'a'.repeat(3000),
    ];
    return Array.from({ length: 1 + next() * 12 }, () => [...pool, ...more][Math.floor(next() * 16)]).join(
      '',
    );
  };
  const before = running.vault.puts.length;
  for (let i = 0; i < 200; i++) {
    const response = await fetch(
      `${running.url}/?${next() < 0.5 ? `Action=%zz&SecretId=${i}&Timestamp=${i}` : ''}`,
      {
        method: next() < 0.5 ? 'POST' : 'GET',
        headers: { authorization: header(), 'x-tc-timestamp': next() < 0.5 ? 'NaN' : String(Date.now()) },
      },
    );
    expect(response.status).toBe(200);
    const { Response } = (await response.json()) as { Response: { Error: { Code: string } } };
    expect(Response.Error.Code).toMatch(/^(AuthFailure|MissingParameter|InvalidParameter)/);
  }
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    const { Response } = (await (await fetch(running.url, { method })).json()) as {
      Response: { Error: { Code: string } };
    };
    expect(Response.Error.Code).toBe('UnsupportedProtocol');
  }
  expect(running.vault.puts.length).toBe(before);
  await stillWell();
});

test('bytes that are not HTTP, and callers who hang up', async () => {
  const next = random(99);
  const port = Number(new URL(running.url).port);
  const openings = [
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"a":',
    'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\nabc',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'GET /?\u0000 HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET http://[bad HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET / HTTP/1.1\r\n\r\n',
    `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
  ];
  for (let i = 0; i < 60; i++)
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      const garbage = Buffer.from(Array.from({ length: 200 }, () => Math.floor(next() * 256)));
      socket.on('error', () => undefined).on('close', () => resolve());
      socket.write(openings[i % (openings.length + 1)] ?? garbage);
      setTimeout(() => socket.destroy(), 10);
    });
  await stillWell();
});
