import type { Clock } from '../../lib/clock.ts';
import { whereOf } from '../../lib/where.ts';
import type { Policy } from '../../policy/compose.ts';
import { requestDeadline } from '../../policy/request-deadline.ts';
import { categoriesHolding, errandOf, type Doing } from './request-execution.ts';
import { moved, noted, RequestError, type Identity, type SubjectRequest } from './subject-request.ts';
import type { Vault } from '../../records/types.ts';

/** One change at a time. */
export type RequestChange =
  | { readonly identity: Identity }
  | { readonly extend: { readonly reason: string } }
  | { readonly reject: { readonly reason: string } };

const IDENTITY_NOT_VERIFIED = 'The identity could not be verified.';

const deadlineFacts = async (vault: Vault, request: SubjectRequest) => {
  const { appId, type, subject, details, receivedAt, jurisdiction, history } = request;
  const verifiedAt = history.find(({ what }) => what === 'verified')?.at;
  const target = subject && {
    appId,
    subject,
    ...(details.categories ? { categories: details.categories } : {}),
  };
  return {
    type,
    receivedAt,
    verifiedAt,
    jurisdiction: jurisdiction ?? undefined,
    categories: type === 'erasure' && target ? await categoriesHolding(vault, target) : [],
  };
};

/** The request after its identity check, with the deadline that follows from it. */
export const identified = async (
  vault: Vault,
  policy: Policy,
  request: SubjectRequest,
  identity: Identity,
  at: number,
): Promise<SubjectRequest> => {
  const known = { ...request, identity };
  if (identity === 'failed') {
    const { at: dueAt } = requestDeadline(policy, await deadlineFacts(vault, request));
    const failed = noted({ ...known, dueAt }, { at, what: 'identity-failed' });
    return moved(failed, 'rejected', { at, reason: IDENTITY_NOT_VERIFIED });
  }
  if (identity === 'pending' && request.state === 'identity-pending') return request;
  if (request.state === 'verified' || request.state === 'in-progress') throw new RequestError('not-open');
  const next = moved(known, identity === 'verified' ? 'verified' : 'identity-pending', { at });
  const { at: dueAt } = requestDeadline(policy, await deadlineFacts(vault, next));
  // What has to go at once now is not put off by an answer that was.
  const putOff = identity !== 'verified' || request.type !== 'erasure' || dueAt >= request.dueAt;
  return { ...next, dueAt, extendedTo: putOff ? next.extendedTo : null };
};

/** @throws RequestError `not-open`, `no-extension` or `personal-reason` */
export const changed = async (
  vault: Vault,
  policy: Policy,
  request: SubjectRequest,
  change: RequestChange,
  at: number,
): Promise<SubjectRequest> => {
  if ('identity' in change) return identified(vault, policy, request, change.identity, at);
  const { reason } = 'extend' in change ? change.extend : change.reject;
  if (request.subject && reason.includes(request.subject.value)) throw new RequestError('personal-reason');
  if ('extend' in change) return extended(vault, policy, request, reason, at);
  // What is being carried out cannot be taken back; an export that nobody has fetched can.
  if (request.state === 'in-progress' && request.type !== 'access') throw new RequestError('not-open');
  return moved(request, 'rejected', { at, reason });
};

/** Once, before the deadline has passed, and only where the deadline is one that the law lets be put off. */
const extended = async (
  vault: Vault,
  policy: Policy,
  request: SubjectRequest,
  reason: string,
  at: number,
): Promise<SubjectRequest> => {
  const facts = await deadlineFacts(vault, request);
  const { at: extendedTo } = requestDeadline(policy, { ...facts, extended: true });
  if (request.extendedTo !== null || at >= request.dueAt || extendedTo <= request.dueAt)
    throw new RequestError('no-extension');
  return { ...noted(request, { at, what: 'extended', reason }), extendedTo };
};

/**
 * Carries out what is verified; what is not, or is fetched rather than carried out, stays as it is. A failure leaves
 * the request in progress, to be tried again: `failedAt` says where in the code it arose.
 */
export const carryOut = async (
  request: SubjectRequest,
  doing: Doing,
  clock: Clock,
  save: (next: SubjectRequest) => Promise<void>,
): Promise<{ readonly request: SubjectRequest; readonly failedAt: string | null }> => {
  let current = request;
  try {
    if (current.state === 'verified') {
      const steps = await doing.plan(errandOf(current));
      current = moved(current, 'in-progress', { at: clock.now(), steps });
      await save(current);
    }
    if (current.state === 'in-progress' && doing.carryOut) {
      const { receiptIds, holdId } = await doing.carryOut(errandOf(current));
      const done = moved(current, 'done', { at: clock.now(), ...(holdId === undefined ? {} : { holdId }) });
      current = { ...done, receipts: [...done.receipts, ...receiptIds] };
      await save(current);
    }
    return { request: current, failedAt: null };
  } catch (error) {
    const again = current.history.at(-1)?.what === 'attempt-failed';
    const failed = again ? current : noted(current, { at: clock.now(), what: 'attempt-failed' });
    if (!again && current.state === 'in-progress') await save(failed);
    return { request: failed, failedAt: whereOf(error) };
  }
};
