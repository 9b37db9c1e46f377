import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createServer, type ServerOptions } from '../../src/http/server.ts';
import { silentLogger } from '../../src/lib/logger.ts';
import { commonClient } from './clients.ts';
import { fakeActions, holdCalls } from './fake-actions.ts';
import { fakeDeployment } from './fake-deployment.ts';
import { CREDENTIALS, startServer } from './harness.ts';
import { selfSigned } from './self-signed.ts';

const bare = (options: Partial<ServerOptions> = {}) =>
  createServer({
    actions: fakeActions,
    findCredential: async () => CREDENTIALS.main,
    deployment: fakeDeployment(),
    taskKinds: {},
    logger: silentLogger,
    feeOf: () => 0,
    regions: { default: 'ap-singapore' },
    ...options,
  });

describe('health', () => {
  test('healthz and readyz', async () => {
    let ready = false;
    await using running = await startServer({ isReady: () => ready });
    expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${running.url}/readyz`)).status).toBe(503);
    ready = true;
    expect((await fetch(`${running.url}/readyz`)).status).toBe(200);
    expect((await fetch(`${running.url}/elsewhere`)).status).toBe(404);
  });

  test('metrics count calls by action and code, and hold nobody’s data', async () => {
    await using running = await startServer();
    const client = commonClient(running, '2018-11-19');
    await client.request('GeneralBasicOCR', { ImageBase64: 'c2VjcmV0' });
    await client.request('GeneralBasicOCR', { Scene: 'no-text' }).catch(() => undefined);
    await client.request('Nonsense', {}).catch(() => undefined);
    const text = await (await fetch(`${running.url}/metrics`)).text();
    expect(text).toContain('lethe_calls_total{service="ocr",action="GeneralBasicOCR",code="Success"} 1');
    expect(text).toContain('code="FailedOperation.ImageNoText"} 1');
    expect(text).toContain('lethe_refused_requests_total{code="InvalidAction"} 1');
    expect(text).toContain('lethe_billed_volume_total{item="ocr.general"} 1');
    expect(text).not.toMatch(/AKID|c2Vj|1250000001|Nonsense/);
  });

  test('metrics need the token where there is one', async () => {
    await using running = await startServer({ metricsToken: 'let-me-in' });
    const get = (authorization: string) =>
      fetch(`${running.url}/metrics`, authorization ? { headers: { authorization } } : {});
    expect((await get('')).status).toBe(401);
    expect((await get('Bearer wrong')).status).toBe(401);
    expect((await get('Bearer let-me-in')).status).toBe(200);
  });
});

describe('beyond loopback', () => {
  test('plain HTTP is refused unless it is allowed', async () => {
    const server = bare();
    await expect(server.listen({ host: '0.0.0.0', port: 0 })).rejects.toThrow(/certificate/);
    await server.close();
  });

  test('loopback in any form is fine', async () => {
    const server = bare();
    await server.listen({ host: 'localhost', port: 0 });
    await server.close(100);
  });

  test('a port that is taken is an error', async () => {
    await using running = await startServer();
    const server = bare();
    const port = Number(new URL(running.url).port);
    await expect(server.listen({ host: '127.0.0.1', port })).rejects.toThrow(/EADDRINUSE/);
    await server.close(100);
  });
});

describe('TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lethe-tls-'));
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  beforeAll(() => {
    const { cert, key } = selfSigned();
    writeFileSync(certFile, cert);
    writeFileSync(keyFile, key);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('serves from a certificate and a key', async () => {
    const server = bare();
    const { url } = await server.listen({ host: '127.0.0.1', port: 0, tls: { certFile, keyFile } });
    expect(url).toMatch(/^https:/);
    const status = await new Promise((resolve, reject) => {
      https
        .get(`${url}/healthz`, { ca: readFileSync(certFile), servername: 'localhost' }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
        .on('error', reject);
    });
    expect(status).toBe(200);
    await server.close(1_000);
  });
});

describe('closing', () => {
  test('finishes calls in flight and refuses new ones', async () => {
    const running = await startServer();
    const client = commonClient(running, '2018-11-19');
    const agent = new http.Agent({ keepAlive: true });
    await new Promise((resolve) =>
      http.get(`${running.url}/healthz`, { agent }, (response) => response.resume().on('end', resolve)),
    );
    const { reached, released } = holdCalls();
    const slow = client.request('GeneralBasicOCR', { Scene: 'held' });
    await reached.promise;
    const closed = running.server.close();
    await expect(client.request('GeneralBasicOCR', {})).rejects.toThrow();
    released.resolve();
    expect((await slow)['RequestId']).toBeTruthy();
    await closed;
    expect(running.vault.puts.length).toBe(1);
    agent.destroy();
  });

  test('a call on a connection that was kept is told to come back', async () => {
    const running = await startServer();
    const { port } = new URL(running.url);
    const socket = connect(Number(port), '127.0.0.1');
    const received: string[] = [];
    socket.on('data', (data) => received.push(String(data)));
    socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    while (received.length === 0) await turn();
    // Half a request keeps the connection from being idle. What is written arrives within a turn of the event loop.
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n');
    for (let turns = 0; turns < 10; turns++) await turn();
    const closed = running.server.close();
    const ended = once(socket, 'close');
    socket.write('\r\n');
    await Promise.all([closed, ended]);
    expect(received.join()).toContain('ServiceUnavailable');
    expect(received.join()).toMatch(/connection: close/i);
  });

  test('does not wait for ever', async () => {
    const running = await startServer();
    const { reached, released } = holdCalls();
    const slow = commonClient(running, '2018-11-19')
      .request('GeneralBasicOCR', { Scene: 'held' })
      .catch((error: Error) => error.message);
    await reached.promise;
    // The call is let go on only when the server has given it up.
    await running.server.close(50);
    expect(await slow).toMatch(/ECONNRESET|socket hang up/);
    released.resolve();
  });
});
