import { errorMessage, type Language } from '../../features/error-messages/message.ts';
import { ApiError, toApiError } from '../../features/errors.ts';
import type { App } from '../hono-app.ts';
import { CallerGone } from '../read-body.ts';
import { inFlight, type ServerState } from '../server-state.ts';
import { VerificationDoor, type VerificationDoorOptions } from './door.ts';
import { NOTICE_HEADERS, PAGE_HEADERS } from './page-headers.ts';
import { readPageFiles } from './page-files.ts';

/** Statuses by code; anything else is the request's fault. */
const STATUSES: Readonly<Record<string, number>> = {
  'FailedOperation.InvalidTokenParameter': 404,
  ResourceNotFound: 404,
  ResourceInUse: 409,
  UnsupportedOperation: 409,
  RequestSizeLimitExceeded: 413,
  LimitExceeded: 429,
  RequestLimitExceeded: 429,
  InternalError: 500,
  ResourceInsufficient: 503,
  ServiceUnavailable: 503,
};

const JSON_HEADERS = { ...PAGE_HEADERS, 'content-type': 'application/json' };

function refused(error: ApiError, language: Language): Response {
  const body = { error: { code: error.code, message: errorMessage(error, language) } };
  return new Response(JSON.stringify(body), {
    status: STATUSES[error.code] ?? 400,
    headers: { ...JSON_HEADERS, connection: 'close' },
  });
}

/** The page that end users are sent to, and what it speaks with. */
export function addVerification(app: App, options: VerificationDoorOptions, state: ServerState): void {
  const door = new VerificationDoor(options);
  const files = readPageFiles();
  const page = files.get('page.html')?.content ?? '';
  const answer = async (work: () => Promise<Response>): Promise<Response> => {
    try {
      if (state.closing) throw new ApiError('ServiceUnavailable');
      return await inFlight(state, work);
    } catch (error) {
      if (error instanceof CallerGone) return new Response(null, { status: 400 });
      return refused(toApiError(error), 'en-US');
    }
  };
  const json = (work: () => Promise<object>): Promise<Response> =>
    answer(async () => new Response(JSON.stringify(await work()), { headers: JSON_HEADERS }));

  app.get('/verification/assets/:name', (c) => {
    const file = files.get(c.req.param('name'));
    if (!file) return c.json({ error: 'not found' }, 404, PAGE_HEADERS);
    return c.body(file.content, 200, { ...PAGE_HEADERS, 'content-type': file.type });
  });
  // The page tells by itself, in words, what is wrong with a token.
  app.get('/verification/:token', (c) =>
    c.body(page, 200, { ...PAGE_HEADERS, 'content-type': 'text/html; charset=utf-8' }),
  );
  app.get('/verification/:token/state', (c) => json(() => door.state(c.env, c.req.param('token'))));
  app.post('/verification/:token/consent', (c) => json(() => door.consent(c.env, c.req.param('token'))));
  app.post('/verification/:token/challenge', (c) => json(() => door.challenge(c.env, c.req.param('token'))));
  app.post('/verification/:token/document', (c) =>
    json(() => door.upload(c.env, c.req.param('token'), 'document')),
  );
  app.post('/verification/:token/face', (c) => json(() => door.upload(c.env, c.req.param('token'), 'face')));
  app.get('/verification/:token/notice', (c) =>
    answer(
      async () => new Response(await door.notice(c.env, c.req.param('token')), { headers: NOTICE_HEADERS }),
    ),
  );
  app.get('/verification/:token/files/:file', (c) =>
    answer(async () => {
      const { token, file } = c.req.param();
      const link = {
        expires: Number(c.req.query('expires')),
        signature: c.req.query('signature') ?? '',
      };
      const content = await door.file(c.env, { token, name: file }, link);
      return new Response(Buffer.from(content), {
        headers: { ...PAGE_HEADERS, 'content-type': 'image/jpeg' },
      });
    }),
  );
}
