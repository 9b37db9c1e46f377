import { createAdaptorServer, type HttpBindings, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import type { Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Registry } from 'prom-client';
import type { Action, ActionContext } from '../features/action.ts';
import { languageOf } from '../features/error-messages/message.ts';
import { ApiError } from '../features/errors.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { whereOf } from '../lib/where.ts';
import type { Vault } from '../records/types.ts';
import { ActionTable } from './action-table.ts';
import { errorEnvelope } from './envelope.ts';
import { createFetchUrl, type FetchUrlOptions } from './fetch-url.ts';
import { answer, type GatewayOptions } from './gateway.ts';
import { headerOverflowAnswer } from './header-overflow.ts';
import { isLoopback, readTls, type TlsFiles } from './listening.ts';
import { createMetrics } from './metrics.ts';
import { createPipeline } from './pipeline.ts';
import { RateLimiter } from './rate-limit.ts';
import { BodyBudget, CallerGone } from './read-body.ts';
import type { ServedRegions } from './regions.ts';
import type { FindCredential } from './signature/credential.ts';
import { sameBytes } from './signature/same-bytes.ts';

export interface ServerOptions {
  readonly actions: readonly Action[];
  readonly findCredential: FindCredential;
  readonly vault: Vault;
  readonly engine: ActionContext['engine'];
  readonly clock: Clock;
  readonly logger: Logger;
  /** List price of so much of an item at the first tier, USD. */
  readonly feeOf: (item: string, volume: number) => number;
  readonly regions: ServedRegions;
  /** What `/readyz` says; ready when absent. */
  readonly isReady?: () => boolean | Promise<boolean>;
  /** Bearer token of `/metrics`; off loopback there are no metrics without it. */
  readonly metricsToken?: string;
  readonly fetchUrl?: FetchUrlOptions;
  /** True behind a proxy that sets `X-Forwarded-For`. */
  readonly trustProxy?: boolean;
  readonly limits?: Partial<ServerLimits>;
}

export interface ServerLimits {
  /** Bodies in memory of all calls together. */
  readonly bodyBytes: number;
  /** Time for a whole request to arrive. */
  readonly requestMs: number;
  readonly headersMs: number;
  readonly keepAliveMs: number;
}

const LIMITS: ServerLimits = {
  bodyBytes: 128 * 1024 * 1024,
  requestMs: 60_000,
  headersMs: 15_000,
  keepAliveMs: 60_000,
};

/** Room for a query string of 32 KB and more, so that one that is too long still gets its documented answer. */
const MAX_HEADER_BYTES = 64 * 1024;

export interface ListenOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly tls?: TlsFiles;
  /** Allows plain HTTP beyond loopback. */
  readonly insecure?: boolean;
}

export interface LetheServer {
  /** @throws Error when it would listen in the clear beyond loopback without `insecure`. */
  listen(
    options: ListenOptions,
  ): Promise<{ readonly host: string; readonly port: number; readonly url: string }>;
  /** Finishes calls in flight, refuses new ones, and cuts off what is not done after `timeoutMs` (default 30 s). */
  close(timeoutMs?: number): Promise<void>;
  /** For counters of other parts. */
  readonly metrics: Registry;
}

/** Builds the API server. It holds no socket until `listen`. */
export function createServer(options: ServerOptions): LetheServer {
  const bodies = new BodyBudget(options.limits?.bodyBytes ?? LIMITS.bodyBytes);
  const state: State = { callsInFlight: 0, closing: false, loopback: true, whenIdle: [] };
  const metrics = createMetrics({
    callsInFlight: () => state.callsInFlight,
    bodyBytes: () => bodies.heldBytes,
  });
  const pipeline = createPipeline({
    ...options,
    rateLimiter: new RateLimiter(options.clock),
    fetchUrl: createFetchUrl(options.fetchUrl),
  });
  const gateway: GatewayOptions = {
    actions: new ActionTable(options.actions),
    findCredential: options.findCredential,
    clock: options.clock,
    regions: options.regions,
    trustProxy: options.trustProxy ?? false,
    pipeline,
    bodies,
    metrics,
  };
  const app = createApp(options, gateway, state);
  let server: Server | null = null;
  return {
    metrics: metrics.registry,
    async listen(listening) {
      const { host, port, tls, insecure } = listening;
      state.loopback = isLoopback(host);
      if (!state.loopback && !tls && !insecure)
        throw new Error(
          `Refusing to serve personal data in the clear on ${host}: give a certificate and key, or allow it explicitly (LETHE_INSECURE=1).`,
        );
      server = await start(app, options, { host, port, ...(tls ? { tls } : {}) });
      const { port: bound } = server.address() as AddressInfo;
      const shown = host.includes(':') ? `[${host}]` : host;
      return { host, port: bound, url: `${tls ? 'https' : 'http'}://${shown}:${bound}` };
    },
    async close(timeoutMs = 30_000) {
      state.closing = true;
      if (server) await stop(server, state, timeoutMs);
      server = null;
    },
  };
}

interface State {
  callsInFlight: number;
  closing: boolean;
  loopback: boolean;
  whenIdle: (() => void)[];
}

type App = Hono<{ Bindings: HttpBindings }>;

function createApp(options: ServerOptions, gateway: GatewayOptions, state: State): App {
  const app: App = new Hono();
  app.all('/', async (c) => {
    const { incoming } = c.env;
    const traceId = incoming.headers['x-tc-traceid'];
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (typeof traceId === 'string' && /^[\w-]{1,128}$/.test(traceId)) headers['x-tc-traceid'] = traceId;
    if (state.closing) {
      const language = languageOf(String(incoming.headers['x-tc-language'] ?? ''));
      const body = errorEnvelope(new ApiError('ServiceUnavailable'), crypto.randomUUID(), language);
      return c.body(body, 200, { ...headers, connection: 'close' });
    }
    state.callsInFlight++;
    try {
      const body = await answer(incoming, gateway);
      if (state.closing || !incoming.readableEnded) headers['connection'] = 'close';
      return c.body(body, 200, headers);
    } catch (error) {
      if (!(error instanceof CallerGone)) throw error;
      return c.body(null, 400);
    } finally {
      state.callsInFlight--;
      if (state.callsInFlight === 0) for (const resolve of state.whenIdle.splice(0)) resolve();
    }
  });
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    const ready = !state.closing && (await (options.isReady ?? (() => true))());
    return c.json({ status: ready ? 'ready' : 'not ready' }, ready ? 200 : 503);
  });
  app.get('/metrics', async (c) => {
    const needsToken = !state.loopback || options.metricsToken !== undefined;
    const given = c.req.header('authorization') ?? '';
    const token = options.metricsToken;
    if (needsToken && (token === undefined || !sameBytes(given, `Bearer ${token}`)))
      return c.json({ error: 'a bearer token is needed' }, 401, { 'www-authenticate': 'Bearer' });
    const { registry } = gateway.metrics;
    return c.body(await registry.metrics(), 200, { 'content-type': registry.contentType });
  });
  app.notFound((c) => c.json({ error: 'not found' }, 404));
  app.onError((error, c) => {
    // The message may quote a request.
    options.logger.error('request failed outside the pipeline', { where: whereOf(error) });
    return c.json({ error: 'internal error' }, 500);
  });
  return app;
}

async function start(
  app: App,
  options: ServerOptions,
  { host, port, tls }: { host: string; port: number; tls?: TlsFiles },
): Promise<Server> {
  const limits = { ...LIMITS, ...options.limits };
  const serverOptions = {
    maxHeaderSize: MAX_HEADER_BYTES,
    requestTimeout: limits.requestMs,
    headersTimeout: limits.headersMs,
    keepAliveTimeout: limits.keepAliveMs,
  };
  const created: ServerType = tls
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

async function stop(server: Server, state: State, timeoutMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const idle =
    state.callsInFlight === 0
      ? Promise.resolve()
      : new Promise<void>((resolve) => state.whenIdle.push(resolve));
  const late = setTimeout(() => server.closeAllConnections(), timeoutMs);
  server.closeIdleConnections();
  await Promise.race([idle, closed]);
  // Connections of finished calls become idle once their answers are written.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  await closed;
  clearInterval(sweep);
  clearTimeout(late);
}
