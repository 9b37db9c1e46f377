import { ApiError } from '../../features/errors.ts';
import type { Credential, FindCredential } from '../signature/credential.ts';
import { sameBytes } from '../signature/same-bytes.ts';

const BEARER = /^Bearer\s+([^\s:]{1,128}):([^\s:]{1,128})$/;

/** Stands in for the key of an unknown SecretId, so that the same work is done for it. */
const NO_KEY = '0'.repeat(32);

/**
 * Who calls with `Authorization: Bearer <SecretId>:<SecretKey>`. The key itself goes over the wire, which is why nothing
 * is served in the clear beyond loopback.
 * @throws ApiError `AuthFailure.*`
 */
export async function authenticateBearer(
  authorization: string,
  findCredential: FindCredential,
): Promise<Credential> {
  const [, secretId = '', secretKey = ''] = BEARER.exec(authorization) ?? [];
  if (secretId === '') throw new ApiError('AuthFailure.InvalidAuthorization');
  const credential = await findCredential(secretId);
  const matches = sameBytes(credential?.secretKey ?? NO_KEY, secretKey);
  if (!credential || credential.disabled || !matches) throw new ApiError('AuthFailure.SecretIdNotFound');
  return credential;
}
