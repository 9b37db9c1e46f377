import { z } from 'zod';
import type { Closure } from '../../records/erasure/types.ts';
import { ApiError } from '../errors.ts';
import { carries, harmless } from '../personal-data.ts';
import { instantOf, instantOrNull, step, toStep } from '../privacy/request-schema.ts';

export const ACCOUNT_VERSION = '2026-11-01';

export const closureAnswer = z.object({
  AppId: harmless(z.string()),
  /** open, closing (a part is still within its period) or closed. */
  State: harmless(z.enum(['open', 'closing', 'closed'])),
  ClosedAt: harmless(z.string().nullable()),
  FinishedAt: harmless(z.string().nullable()),
  /** What becomes, or would become, of each category. */
  Steps: z.array(step),
  /** In the words of the operator; null as long as the account is open. */
  CertificateText: carries('base.account', z.string().nullable()),
  /** The certificate signed, as JSON; null as long as nothing was erased. */
  Certificate: harmless(z.string().nullable()),
});

interface Certified {
  readonly text: string;
  readonly proof: object | null;
}

export const toClosure = (
  { appId, closedAt, finishedAt, steps }: Closure,
  certificate: Certified | null,
): z.output<typeof closureAnswer> => ({
  AppId: appId,
  State: certificate === null ? 'open' : finishedAt === null ? 'closing' : 'closed',
  ClosedAt: certificate === null ? null : instantOf(closedAt),
  FinishedAt: instantOrNull(finishedAt),
  Steps: steps.map(toStep),
  CertificateText: certificate?.text ?? null,
  Certificate: certificate?.proof ? JSON.stringify(certificate.proof) : null,
});

/** @throws ApiError: a sub-account does not close the account that it belongs to */
export const requireOwner = (subUin: string | null): void => {
  if (subUin !== null) throw new ApiError('UnauthorizedOperation');
};
