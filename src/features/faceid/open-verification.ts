import type { PutRequest } from '../../records/types.ts';
import type { ActionContext } from '../action.ts';
import { ApiError } from '../errors.ts';
import type { Verification, VerificationKind } from '../../registry/verifications/verification.ts';

const GONE = 'FailedOperation.InvalidTokenParameter';

/**
 * The verification of a token under which something may still be sent.
 * @throws ApiError `FailedOperation.InvalidTokenParameter`; `UnsupportedOperation` before the person has agreed
 */
export async function openVerification(token: string, context: ActionContext): Promise<Verification> {
  const found = await context.verifications.find(token, context.appId);
  if (!found || !isOpen(found, context.clock.now())) throw new ApiError(GONE);
  if (!hasConsent(found)) throw new ApiError('UnsupportedOperation');
  return found;
}

/** Saves where a verification stands together with the records of the call. @throws ApiError when it has ended */
export function saveWithCall(context: ActionContext, state: PutRequest | null): void {
  if (!state) throw new ApiError(GONE);
  context.putWithCall(state, GONE);
}

/** Whether anything is still taken under its token. */
export const isOpen = ({ settings }: Verification, now: number): boolean => now < settings.openUntil;

/** Whether the person agreed, or the caller saw to it elsewhere. */
export const hasConsent = ({ settings, face }: Verification): boolean =>
  settings.page.skipsConsent || face.consentedAt !== null;

/**
 * The account's own verification, for its result.
 * @throws ApiError `FailedOperation.InvalidTokenParameter` for any other token
 */
export async function ownVerification(
  token: string,
  kind: VerificationKind,
  context: ActionContext,
): Promise<Verification> {
  const found = await context.verifications.find(token, context.appId);
  if (found?.settings.kind !== kind) throw new ApiError(GONE);
  return found;
}
