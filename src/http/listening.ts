import { createAdaptorServer } from '@hono/node-server';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import ipaddr from 'ipaddr.js';
import { headerOverflowAnswer } from './header-overflow.ts';
import type { App } from './hono-app.ts';
import type { ServerState } from './server-state.ts';

/** PEM files. */
export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

/** True when only programs on the same machine can reach this host. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  return ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback';
}

async function readTls({ certFile, keyFile }: TlsFiles): Promise<{ cert: Buffer; key: Buffer }> {
  const [cert, key] = await Promise.all([readFile(certFile), readFile(keyFile)]);
  return { cert, key };
}

export interface ServerLimits {
  /** Bodies in memory of all calls together. */
  readonly bodyBytes: number;
  /** The same of recordings that are heard while their callers wait, so that they keep nobody else out. */
  readonly uploadBytes: number;
  /** Time for a whole request to arrive. */
  readonly requestMs: number;
  readonly headersMs: number;
  readonly keepAliveMs: number;
}

export const SERVER_LIMITS: ServerLimits = {
  bodyBytes: 128 * 1024 * 1024,
  uploadBytes: 256 * 1024 * 1024,
  requestMs: 60_000,
  headersMs: 15_000,
  keepAliveMs: 60_000,
};

/** Room for a query string of 32 KB and more, so that one that is too long still gets its documented answer. */
const MAX_HEADER_BYTES = 64 * 1024;

/** Opens the port; resolves once it is bound. */
export async function start(
  app: App,
  limits: ServerLimits,
  { host, port, tls }: { host: string; port: number; tls: TlsFiles | undefined },
): Promise<Server> {
  const serverOptions = {
    maxHeaderSize: MAX_HEADER_BYTES,
    requestTimeout: limits.requestMs,
    headersTimeout: limits.headersMs,
    keepAliveTimeout: limits.keepAliveMs,
    // Other upgrades than this one, such as to HTTP/2, may be ignored: the request is served as it is.
    shouldUpgradeCallback: ({ headers }: IncomingMessage) => /^websocket$/i.test(headers.upgrade ?? ''),
  };
  const created = tls
    ? createAdaptorServer({
        fetch: app.fetch,
        createServer: createTlsServer,
        serverOptions: { ...serverOptions, ...(await readTls(tls)) },
      })
    : createAdaptorServer({ fetch: app.fetch, serverOptions });
  const server = created as Server;
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (!socket.writable) return void socket.destroy();
    const overflow = error.code === 'HPE_HEADER_OVERFLOW';
    socket.end(overflow ? headerOverflowAnswer() : 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, host, () => resolve());
  await promise;
  server.off('error', reject);
  return server;
}

/** Lets calls in flight finish, and cuts off what is not done after `timeoutMs`; `cutOff` what the server does not know of. */
export async function stop(
  server: Server,
  state: ServerState,
  timeoutMs: number,
  cutOff: () => void,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const idle =
    state.callsInFlight === 0
      ? Promise.resolve()
      : new Promise<void>((resolve) => state.whenIdle.push(resolve));
  const late = setTimeout(() => {
    cutOff();
    server.closeAllConnections();
  }, timeoutMs);
  server.closeIdleConnections();
  await Promise.race([idle, closed]);
  // Connections of finished calls become idle once their answers are written.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  await closed;
  clearInterval(sweep);
  clearTimeout(late);
}
