import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import type { Action, Deployment } from '../features/action.ts';
import type { ServedTaskKind } from '../features/task-kind.ts';
import { ProbeBudget, type ProbeLimits } from '../features/iai/probe-budget.ts';
import type { Logger } from '../lib/logger.ts';
import type { PerformPart } from '../tasks/types.ts';
import { ActionTable } from './action-table.ts';
import { createFetchUrl, type FetchUrlOptions } from './fetch-url.ts';
import type { GatewayOptions } from './gateway.ts';
import { isLoopback, SERVER_LIMITS, start, stop, type ServerLimits, type TlsFiles } from './listening.ts';
import { createMetrics } from './metrics.ts';
import { partMeans } from './part-means.ts';
import { createPipeline } from './pipeline.ts';
import { RateLimiter } from './rate-limit.ts';
import { BodyBudget } from './read-body.ts';
import type { ServedRegions } from './regions.ts';
import { createRoutes } from './routes.ts';
import type { ServerState } from './server-state.ts';
import { Concurrency } from './speech/concurrency.ts';
import { createRealTimeDoor, type RealTimeLimits } from './speech/real-time-door.ts';
import type { FindCredential } from './signature/credential.ts';
import { performParts } from './task-parts.ts';

/** Recordings of an account that are heard at a time while it waits. */
const RECORDINGS_AT_ONCE = 20;

export interface ServerOptions {
  readonly actions: readonly Action[];
  readonly findCredential: FindCredential;
  readonly deployment: Deployment;
  /** Where this server is reached from outside; absent: where callers reach it. */
  readonly publicUrl?: string | undefined;
  /** Faces that may be tried in vain in an hour; absent: `PROBES_PER_HOUR`. */
  readonly probes?: ProbeLimits | undefined;
  readonly taskKinds: Readonly<Record<string, ServedTaskKind>>;
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
  readonly realTime?: Partial<RealTimeLimits>;
}

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
  /** Does parts of tasks, whether or not there is a socket. */
  readonly performPart: PerformPart;
  /** For counters of other parts. */
  readonly metrics: Registry;
}

/** Builds the API server. It holds no socket until `listen`. */
export function createServer(options: ServerOptions): LetheServer {
  const { clock, requests, tasks, speechModels, verifications, documents } = options.deployment;
  const limits = { ...SERVER_LIMITS, ...options.limits };
  const bodies = new BodyBudget(limits.bodyBytes);
  const uploads = new BodyBudget(limits.uploadBytes);
  const state: ServerState = { callsInFlight: 0, closing: false, loopback: true, whenIdle: [] };
  const metrics = createMetrics({
    subjectRequests: () => requests.counts,
    tasks: () => tasks.load,
    callsInFlight: () => state.callsInFlight,
    bodyBytes: () => bodies.heldBytes + uploads.heldBytes,
  });
  let scheme: 'http' | 'https' = 'http';
  const pipeline = createPipeline({
    ...options,
    publicUrl: options.publicUrl ?? null,
    scheme: () => scheme,
    rateLimiter: new RateLimiter(clock),
    probes: new ProbeBudget(options.deployment.vault, options.probes),
    fetchUrl: createFetchUrl(options.fetchUrl),
  });
  const gateway: GatewayOptions = {
    actions: new ActionTable(options.actions),
    findCredential: options.findCredential,
    clock,
    regions: options.regions,
    trustProxy: options.trustProxy ?? false,
    pipeline,
    bodies,
    metrics,
  };
  const routes = createRoutes(
    {
      gateway,
      uploads: {
        ...gateway,
        ...{ bodies: uploads, speechModels },
        concurrency: new Concurrency(RECORDINGS_AT_ONCE, Infinity),
      },
      verification: {
        ...gateway,
        ...{ verifications, documents },
        rateLimiter: new RateLimiter(clock),
      },
      logger: options.logger,
      isReady: options.isReady ?? (() => true),
      metricsToken: options.metricsToken,
    },
    state,
  );
  const realTime = createRealTimeDoor(gateway, state, options.realTime);
  let server: Server | null = null;
  return {
    metrics: metrics.registry,
    performPart: performParts({
      ...{ pipeline, metrics, kinds: options.taskKinds, clock },
      means: partMeans(options.fetchUrl),
    }),
    async listen(listening) {
      const { host, port, tls, insecure } = listening;
      state.loopback = isLoopback(host);
      if (!state.loopback && !tls && !insecure)
        throw new Error(
          `Refusing to serve personal data in the clear on ${host}: give a certificate and key, or allow it explicitly (LETHE_INSECURE=1).`,
        );
      if (tls) scheme = 'https';
      server = await start(routes, limits, { host, port, tls });
      server.on('upgrade', realTime.upgrade);
      const { port: bound } = server.address() as AddressInfo;
      const shown = host.includes(':') ? `[${host}]` : host;
      return { host, port: bound, url: `${tls ? 'https' : 'http'}://${shown}:${bound}` };
    },
    async close(timeoutMs = 30_000) {
      state.closing = true;
      realTime.closeSoon();
      if (server) await stop(server, state, timeoutMs, () => realTime.cutOff());
      server = null;
    },
  };
}
