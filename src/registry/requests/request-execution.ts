import type { Clock } from '../../lib/clock.ts';
import { categoryIds, type CategoryId } from '../../policy/catalogue.ts';
import type { Policy } from '../../policy/compose.ts';
import type { LetterStep } from '../../policy/letters/words.ts';
import type { RequestType } from '../../policy/request-deadline.ts';
import { beforeErasure } from '../people/leave-group.ts';
import { heldOn } from './access-export.ts';
import { rectify } from './rectification.ts';
import { RequestError, type RequestDetails, type SubjectRequest } from './subject-request.ts';
import type { ErasureStep } from '../../records/erasure/types.ts';
import type { Subject, Vault } from '../../records/types.ts';

/** What is to be carried out, whether it was asked for on paper or is being tried out. */
export interface Errand {
  readonly requestId: string;
  readonly appId: string;
  readonly type: RequestType;
  readonly subject: Subject;
  readonly details: RequestDetails;
}

/** A step of a plan: what happens to how many records of which category in which store. */
export type RequestStep = LetterStep & { readonly store: string | null };

export interface Execution {
  readonly receiptIds: readonly string[];
  readonly holdId?: string;
  readonly steps: readonly RequestStep[];
}

export interface Doing {
  plan(errand: Errand): Promise<readonly RequestStep[]>;
  /** May be repeated after a failure. Absent: it is carried out when it is fetched. */
  carryOut?(errand: Errand): Promise<Omit<Execution, 'steps'>>;
}

const ofErasure = ({ store, category, action, count, until, reason }: ErasureStep): RequestStep => ({
  store,
  category,
  action,
  count,
  until,
  reason,
});

const targetOf = ({ appId, subject, details: { categories } }: Errand) => ({
  appId,
  subject,
  ...(categories ? { categories } : {}),
});

/** The reference by which a restriction finds its hold again. */
export const restrictionReason = (requestId: string): string => `restriction ${requestId}`;

const orderOf = (errand: Errand) => ({
  ...targetOf(errand),
  reason: restrictionReason(errand.requestId),
  apart: 'at-once' as const,
});

/** @throws RequestError `not-open`: of an answered request nobody knows any more whom it was about */
export const errandOf = ({ requestId, appId, type, subject, details }: SubjectRequest): Errand => {
  if (subject === null) throw new RequestError('not-open');
  return { requestId, appId, type, subject, details };
};

/** How each type of request is planned and carried out. */
export const doings = (vault: Vault, policy: Policy, clock: Clock): Readonly<Record<RequestType, Doing>> => ({
  erasure: {
    plan: async (errand) => (await vault.erase(targetOf(errand), { dryRun: true })).steps.map(ofErasure),
    carryOut: async (errand) => {
      const target = targetOf(errand);
      await beforeErasure(vault, clock, target);
      const { receiptId } = await vault.erase(target);
      return { receiptIds: receiptId === undefined ? [] : [receiptId] };
    },
  },
  access: {
    plan: async ({ appId, subject }) =>
      (await heldOn(vault, appId, subject)).map(({ category, shown, apart, until }) => ({
        store: null,
        category,
        action: shown > 0 ? 'export' : 'restrict',
        count: shown > 0 ? shown : apart,
        until,
        reason: null,
      })),
  },
  restriction: {
    plan: async (errand) => {
      const { steps } = await vault.placeHold(orderOf(errand), { dryRun: true });
      return steps.map((step) => ({ ...step, store: null, until: null, reason: null }));
    },
    carryOut: async (errand) => {
      const placed = (await vault.holds(errand.appId)).find(
        ({ reason, releasedAt }) =>
          reason === restrictionReason(errand.requestId) && releasedAt === undefined,
      );
      if (placed) return { receiptIds: [], holdId: placed.id };
      const { hold, receiptId } = await vault.placeHold(orderOf(errand));
      return { receiptIds: receiptId === undefined ? [] : [receiptId], holdId: hold.id };
    },
  },
  rectification: {
    plan: async (errand) => [await correctionStep(vault, policy, errand, true)],
    carryOut: async (errand) => {
      await correctionStep(vault, policy, errand, false);
      return { receiptIds: [] };
    },
  },
});

const correctionStep = async (
  vault: Vault,
  policy: Policy,
  { appId, subject, details: { correction } }: Errand,
  dryRun: boolean,
): Promise<RequestStep> => {
  if (!correction) throw new RequestError('wrong-value');
  const count = await rectify(vault, policy, { appId, subject, correction }, dryRun);
  return {
    store: null,
    category: correction.category,
    action: 'amend',
    count,
    until: null,
    reason: null,
  };
};

/** The categories that hold something of the subject, in the order of the catalogue. */
export const categoriesHolding = async (
  vault: Vault,
  target: { readonly appId: string; readonly subject: Subject; readonly categories?: readonly CategoryId[] },
): Promise<readonly CategoryId[]> => {
  const { steps } = await vault.erase(target, { dryRun: true });
  const held = new Set(steps.filter(({ action }) => action !== 'keep').map(({ category }) => category));
  return categoryIds.filter((id) => held.has(id));
};
