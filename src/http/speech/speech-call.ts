import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Action } from '../../features/action.ts';
import { languageOf, type Language } from '../../features/error-messages/message.ts';
import type { Call } from '../call.ts';
import { clientAddress } from '../client-address.ts';
import { dataSubjectOf } from '../data-subject.ts';
import type { GatewayOptions } from '../gateway.ts';
import type { Parameters } from '../parameters/json.ts';
import { resolveRegion } from '../regions.ts';
import type { Credential } from '../signature/credential.ts';
import { header } from '../wire-request.ts';

/** What a request is known by from its first byte on. */
export interface Arrival {
  readonly requestId: string;
  /** Milliseconds since the Unix epoch. */
  readonly receivedAt: number;
  /** By the clock that only measures, milliseconds. */
  readonly started: number;
  readonly language: Language;
}

export const arrivalOf = (incoming: IncomingMessage, { clock }: Pick<GatewayOptions, 'clock'>): Arrival => ({
  requestId: randomUUID(),
  receivedAt: clock.now(),
  started: performance.now(),
  language: languageOf(header(incoming.headers, 'x-tc-language')),
});

/**
 * A call of an action that does not come by its name: what the others say in headers may be said there, too.
 * @throws ApiError for a region or jurisdiction that is none
 */
export function speechCall(
  incoming: IncomingMessage,
  arrival: Arrival,
  { action, credential, parameters }: { action: Action; credential: Credential; parameters: Parameters },
  options: Pick<GatewayOptions, 'regions' | 'trustProxy'>,
): Call {
  const { headers } = incoming;
  return {
    requestId: arrival.requestId,
    part: null,
    action,
    credential,
    region: resolveRegion(header(headers, 'x-tc-region'), options.regions),
    language: arrival.language,
    ...dataSubjectOf(headers, action, credential, parameters),
    clientIp: clientAddress(incoming, options.trustProxy),
    host: header(headers, 'host').slice(0, 255),
    userAgent: header(headers, 'user-agent').slice(0, 200),
    receivedAt: arrival.receivedAt,
    authenticateMs: performance.now() - arrival.started,
  };
}

/** Path and query of a request, as they were sent. */
export function pathAndQuery({ url = '/' }: IncomingMessage): { path: string; query: string } {
  const at = url.indexOf('?');
  return at < 0 ? { path: url, query: '' } : { path: url.slice(0, at), query: url.slice(at + 1) };
}
