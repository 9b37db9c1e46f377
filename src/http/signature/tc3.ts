import { createHmac, hash } from 'node:crypto';
import type { WireRequest } from '../wire-request.ts';
import { header, hostForms } from '../wire-request.ts';

/**
 * TC3-HMAC-SHA256: a canonical request is hashed, the hash is signed with a key derived from the secret key, the day and
 * the service. https://www.tencentcloud.com/document/api/1005/34678
 */
export const TC3 = 'TC3-HMAC-SHA256';

export interface Tc3Authorization {
  readonly secretId: string;
  /** UTC day of the credential scope, `YYYY-MM-DD`. */
  readonly date: string;
  /** First label of the endpoint that the client was given, so not always the name of a service. */
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const AUTHORIZATION =
  /^TC3-HMAC-SHA256\s+Credential=([^/,\s]{1,128})\/(\d{4}-\d{2}-\d{2})\/([^/,\s]{1,128})\/tc3_request\s*,\s*SignedHeaders=([a-zA-Z0-9;_-]{1,1024})\s*,\s*Signature=([0-9a-fA-F]{64})$/;

/** The parts of an `Authorization` header, or null when it is not of the documented form. */
export function parseAuthorization(value: string): Tc3Authorization | null {
  const match = AUTHORIZATION.exec(value.trim());
  if (!match) return null;
  const [, secretId = '', date = '', service = '', signed = '', signature = ''] = match;
  const signedHeaders = signed.toLowerCase().split(';');
  if (!signedHeaders.includes('host') || !signedHeaders.includes('content-type')) return null;
  return { secretId, date, service, signedHeaders, signature: signature.toLowerCase() };
}

const sha256 = (data: string | Buffer): string => hash('sha256', data, 'hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();

/** UTC day of a Unix time in seconds, as a credential scope spells it. */
export const scopeDate = (timestamp: number): string => new Date(timestamp * 1000).toISOString().slice(0, 10);

/**
 * Every signature that a faithful client may have sent for this request: host with and without its port, header values
 * as sent (the SDKs) and in lower case (the documentation's own example). How many there are depends on the request only.
 */
export function tc3Signatures(
  request: WireRequest,
  authorization: Tc3Authorization,
  timestamp: number,
  secretKey: string,
): readonly string[] {
  const { date, service } = authorization;
  const scope = `${date}/${service}/tc3_request`;
  const signing = hmac(hmac(hmac(`TC3${secretKey}`, date), service), 'tc3_request');
  return canonicalRequests(request, authorization.signedHeaders).map((canonical) =>
    hmac(signing, [TC3, timestamp, scope, sha256(canonical)].join('\n')).toString('hex'),
  );
}

function canonicalRequests(request: WireRequest, signedHeaders: readonly string[]): readonly string[] {
  const { method, path } = request;
  const query = method === 'GET' ? request.query : '';
  const payload = sha256(signedPayload(request));
  const asSent = hostForms(request.headers).map((host) =>
    signedHeaders
      .map((name) => `${name}:${name === 'host' ? host : header(request.headers, name)}\n`)
      .join(''),
  );
  const forms = new Set([...asSent, ...asSent.map((headers) => headers.toLowerCase())]);
  return [...forms].map((headers) =>
    [method, path, query, headers, signedHeaders.join(';'), payload].join('\n'),
  );
}

/** A call without parameters: the SDK signs the empty text, but sends it as JSON. */
function signedPayload(request: WireRequest): Buffer | string {
  if (request.method === 'GET') return '';
  return request.body.length === 2 && request.body.toString() === '""' ? '' : request.body;
}
