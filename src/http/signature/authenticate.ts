import { ApiError } from '../../features/errors.ts';
import type { Clock } from '../../lib/clock.ts';
import { MINUTE_MS, SECOND_MS } from '../../lib/clock.ts';
import type { CommonParameters, WireRequest } from '../wire-request.ts';
import { header } from '../wire-request.ts';
import type { Credential, FindCredential } from './credential.ts';
import { hmacAlgorithm, hmacSignatures } from './hmac.ts';
import { isOneOf } from './same-bytes.ts';
import { parseAuthorization, scopeDate, tc3Signatures } from './tc3.ts';

/** How far a caller's clock may be from ours. */
export const MAX_SKEW_MS = 5 * MINUTE_MS;

/** Stands in for the key of an unknown SecretId, so that the same work is done for it. */
const NO_KEY = '0'.repeat(32);

export interface Authenticated {
  readonly credential: Credential;
  readonly common: CommonParameters;
  /** Service that the signature's scope names, if any; a hint only. */
  readonly scope: string;
}

interface Claim {
  readonly secretId: string;
  readonly signature: string;
  readonly common: CommonParameters;
  readonly scope: string;
  /** False when the request contradicts itself, whatever the signature. */
  readonly consistent: boolean;
  candidates(secretKey: string): readonly string[];
}

/**
 * Checks who calls. `flat` holds the parameters of a GET or form request, unescaped.
 * @throws ApiError `AuthFailure.*` or `MissingParameter`.
 */
export async function authenticate(
  request: WireRequest,
  flat: ReadonlyMap<string, string>,
  findCredential: FindCredential,
  clock: Clock,
): Promise<Authenticated> {
  const claim = header(request.headers, 'authorization') ? tc3Claim(request) : hmacClaim(request, flat);
  const { common, scope } = claim;
  if (!(Math.abs(clock.now() - common.timestamp * SECOND_MS) <= MAX_SKEW_MS))
    throw new ApiError('AuthFailure.SignatureExpire');
  const credential = await findCredential(claim.secretId);
  const matches = isOneOf(claim.candidates(credential?.secretKey ?? NO_KEY), claim.signature);
  if (!credential || credential.disabled) throw new ApiError('AuthFailure.SecretIdNotFound');
  if (!matches || !claim.consistent) throw new ApiError('AuthFailure.SignatureFailure');
  // Temporary keys are not issued here, so no session token can be right.
  if (common.token !== '') throw new ApiError('AuthFailure.TokenFailure');
  return { credential, common, scope };
}

function tc3Claim(request: WireRequest): Claim {
  const authorization = parseAuthorization(header(request.headers, 'authorization'));
  if (!authorization) throw new ApiError('AuthFailure.InvalidAuthorization');
  const timestamp = parseTimestamp(header(request.headers, 'x-tc-timestamp'), 'X-TC-Timestamp');
  return {
    secretId: authorization.secretId,
    signature: authorization.signature,
    scope: authorization.service,
    consistent: authorization.date === scopeDate(timestamp),
    common: {
      action: header(request.headers, 'x-tc-action'),
      version: header(request.headers, 'x-tc-version'),
      region: header(request.headers, 'x-tc-region'),
      token: header(request.headers, 'x-tc-token'),
      timestamp,
    },
    candidates: (secretKey) => tc3Signatures(request, authorization, timestamp, secretKey),
  };
}

function hmacClaim(request: WireRequest, flat: ReadonlyMap<string, string>): Claim {
  const algorithm = hmacAlgorithm(flat.get('SignatureMethod') ?? '');
  if (!algorithm) throw new ApiError('InvalidParameterValue', { parameter: 'SignatureMethod' });
  return {
    secretId: required(flat, 'SecretId'),
    signature: required(flat, 'Signature'),
    scope: '',
    consistent: true,
    common: {
      action: flat.get('Action') ?? '',
      version: flat.get('Version') ?? '',
      region: flat.get('Region') ?? '',
      token: flat.get('Token') ?? '',
      timestamp: parseTimestamp(required(flat, 'Timestamp'), 'Timestamp'),
    },
    candidates: (secretKey) => hmacSignatures(request, flat, algorithm, secretKey),
  };
}

function required(flat: ReadonlyMap<string, string>, parameter: string): string {
  const value = flat.get(parameter);
  if (!value) throw new ApiError('MissingParameter', { parameter });
  return value;
}

function parseTimestamp(text: string, parameter: string): number {
  if (text === '') throw new ApiError('MissingParameter', { parameter });
  if (!/^\d{1,12}$/.test(text)) throw new ApiError('InvalidParameterValue', { parameter });
  return Number(text);
}
