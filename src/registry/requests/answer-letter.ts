import type { Operator } from '../../policy/overlay.ts';
import type { LetterKind } from '../../policy/letters/kinds.ts';
import { fillTemplate, type LetterTemplates } from '../../policy/letters/template.ts';
import { dayText, receiptsText, stepTexts } from '../../policy/letters/words.ts';
import { outcomeOf, type SubjectRequest } from './subject-request.ts';

export interface LetterSettings {
  readonly templates: LetterTemplates;
  readonly operator: Operator | null;
}

/** The operator's name and how to reach it, as a letter ends. */
export const signatureOf = (
  operator: Operator | null,
): { operatorName: string; operatorContact: string } => ({
  operatorName: operator?.name ?? '',
  operatorContact: [operator?.address, operator?.contact, operator?.dataProtectionOfficer]
    .filter((line) => line !== undefined && line !== null)
    .join('\n'),
});

/** What is said to the data subject about an answered request. */
export const answerLetter = (
  request: SubjectRequest,
  { templates, operator }: LetterSettings,
  now: number,
): string => {
  const { type, state, language, requestId, receivedAt, dueAt, extendedTo, receipts, history } = request;
  const kind: LetterKind = state === 'rejected' ? 'rejection' : type;
  return fillTemplate(templates[`${language}-${kind}`], {
    ...signatureOf(operator),
    ...stepTexts(outcomeOf(request), language),
    requestId,
    receivedAt: dayText(receivedAt),
    dueAt: dayText(extendedTo ?? dueAt),
    today: dayText(now),
    receipts: receiptsText(receipts, language),
    reason: history.find(({ what }) => what === 'rejected')?.reason ?? '',
  });
};
