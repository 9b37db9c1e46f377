import { Hono } from 'hono';
import { languageOf } from '../features/error-messages/message.ts';
import { ApiError } from '../features/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { whereOf } from '../lib/where.ts';
import { errorEnvelope } from './envelope.ts';
import { answer, type GatewayOptions } from './gateway.ts';
import type { App } from './hono-app.ts';
import { CallerGone } from './read-body.ts';
import { inFlight, type ServerState } from './server-state.ts';
import { sameBytes } from './signature/same-bytes.ts';
import { answerFlash, type UploadDoorOptions } from './speech/flash.ts';
import { addVerification } from './verification/routes.ts';
import type { VerificationDoorOptions } from './verification/door.ts';
import { addTranscriptions } from './transcriptions/routes.ts';

export interface RouteOptions {
  readonly gateway: GatewayOptions;
  /** For recordings that come as bodies. */
  readonly uploads: UploadDoorOptions;
  /** For end users who verify themselves. */
  readonly verification: VerificationDoorOptions;
  readonly logger: Logger;
  readonly isReady: () => boolean | Promise<boolean>;
  /** Bearer token of `/metrics`; off loopback there are no metrics without it. */
  readonly metricsToken: string | undefined;
}

/** The API itself at `/`, and what operators and balancers ask for. */
export function createRoutes(options: RouteOptions, state: ServerState): App {
  const { gateway } = options;
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
    try {
      const { body, headers: more } = await inFlight(state, () => answer(incoming, gateway));
      Object.assign(headers, more);
      if (state.closing || !incoming.readableEnded) headers['connection'] = 'close';
      return c.body(body, 200, headers);
    } catch (error) {
      if (!(error instanceof CallerGone)) throw error;
      return c.body(null, 400);
    }
  });
  app.post('/asr/flash/v1/:appId', async (c) => {
    try {
      const body = await inFlight(state, () => answerFlash(c.env, options.uploads, state));
      return c.body(body, 200, { 'content-type': 'application/json' });
    } catch (error) {
      if (!(error instanceof CallerGone)) throw error;
      return c.body(null, 400);
    }
  });
  addTranscriptions(app, options.uploads, state);
  addVerification(app, options.verification, state);
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    const ready = !state.closing && (await options.isReady());
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
