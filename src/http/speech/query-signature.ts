import { createHmac } from 'node:crypto';
import { ApiError } from '../../features/errors.ts';
import { DAY_MS, SECOND_MS, type Clock } from '../../lib/clock.ts';
import { MAX_SKEW_MS } from '../signature/authenticate.ts';
import type { Credential, FindCredential } from '../signature/credential.ts';
import { isOneOf } from '../signature/same-bytes.ts';
import { hostForms, type WireRequest } from '../wire-request.ts';

/**
 * The signature of the real-time and the flash endpoint: HMAC-SHA1 over method (flash alone), host, path and the query
 * sorted by name, in Base64. https://www.tencentcloud.com/document/product/1118/53937
 */
export interface QueryClaim {
  readonly method: '' | 'POST';
  readonly request: Pick<WireRequest, 'headers' | 'path' | 'query'>;
  /** Of the query, unescaped. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly appId: string;
  readonly signature: string;
}

/** What the official clients sign, wherever they are pointed. */
const PUBLIC_HOST = 'asr.cloud.tencent.com';

/** A signed query may be good for so long at the longest. */
const MAX_LIFE_MS = 90 * DAY_MS;

/** Stands in for the key of an unknown SecretId, so that the same work is done for it. */
const NO_KEY = '0'.repeat(32);

/** Parameters that belong to the call and not to what is asked. */
const COMMON = ['secretid', 'timestamp', 'expired', 'nonce', 'signature', 'appid', 'token'];

/** What is asked, without who asks. */
export const askedOf = (parameters: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...parameters].filter(([name]) => !COMMON.includes(name)));

/** @throws ApiError `AuthFailure.*`, `MissingParameter`, `InvalidParameterValue` */
export async function authenticateQuery(
  claim: QueryClaim,
  findCredential: FindCredential,
  clock: Clock,
): Promise<Credential> {
  const { parameters, signature } = claim;
  const secretId = parameters.get('secretid') ?? '';
  if (secretId === '') throw new ApiError('MissingParameter', { parameter: 'secretid' });
  if (signature === '') throw new ApiError('AuthFailure.InvalidAuthorization');
  checkTimes(parameters, clock.now());
  const credential = await findCredential(secretId);
  const matches = isOneOf(candidates(claim, credential?.secretKey ?? NO_KEY), signature);
  if (!credential || credential.disabled) throw new ApiError('AuthFailure.SecretIdNotFound');
  if (!matches || credential.appId !== claim.appId) throw new ApiError('AuthFailure.SignatureFailure');
  // Temporary keys are not issued here, so no session token can be right.
  if (parameters.get('token')) throw new ApiError('AuthFailure.TokenFailure');
  return credential;
}

/** `expired`, where it is given, says how long the query is good for; without it the time has to be now. */
function checkTimes(parameters: ReadonlyMap<string, string>, now: number): void {
  const timestamp = seconds(parameters, 'timestamp') * SECOND_MS;
  if (!parameters.has('expired')) {
    if (Math.abs(now - timestamp) > MAX_SKEW_MS) throw new ApiError('AuthFailure.SignatureExpire');
    return;
  }
  const expired = seconds(parameters, 'expired') * SECOND_MS;
  if (expired <= timestamp || expired - timestamp > MAX_LIFE_MS)
    throw new ApiError('InvalidParameterValue', { parameter: 'expired' });
  if (timestamp - now > MAX_SKEW_MS || now >= expired) throw new ApiError('AuthFailure.SignatureExpire');
}

function seconds(parameters: ReadonlyMap<string, string>, parameter: string): number {
  const text = parameters.get(parameter) ?? '';
  if (text === '') throw new ApiError('MissingParameter', { parameter });
  if (!/^\d{1,12}$/.test(text)) throw new ApiError('InvalidParameterValue', { parameter });
  return Number(text);
}

/** Every signature that a faithful client may have sent: any form of the host, values unescaped or as they were sent. */
function candidates({ method, request, parameters }: QueryClaim, secretKey: string): readonly string[] {
  const asSent = request.query.split('&').map((pair) => {
    const at = pair.indexOf('=');
    return at < 0 ? ([pair, ''] as const) : ([pair.slice(0, at), pair.slice(at + 1)] as const);
  });
  const queries = new Set([sorted([...parameters]), sorted(asSent)]);
  const hosts = new Set([...hostForms(request.headers), PUBLIC_HOST]);
  return [...hosts].flatMap((host) =>
    [...queries].map((query) =>
      createHmac('sha1', secretKey).update(`${method}${host}${request.path}?${query}`).digest('base64'),
    ),
  );
}

const sorted = (pairs: readonly (readonly [name: string, value: string])[]): string =>
  pairs
    .filter(([name]) => name !== 'signature')
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
