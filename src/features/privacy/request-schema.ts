import { z } from 'zod';
import type { CategoryId } from '../../policy/catalogue.ts';
import type { LetterStep } from '../../policy/letters/words.ts';
import type { Identity, RequestState, SubjectRequest } from '../../registry/requests/subject-request.ts';
import type { NewRequest, RequestReport } from '../../registry/requests/request-order.ts';
import type { SubjectKind } from '../../records/types.ts';
import type { ActionContext } from '../action.ts';
import { carries, harmless } from '../personal-data.ts';
import { requestErrors } from './request-errors.ts';

const KINDS = [
  'person',
  'request',
  'task',
  'consent',
  'account',
  'ip',
  'voice',
  'group',
  'face',
] as const satisfies readonly SubjectKind[];

/** Whom it is about. The ids of groups hold no space: what does is found by us alone, and would take half of people. */
export const subject = z
  .object({
    Kind: harmless(z.enum(KINDS)),
    Value: carries('base.subject-request', z.string().min(1).max(256)),
  })
  .refine(({ Kind, Value }) => Kind !== 'group' || !Value.includes(' '));

export const toSubject = ({ Kind, Value }: z.output<typeof subject>) => ({ kind: Kind, value: Value });

/** An id of the policy's catalogue. */
export const categoryName = () => harmless(z.string().regex(/^[a-z]{1,16}\.[a-z-]{1,32}$/));
export const categoryNames = () => z.array(categoryName()).min(1).max(50);

const IDENTITIES = { Verified: 'verified', Pending: 'pending', Failed: 'failed' } as const;
/** What the caller, who is the controller, says of the identity check. */
export const identity = () => harmless(z.enum(['Verified', 'Pending', 'Failed']));
export const toIdentity = (said: keyof typeof IDENTITIES): Identity => IDENTITIES[said];
const fromIdentity = (state: Identity): string => `${state[0]?.toUpperCase() ?? ''}${state.slice(1)}`;

const STATES = [
  'received',
  'identity-pending',
  'verified',
  'in-progress',
  'done',
  'rejected',
] as const satisfies readonly RequestState[];

export const dryRun = { DryRun: harmless(z.boolean().optional()) };
export const subjectRequestId = { SubjectRequestId: harmless(z.uuid()) };

/** What every request of a data subject says. */
export const requestInput = {
  Subject: subject,
  Identity: identity(),
  /** ISO 3166-1 alpha-2 code of the data subject's jurisdiction. */
  Jurisdiction: harmless(
    z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional(),
  ),
  /** Of the answer. */
  Language: harmless(z.enum(['en', 'zh']).optional()),
  ...dryRun,
};

/** Which requests, and how many of them. */
export const requestFilters = {
  SubjectRequestId: harmless(z.uuid().optional()),
  States: z
    .array(harmless(z.enum(STATES)))
    .max(6)
    .optional(),
  Offset: harmless(z.int().min(0).optional()),
  Limit: harmless(z.int().min(1).max(100).optional()),
};

export const step = z.object({
  Store: harmless(z.string().nullable()),
  Category: harmless(z.string()),
  Action: harmless(z.string()),
  Count: harmless(z.int()),
  Until: harmless(z.string().nullable()),
  Reason: harmless(z.string().nullable()),
});

export const requestAnswer = z.object({
  SubjectRequestId: harmless(z.string()),
  Type: harmless(z.string()),
  State: harmless(z.string()),
  Identity: harmless(z.string()),
  SubjectKind: harmless(z.string()),
  Jurisdiction: harmless(z.string().nullable()),
  Language: harmless(z.string()),
  ReceivedAt: harmless(z.string()),
  DueAt: harmless(z.string()),
  ExtendedTo: harmless(z.string().nullable()),
  /** none, half, most, overdue: how much of the time is over. */
  Remind: harmless(z.string()),
  ReceiptIds: z.array(harmless(z.string())),
  HoldId: harmless(z.string().nullable()),
  History: z.array(
    z.object({ At: harmless(z.string()), What: harmless(z.string()), Reason: z.string().nullable() }),
  ),
});

/** What making a request answers: the request, and the plan of what is done for it. */
export const reportAnswer = z.object({
  DryRun: harmless(z.boolean()),
  Request: requestAnswer,
  Plan: z.array(step),
});

export const requestList = z.object({
  TotalCount: harmless(z.int()),
  Requests: z.array(requestAnswer),
});

export const instantOf = (at: number): string => new Date(at).toISOString();
export const instantOrNull = (at: number | null): string | null => (at === null ? null : instantOf(at));

export const toStep = ({
  store = null,
  category,
  action,
  count,
  until,
  reason,
}: LetterStep & { readonly store?: string | null }): z.output<typeof step> => ({
  Store: store,
  Category: category,
  Action: action,
  Count: count,
  Until: instantOrNull(until),
  Reason: reason,
});

export const toAnswer = (
  request: SubjectRequest,
  requests: ActionContext['requests'],
): z.output<typeof requestAnswer> => ({
  SubjectRequestId: request.requestId,
  Type: request.type,
  State: request.state,
  Identity: fromIdentity(request.identity),
  SubjectKind: request.subjectKind,
  Jurisdiction: request.jurisdiction,
  Language: request.language,
  ReceivedAt: instantOf(request.receivedAt),
  DueAt: instantOf(request.dueAt),
  ExtendedTo: instantOrNull(request.extendedTo),
  Remind: requests.reminderOf(request),
  ReceiptIds: [...request.receipts],
  HoldId: request.history.findLast(({ holdId }) => holdId !== undefined)?.holdId ?? null,
  History: request.history.map(({ at, what, reason }) => ({
    At: instantOf(at),
    What: what,
    Reason: reason ?? null,
  })),
});

interface CommonInput {
  readonly Subject: z.output<typeof subject>;
  readonly Identity: 'Verified' | 'Pending' | 'Failed';
  readonly Jurisdiction?: string | undefined;
  readonly Language?: 'en' | 'zh' | undefined;
  readonly Categories?: readonly string[] | undefined;
  readonly DryRun?: boolean | undefined;
}

/** Files a request as its caller wrote it. @throws ApiError */
export const fileRequest = async (
  type: NewRequest['type'],
  input: CommonInput,
  { appId, requests }: ActionContext,
  correction?: { readonly category: string; readonly field: string; readonly value: string },
): Promise<z.output<typeof reportAnswer>> => {
  const { DryRun = false, Categories, Jurisdiction, Language } = input;
  const details = {
    // What the catalogue does not know is refused by the registry of requests.
    ...(Categories ? { categories: Categories as readonly CategoryId[] } : {}),
    ...(correction ? { correction: { ...correction, category: correction.category as CategoryId } } : {}),
  };
  const order: NewRequest = {
    ...{ appId, type, details, jurisdiction: Jurisdiction, language: Language },
    subject: toSubject(input.Subject),
    identity: toIdentity(input.Identity),
  };
  const report: RequestReport = await requestErrors(requests.create(order, { dryRun: DryRun }));
  return { DryRun, Request: toAnswer(report.request, requests), Plan: report.plan.map(toStep) };
};
