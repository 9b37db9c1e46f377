import { createHmac } from 'node:crypto';
import type { WireRequest } from '../wire-request.ts';
import { hostForms } from '../wire-request.ts';

/**
 * The older signatures, HmacSHA1 and HmacSHA256: the parameters, sorted by name and unescaped, signed together with
 * method, host and path. https://www.tencentcloud.com/document/api/1005/34677
 */
const ALGORITHMS: Readonly<Record<string, 'sha1' | 'sha256'>> = { HmacSHA1: 'sha1', HmacSHA256: 'sha256' };

/** The hash of a `SignatureMethod`, which is HmacSHA1 when none is named; null when it is not known. */
export const hmacAlgorithm = (method: string): 'sha1' | 'sha256' | null =>
  ALGORITHMS[method === '' ? 'HmacSHA1' : method] ?? null;

/** Every signature that a faithful client may have sent: host with and without its port. */
export function hmacSignatures(
  request: WireRequest,
  parameters: ReadonlyMap<string, string>,
  algorithm: 'sha1' | 'sha256',
  secretKey: string,
): readonly string[] {
  const sorted = [...parameters]
    .filter(([name]) => name !== 'Signature')
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  return hostForms(request.headers).map((host) =>
    createHmac(algorithm, secretKey)
      .update(`${request.method}${host}${request.path}?${sorted}`)
      .digest('base64'),
  );
}
