import type { CategoryId, RecordOf } from '../../policy/catalogue.ts';
import type { Language } from '../../policy/i18n/saying.ts';
import type { LetterStep } from '../../policy/letters/words.ts';
import { reminderAt, type Reminder, type RequestType } from '../../policy/request-deadline.ts';
import type { Subject, SubjectKind } from '../../records/types.ts';

/** Whether the caller, who is the controller, has made sure that the request comes from the data subject. */
export type Identity = 'pending' | 'verified' | 'failed';

/** received → identity-pending | verified → in-progress → done | rejected; the last two are final. */
export type RequestState = 'received' | 'identity-pending' | 'verified' | 'in-progress' | 'done' | 'rejected';

/** One line of a request's history; never personal data. */
export interface RequestEvent {
  readonly at: number;
  readonly what: RequestState | 'identity-failed' | 'extended' | 'reminded' | 'attempt-failed' | 'lifted';
  /** What the controller gave as the reason; of a reminder, which one. */
  readonly reason?: string;
  readonly steps?: readonly LetterStep[];
  readonly holdId?: string;
}

/** What a rectification changes. */
export interface Correction {
  readonly category: CategoryId;
  readonly field: string;
  /** As text, whatever the field's type. */
  readonly value: string;
}

export interface RequestDetails {
  /** Absent: every category. */
  readonly categories?: readonly CategoryId[];
  readonly correction?: Correction;
}

/** A request of a data subject. Instants in milliseconds since the epoch. */
export interface SubjectRequest {
  /** Of the record that it is kept as. */
  readonly recordId: string;
  readonly requestId: string;
  readonly appId: string;
  readonly type: RequestType;
  /** Null once it is answered. */
  readonly subject: Subject | null;
  readonly subjectKind: SubjectKind;
  readonly details: RequestDetails;
  readonly identity: Identity;
  readonly state: RequestState;
  readonly jurisdiction: string | null;
  readonly language: Language;
  readonly receivedAt: number;
  readonly dueAt: number;
  readonly extendedTo: number | null;
  readonly history: readonly RequestEvent[];
  readonly receipts: readonly string[];
}

type RequestRecord = RecordOf<'base.subject-request'>;

/** The record that a request is kept as: once it is answered, without the identifier and what the request said. */
export const toRecord = (request: SubjectRequest): RequestRecord => ({
  appId: request.appId,
  requestId: request.requestId,
  type: request.type,
  subjectKind: request.subjectKind,
  ...(request.subject === null ? {} : { subject: request.subject.value, details: request.details }),
  identity: request.identity,
  state: request.state,
  ...(request.jurisdiction === null ? {} : { jurisdiction: request.jurisdiction }),
  language: request.language,
  receivedAt: request.receivedAt,
  dueAt: request.dueAt,
  ...(request.extendedTo === null ? {} : { extendedTo: request.extendedTo }),
  history: request.history,
  receipts: request.receipts,
});

/** What was written here was checked when it was written. */
export const fromRecord = (recordId: string, record: RequestRecord): SubjectRequest => {
  const subjectKind = record.subjectKind as SubjectKind;
  return {
    recordId,
    requestId: record.requestId,
    appId: record.appId,
    type: record.type as RequestType,
    subject: record.subject === undefined ? null : { kind: subjectKind, value: record.subject },
    subjectKind,
    details: (record.details as RequestDetails | undefined) ?? {},
    identity: record.identity as Identity,
    state: record.state as RequestState,
    jurisdiction: record.jurisdiction ?? null,
    language: record.language as Language,
    receivedAt: record.receivedAt,
    dueAt: record.dueAt,
    extendedTo: record.extendedTo ?? null,
    history: record.history as readonly RequestEvent[],
    receipts: (record.receipts as readonly string[] | undefined) ?? [],
  };
};

export const isOpen = ({ state }: SubjectRequest): boolean => state !== 'done' && state !== 'rejected';

/** How late it is; an answered request is never late. */
export const reminderOf = (request: SubjectRequest, now: number): Reminder =>
  isOpen(request) ? reminderAt(request.receivedAt, request.extendedTo ?? request.dueAt, now) : 'none';

/** The hold by which a restriction is carried out. */
export const holdIdOf = ({ history }: SubjectRequest): string | undefined =>
  history.findLast(({ holdId }) => holdId !== undefined)?.holdId;

/** What was done: the last that says so. */
export const outcomeOf = ({ history }: SubjectRequest): readonly LetterStep[] =>
  history.findLast(({ steps }) => steps !== undefined)?.steps ?? [];

const NEXT: Readonly<Record<RequestState, readonly RequestState[]>> = {
  received: ['identity-pending', 'verified', 'rejected'],
  'identity-pending': ['verified', 'rejected'],
  verified: ['in-progress', 'rejected'],
  'in-progress': ['done', 'rejected'],
  done: [],
  rejected: [],
};

/**
 * The request one state further.
 * @throws RangeError where that is no way to go
 */
export const moved = (
  request: SubjectRequest,
  state: RequestState,
  event: Omit<RequestEvent, 'what'>,
): SubjectRequest => {
  if (!NEXT[request.state].includes(state))
    throw new RangeError(`a request that is ${request.state} cannot become ${state}`);
  const answered = state === 'done' || state === 'rejected';
  return {
    ...request,
    state,
    ...(answered ? { subject: null, details: {} } : {}),
    history: [...request.history, { ...event, what: state }],
  };
};

export const noted = (request: SubjectRequest, event: RequestEvent): SubjectRequest => ({
  ...request,
  history: [...request.history, event],
});

/** Why a request is refused, or cannot be changed so. Never personal data. */
export type RequestProblem =
  | 'not-found'
  | 'not-open'
  | 'not-verified'
  | 'not-answered'
  | 'not-restricted'
  | 'no-extension'
  | 'not-rectifiable'
  | 'wrong-value'
  | 'personal-reason'
  | 'weak-passphrase'
  | 'unknown-category';

export class RequestError extends Error {
  readonly problem: RequestProblem;

  constructor(problem: RequestProblem) {
    super(`request of a data subject: ${problem.replaceAll('-', ' ')}`);
    this.name = 'RequestError';
    this.problem = problem;
  }
}
