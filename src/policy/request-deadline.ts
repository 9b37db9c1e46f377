import type { CategoryId } from './catalogue.ts';
import type { Policy } from './compose.ts';
import { addPeriod } from './period.ts';
import type { Clause, Due } from './rule.ts';

/** What a data subject may ask for. */
export type RequestType = 'erasure' | 'access' | 'restriction' | 'rectification';

export const requestTypes: readonly RequestType[] = ['erasure', 'access', 'restriction', 'rectification'];

/** What must be known of a request to say by when it is answered. Instants in milliseconds since the epoch. */
export interface RequestFacts {
  readonly type: RequestType;
  readonly receivedAt: number;
  /** When the identity check succeeded; absent: it has not. */
  readonly verifiedAt?: number | undefined;
  /** ISO 3166-1 alpha-2 code of the data subject's jurisdiction, where it is known. */
  readonly jurisdiction?: string | undefined;
  /** The categories that hold something of the subject; they count for erasure alone. */
  readonly categories?: readonly CategoryId[] | undefined;
  /** The answer was put off for as long as the jurisdiction lets it be. */
  readonly extended?: boolean | undefined;
}

const answerClause = (policy: Policy, jurisdiction: string | undefined): Clause => {
  const { code, subjectRequest } = policy.terms(jurisdiction);
  const ofPlace = subjectRequest.text !== policy.terms().subjectRequest.text;
  return { source: ofPlace ? `jurisdiction ${code ?? ''}` : 'base policy', text: subjectRequest.text };
};

/** By when the law of the place wants an answer. An extension counts from the end of the first period. */
const answerDue = (policy: Policy, { receivedAt, jurisdiction, extended }: RequestFacts): Due => {
  const { within, extension } = policy.terms(jurisdiction).subjectRequest;
  const first = addPeriod(receivedAt, within);
  return {
    at: extended && extension ? addPeriod(first, extension) : first,
    clause: answerClause(policy, jurisdiction),
  };
};

/**
 * By when the categories promise to be gone. 'Immediately' counts from the identity check: before it nothing may be
 * done. A period counts from the receipt of the request, however long the check takes.
 */
const erasureDues = (policy: Policy, facts: RequestFacts): readonly Due[] =>
  (facts.categories ?? []).flatMap((id) => {
    const { within, clause } = policy.rule(id, { jurisdiction: facts.jurisdiction }).onRequest;
    if (within !== 'immediately') return [{ at: addPeriod(facts.receivedAt, within), clause }];
    return facts.verifiedAt === undefined ? [] : [{ at: facts.verifiedAt, clause }];
  });

/** By when a request is carried out and answered, and the clause that says so: the earliest of all that hold. */
export const requestDeadline = (policy: Policy, facts: RequestFacts): Due => {
  const dues = facts.type === 'erasure' ? erasureDues(policy, facts) : [];
  return dues.reduce((first, due) => (due.at < first.at ? due : first), answerDue(policy, facts));
};

/** How late a request is: nothing to say, half its time is over, four fifths are, or all. */
export type Reminder = 'none' | 'half' | 'most' | 'overdue';

const MOST = 0.8;
const HALF = 0.5;

export const reminderAt = (receivedAt: number, dueAt: number, now: number): Reminder => {
  if (now >= dueAt) return 'overdue';
  const passed = (now - receivedAt) / (dueAt - receivedAt);
  if (passed >= MOST) return 'most';
  return passed >= HALF ? 'half' : 'none';
};
