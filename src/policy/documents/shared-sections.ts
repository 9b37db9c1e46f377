import { basePolicy } from '../base-policy.ts';
import type { KnownSubProcessor, Policy } from '../compose.ts';
import { periodSaying, retentionDemands, sourceSaying, withSource } from '../describe.ts';
import { joined, phrase, say, verbatim, type Saying } from '../i18n/saying.ts';
import { addenda } from '../jurisdictions.ts';
import type { Rule } from '../rule.ts';
import type { Feature } from '../types.ts';
import { list, paragraph, section, table, type Section } from './document.ts';

export const isEuropean = (code: string): boolean => addenda[code]?.contractingEntity !== undefined;

/** How long a request of a data subject may take, by the terms of a jurisdiction. */
const answerSaying = (policy: Policy, code?: string): Saying => {
  const { within, extension } = policy.terms(code).subjectRequest;
  if (!extension) return periodSaying(within);
  return say`${periodSaying(within)} (+ ${periodSaying(extension)})`;
};

export const requestSayings = (policy: Policy): readonly Saying[] => {
  const { within, extension } = policy.terms().subjectRequest;
  const answered = extension
    ? say`A data subject’s request is answered within ${periodSaying(within)} (${periodSaying(extension)} more where needed), once identity is verified.`
    : say`A data subject’s request is answered within ${periodSaying(within)}, once identity is verified.`;
  return [
    answered,
    phrase(basePolicy.onRequest.text),
    say`Where a law demands a longer time than the promise allows, the record is kept apart, is used for nothing else, and goes when the law lets it.`,
  ];
};

export const endSayings = (): readonly Saying[] => [
  phrase(basePolicy.accountClosed.text),
  phrase(basePolicy.transactionsAfterAccountClosed.text),
  phrase(basePolicy.ticketsAfterAccountClosed.text),
  phrase(basePolicy.demoData.text),
  joined(
    [
      phrase(basePolicy.termination.text),
      say`A restored back-up brings nothing back that was erased or has expired.`,
    ],
    'sentence',
  ),
];

export const requestsSection = (policy: Policy): Section<Saying> =>
  section(say`Requests, and the end of an account`, list([...requestSayings(policy), ...endSayings()]));

const jurisdictionRow = (policy: Policy, code: string | undefined): (Saying | readonly Saying[])[] => {
  const { name, minimumAge, contractingEntity, floors } = policy.terms(code);
  return [
    phrase(name),
    verbatim(`${minimumAge}`),
    answerSaying(policy, code),
    phrase(contractingEntity),
    floors.map(({ text, categories }) => say`${phrase(text)} Here: ${verbatim(categories.join(', '))}.`),
  ];
};

export const jurisdictionSection = (policy: Policy): Section<Saying> => {
  const europe = Object.keys(addenda).filter(isEuropean);
  const others = Object.keys(addenda).filter((code) => !isEuropean(code));
  const [, ...european] = jurisdictionRow(policy, europe[0]);
  return section(
    say`Jurisdictions`,
    table(
      [
        say`Jurisdiction`,
        say`Minimum age`,
        say`Requests answered within`,
        say`Contracting entity`,
        say`Must be kept`,
      ],
      [
        jurisdictionRow(policy, undefined),
        [say`EEA, UK and Switzerland (${verbatim(europe.join(', '))})`, ...european],
        ...others.map((code) => jurisdictionRow(policy, code)),
      ],
    ),
    paragraph(say`A duty to keep binds only where the data subject’s jurisdiction is known.`),
  );
};

const isPublished = ({ clause }: KnownSubProcessor): boolean => clause.source !== 'overlay';

/** What the published modules name has words in every language; what an operator adds is as the operator wrote it. */
export const subProcessorName = (known: KnownSubProcessor): Saying =>
  isPublished(known) ? phrase(known.name) : verbatim(known.name);

const subProcessorPurpose = (known: KnownSubProcessor): Saying =>
  isPublished(known) ? phrase(known.purpose) : verbatim(known.purpose);

const subProcessorRow = (known: KnownSubProcessor): readonly Saying[] => [
  subProcessorName(known),
  subProcessorPurpose(known),
  known.location === null ? say`not stated` : verbatim(known.location),
  known.effective === null ? say`as published` : verbatim(known.effective),
  sourceSaying(known.clause.source),
];

export const subProcessorSection = (policy: Policy, feature: Feature): Section<Saying> => {
  const rows = policy.subProcessors(feature).map(subProcessorRow);
  const columns = [say`Name`, say`Purpose`, say`Location`, say`From`, say`Source`];
  return section(
    say`Sub-processors`,
    rows.length > 0 ? table(columns, rows) : paragraph(say`None.`),
    paragraph(phrase(basePolicy.subProcessor.text)),
  );
};

/** Where content may be, by the base policy and the overlay. */
export const regionSayings = ({ regions }: Policy): readonly Saying[] => {
  const base = phrase(basePolicy.region.text);
  if (!regions) return [base];
  const { allowed, clause } = regions;
  return [base, say`Here: only in ${verbatim(allowed.join(', '))} (${sourceSaying(clause.source)}).`];
};

/** The jurisdictions whose law has a category kept for longer, each with the shortest time. */
export const floorSayings = (policy: Policy, { category }: Rule): readonly Saying[] =>
  Object.keys(addenda).flatMap((code) =>
    policy
      .rule(category, { jurisdiction: code })
      .floors.map(
        ({ period, clause }) =>
          say`at least ${periodSaying(period)} from creation (${sourceSaying(clause.source)})`,
      ),
  );

/** Every time limit of a category: its deadlines, and the floors of all jurisdictions. */
export const timeLimits = (policy: Policy, rule: Rule): readonly Saying[] => [
  ...retentionDemands(rule).map(withSource),
  ...floorSayings(policy, rule),
];
