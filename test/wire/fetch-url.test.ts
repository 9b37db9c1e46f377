import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFetchUrl, type FetchUrlOptions } from '../../src/http/fetch-url.ts';
import { isPublicAddress } from '../../src/http/public-address.ts';
import { commonClient } from './clients.ts';
import { startServer } from './harness.ts';

const routes: Record<string, RequestListener> = {
  '/file': (request, response) => response.end(`file for ${request.headers.host?.replace(/:\d+$/, '')}`),
  '/big': (_, response) => response.end(Buffer.alloc(5_000)),
  '/endless': (_, response) => {
    const timer = setInterval(() => response.write(Buffer.alloc(1_000)), 1);
    response.on('close', () => clearInterval(timer));
  },
  '/slow': () => undefined,
  '/dribble': (_, response) => {
    const timer = setInterval(() => response.write('x'), 50);
    response.on('close', () => clearInterval(timer));
  },
  '/missing': (_, response) => response.writeHead(404).end('no'),
  '/to-private': (_, response) => response.writeHead(302, { location: 'http://10.0.0.1/secret' }).end(),
  '/to-metadata': (_, response) =>
    response.writeHead(307, { location: 'http://169.254.169.254/latest' }).end(),
  '/to-file-scheme': (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/to-nowhere': (_, response) => response.writeHead(302).end(),
  '/once': (_, response) => response.writeHead(302, { location: '/file' }).end(),
  '/thrice': (_, response) => response.writeHead(301, { location: '/twice' }).end(),
  '/twice': (_, response) => response.writeHead(308, { location: '/once' }).end(),
  '/four-times': (_, response) => response.writeHead(302, { location: '/thrice' }).end(),
};

const hits: string[] = [];
const files = createServer((request, response) => {
  hits.push(request.url ?? '');
  (routes[request.url ?? ''] ?? routes['/missing'])?.(request, response);
});
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
  port = (files.address() as AddressInfo).port;
});
afterAll(() => {
  files.closeAllConnections();
  files.close();
});

/** Everything resolves to the test's own server, which alone is let through. */
const allowTestServer: FetchUrlOptions = {
  resolve: async () => ['127.0.0.1'],
  allow: (address, to) => address === '127.0.0.1' && to === port,
  timeoutMs: 60_000,
};
const inAHurry: FetchUrlOptions = { ...allowTestServer, timeoutMs: 400 };

const code = 'FailedOperation.DownLoadError';
const limit = { maxBytes: 2_000, code, tooLargeCode: 'LimitExceeded.TooLargeFileError' };
const get = async (path: string, options: FetchUrlOptions = allowTestServer): Promise<string> =>
  Buffer.from(await createFetchUrl(options)(`http://files.example:${port}${path}`, limit)).toString();

describe('what is fetched', () => {
  test('a file, with the name as Host', async () => {
    expect(await get('/file')).toBe('file for files.example');
  });

  test('up to three redirects', async () => {
    expect(await get('/once')).toBe('file for files.example');
    expect(await get('/thrice')).toBe('file for files.example');
    await expect(get('/four-times')).rejects.toMatchObject({ code });
  });

  test.each(['/missing', '/to-private', '/to-metadata', '/to-file-scheme', '/to-nowhere'])(
    'not %s',
    async (path) => {
      await expect(get(path)).rejects.toMatchObject({ code });
    },
  );

  test.each(['/big', '/endless'])('not more than allowed: %s', async (path) => {
    await expect(get(path)).rejects.toMatchObject({ code: 'LimitExceeded.TooLargeFileError' });
  });

  test.each(['/slow', '/dribble'])('not for longer than allowed: %s', async (path) => {
    await expect(get(path, inAHurry)).rejects.toMatchObject({ code });
  });

  test('a resolver that hangs counts as well', async () => {
    const hanging = { ...inAHurry, resolve: () => new Promise<never>(() => undefined) };
    await expect(get('/file', hanging)).rejects.toMatchObject({ code });
  });
});

describe('names', () => {
  test('are resolved once, and the connection goes to the address that was checked', async () => {
    const answers = [['127.0.0.1'], ['10.0.0.1']];
    let asked = 0;
    const rebinding = { ...allowTestServer, resolve: async () => answers[asked++] ?? ['10.0.0.1'] };
    expect(await get('/file', rebinding)).toBe('file for files.example');
    expect(asked).toBe(1);
  });

  test('are checked again at each redirect', async () => {
    const answers = [['127.0.0.1'], ['127.0.0.2']];
    let asked = 0;
    const rebinding = { ...allowTestServer, resolve: async () => answers[asked++] ?? [] };
    const before = hits.length;
    await expect(get('/once', rebinding)).rejects.toMatchObject({ code });
    expect(hits.slice(before)).toEqual(['/once']);
  });

  test.each([[[]], [['93.184.215.14', '10.0.0.1']], [['127.0.0.1', '::1']], [['not an address']]])(
    'with addresses %j are refused: one bad address is enough',
    async (addresses) => {
      const options = { ...allowTestServer, resolve: async () => addresses };
      await expect(get('/file', options)).rejects.toMatchObject({ code });
    },
  );
});

describe('never reached by default', () => {
  test.each([
    'http://127.0.0.1:PORT/file',
    'http://localhost:PORT/file',
    'http://2130706433:PORT/file',
    'http://0x7f.1:PORT/file',
    'http://0177.0.0.1:PORT/file',
    'http://127.1:PORT/file',
    'http://[::1]:PORT/file',
    'http://[::ffff:127.0.0.1]:PORT/file',
    'http://[::ffff:7f00:1]:PORT/file',
    'http://[64:ff9b::7f00:1]:PORT/file',
    'http://[::127.0.0.1]:PORT/file',
    'http://0.0.0.0:PORT/file',
    'http://user:password@127.0.0.1:PORT/file',
    'ftp://127.0.0.1/file',
    'file:///etc/passwd',
    'data:text/plain,hello',
    'not a url',
    '',
  ])('%s', async (url) => {
    const before = hits.length;
    const fetchUrl = createFetchUrl({ timeoutMs: 500 });
    await expect(fetchUrl(url.replace('PORT', String(port)), limit)).rejects.toMatchObject({ code });
    expect(hits.length).toBe(before);
  });

  test('ports of other services, and names and passwords, even on public addresses', async () => {
    const options = { resolve: async () => ['93.184.215.14'], timeoutMs: 300 };
    for (const url of [
      'http://files.example:25/',
      'http://files.example:6379/',
      'https://a:b@files.example/',
    ])
      await expect(createFetchUrl(options)(url, limit)).rejects.toMatchObject({ code });
  });
});

test.each([
  ['93.184.215.14', true],
  ['2606:2800:21f:cb07:6820:80da:af6b:8b2c', true],
  ['::ffff:93.184.215.14', true],
  ['64:ff9b::5db8:d70e', true],
  ['10.1.2.3', false],
  ['172.16.0.1', false],
  ['192.168.1.1', false],
  ['169.254.169.254', false],
  ['168.63.129.16', false],
  ['::ffff:168.63.129.16', false],
  ['64:ff9b::a83f:8110', false],
  ['100.64.0.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['198.18.0.1', false],
  ['192.0.2.1', false],
  ['fc00::1', false],
  ['fe80::1', false],
  ['fe80::1%eth0', false],
  ['::', false],
  ['::ffff:10.0.0.1', false],
  ['::ffff:0:10.0.0.1', false],
  ['64:ff9b::a00:1', false],
  ['64:ff9b:1::a00:1', false],
  ['2002:a00:1::', false],
  ['2001::1', false],
  ['2001:db8::1', false],
  ['ff02::1', false],
  ['example.org', false],
])('%s is public: %s', (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected);
});

test('through a call: the code, and nothing about the network', async () => {
  await using running = await startServer({ fetchUrl: allowTestServer });
  const call = (ImageUrl: string) =>
    commonClient(running, '2018-11-19').request('GeneralBasicOCR', { ImageUrl });
  await call(`http://files.example:${port}/file`);
  const error = (await call('http://127.0.0.1:1/').catch((thrown: unknown) => thrown)) as Error & {
    code: string;
  };
  expect(error.code).toBe(code);
  expect(error.message).toBe('The file could not be downloaded.');
});
