import type { Language } from '../../policy/i18n/saying.ts';
import type { Reminder, RequestType } from '../../policy/request-deadline.ts';
import type { RequestStep } from './request-execution.ts';
import type { Identity, RequestDetails, RequestState, SubjectRequest } from './subject-request.ts';
import type { Subject } from '../../records/types.ts';

export interface NewRequest {
  readonly appId: string;
  readonly type: RequestType;
  readonly subject: Subject;
  readonly details?: RequestDetails;
  readonly identity: Identity;
  readonly jurisdiction?: string | undefined;
  /** Of the answer. */
  readonly language?: Language | undefined;
}

export interface RequestReport {
  /** On a dry run as it would be; nothing of it is kept then. */
  readonly request: SubjectRequest;
  /** What is, or would be, done once the identity is verified. */
  readonly plan: readonly RequestStep[];
}

export interface RequestQuery {
  readonly appId: string;
  readonly requestId?: string | undefined;
  readonly type?: RequestType | undefined;
  readonly states?: readonly RequestState[] | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
}

/** What one turn of the loop did. */
export interface StepReport {
  readonly open: number;
  readonly overdue: number;
  readonly reminded: readonly { readonly request: SubjectRequest; readonly reminder: Reminder }[];
  readonly failed: readonly { readonly request: SubjectRequest; readonly where: string }[];
}
