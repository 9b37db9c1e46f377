import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { languageOf } from '../features/error-messages/message.ts';
import { ApiError, toApiError } from '../features/errors.ts';
import type { Clock } from '../lib/clock.ts';
import type { ActionTable } from './action-table.ts';
import type { Call } from './call.ts';
import { clientAddress } from './client-address.ts';
import { dataSubjectOf, IDENTIFICATION_HEADER } from './data-subject.ts';
import { errorEnvelope, resultEnvelope } from './envelope.ts';
import type { CallMetrics } from './metrics.ts';
import { nest, parseFlat, withoutCommon } from './parameters/flat.ts';
import { jsonParameters, type Parameters } from './parameters/json.ts';
import { boundaryOf, multipartParameters } from './parameters/multipart.ts';
import type { Pipeline } from './pipeline.ts';
import { CallerGone, readBody, type BodyBudget } from './read-body.ts';
import { resolveRegion, type ServedRegions } from './regions.ts';
import { authenticate } from './signature/authenticate.ts';
import type { FindCredential } from './signature/credential.ts';
import { header, type WireRequest } from './wire-request.ts';

/** Largest request by how it is signed, as published. */
export const SIZE_LIMITS = {
  tc3PostBytes: 10 * 1024 * 1024,
  hmacPostBytes: 1024 * 1024,
  getBytes: 32 * 1024,
} as const;

export interface GatewayOptions {
  readonly actions: ActionTable;
  readonly findCredential: FindCredential;
  readonly clock: Clock;
  readonly regions: ServedRegions;
  readonly pipeline: Pipeline;
  readonly bodies: BodyBudget;
  readonly metrics: CallMetrics;
  readonly trustProxy: boolean;
}

export interface GatewayAnswer {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** From a request to the text of its answer: reads, finds out who calls and what for, and hands over to the pipeline. */
export async function answer(incoming: IncomingMessage, options: GatewayOptions): Promise<GatewayAnswer> {
  const requestId = randomUUID();
  let language = languageOf(header(incoming.headers, 'x-tc-language'));
  let heldBytes = 0;
  try {
    const started = performance.now();
    const receivedAt = options.clock.now();
    const request = await readRequest(incoming, options.bodies);
    heldBytes = request.body.length;
    const flat = flatParameters(request);
    if (!isTc3(request)) language = languageOf(flat.get('Language') ?? '');
    const call: Call = {
      ...(await prepare(request, flat, options)),
      requestId,
      part: null,
      receivedAt,
      language,
      clientIp: clientAddress(incoming, options.trustProxy),
      authenticateMs: performance.now() - started,
    };
    const { answer, outcome, identification } = await options.pipeline.handle(call);
    options.metrics.served(call.action, outcome, (performance.now() - started) / 1000);
    const headers = identification === null ? {} : { [IDENTIFICATION_HEADER]: identification };
    return 'output' in answer
      ? { body: resultEnvelope(answer.output, requestId), headers }
      : { body: errorEnvelope(answer.error, requestId, language), headers };
  } catch (error) {
    if (error instanceof CallerGone) throw error;
    const refusal = toApiError(error);
    options.metrics.refused(refusal.code);
    return { body: errorEnvelope(refusal, requestId, language), headers: {} };
  } finally {
    options.bodies.give(heldBytes);
  }
}

async function readRequest(incoming: IncomingMessage, bodies: BodyBudget): Promise<WireRequest> {
  const { method, headers, url = '/' } = incoming;
  if (method !== 'GET' && method !== 'POST') throw new ApiError('UnsupportedProtocol');
  const at = url.indexOf('?');
  const [path, query] = at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
  if (query.length > SIZE_LIMITS.getBytes)
    throw new ApiError('RequestSizeLimitExceeded', { limit: SIZE_LIMITS.getBytes });
  const maxBytes =
    method === 'GET'
      ? SIZE_LIMITS.getBytes
      : isTc3({ headers })
        ? SIZE_LIMITS.tc3PostBytes
        : SIZE_LIMITS.hmacPostBytes;
  return { method, path, query, headers, body: await readBody(incoming, maxBytes, bodies) };
}

/** Everything of a call that can be told before it is run. */
async function prepare(
  request: WireRequest,
  flat: ReadonlyMap<string, string>,
  options: GatewayOptions,
): Promise<Omit<Call, 'requestId' | 'part' | 'receivedAt' | 'language' | 'clientIp' | 'authenticateMs'>> {
  const { credential, common, scope } = await authenticate(
    request,
    flat,
    options.findCredential,
    options.clock,
  );
  const action = options.actions.find(common.action, common.version, scope);
  return {
    action,
    credential,
    region: resolveRegion(common.region, options.regions),
    ...dataSubjectOf(request.headers, action, credential, readParameters(request, flat, action.input)),
    host: header(request.headers, 'host').slice(0, 255),
    userAgent: (header(request.headers, 'x-tc-requestclient') || header(request.headers, 'user-agent')).slice(
      0,
      200,
    ),
  };
}

/** Common parameters come in headers; in the older signatures, among the others. */
const isTc3 = (request: Pick<WireRequest, 'headers'>): boolean =>
  header(request.headers, 'authorization') !== '';

const isForm = (request: WireRequest): boolean => !isTc3(request) && request.method === 'POST';

/** Parameters of a GET request's query or of a form; none where they come as JSON or parts. */
function flatParameters(request: WireRequest): ReadonlyMap<string, string> {
  if (request.method === 'GET') return parseFlat(request.query);
  return isForm(request) ? parseFlat(request.body.toString('utf8')) : new Map();
}

function readParameters(
  request: WireRequest,
  flat: ReadonlyMap<string, string>,
  schema: Call['action']['input'],
): Parameters {
  if (request.method === 'GET' && isTc3(request)) return nest(flat, schema);
  if (request.method === 'GET' || isForm(request)) return nest(withoutCommon(flat), schema);
  const boundary = boundaryOf(header(request.headers, 'content-type'));
  if (boundary !== null) return nest(multipartParameters(request.body, boundary), schema);
  return jsonParameters(request.body);
}
