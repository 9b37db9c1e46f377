import { basePolicy } from './base-policy.ts';
import { category, modules } from './catalogue.ts';
import type { Policy } from './compose.ts';
import { otherDemands, promisedNames, retentionDemands, type Demand } from './describe.ts';
import { addenda } from './jurisdictions.ts';
import { periodText } from './period.ts';
import type { Rule } from './rule.ts';
import type { Feature, PolicyModule, Role } from './types.ts';

export type NoticeBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      /** A cell is one text or several lines. */
      readonly rows: readonly (readonly (string | readonly string[])[])[];
    };

export interface NoticeSection {
  readonly heading: string;
  readonly level: 2 | 3;
  readonly blocks: readonly NoticeBlock[];
}

/** A notice before it is Markdown or HTML. */
export interface Notice {
  readonly feature: NoticeFeature;
  readonly title: string;
  readonly sections: readonly NoticeSection[];
}

export type NoticeFeature = Exclude<Feature, 'base'>;

const paragraph = (text: string): NoticeBlock => ({ kind: 'paragraph', text });
const list = (items: readonly string[]): NoticeBlock => ({ kind: 'list', items });
const section = (heading: string, ...blocks: readonly NoticeBlock[]): NoticeSection => ({
  heading,
  level: 2,
  blocks,
});

const withSource = ({ text, clause }: Demand): string => `${text} (${clause.source})`;

const ROLE_TEXT: Record<Role, string> = {
  controller: 'controller: the operator of this service decides why and how',
  processor: 'processor: the operator acts for the caller, who is the controller',
};

const categorySection = (rule: Rule): NoticeSection => {
  const { uses, keptIn, retentionText, basis } = category(rule.category);
  const demands = [...retentionDemands(rule), ...otherDemands(rule)].map(withSource);
  return {
    heading: rule.name,
    level: 3,
    blocks: [
      {
        kind: 'table',
        columns: ['What', 'Promise'],
        rows: [
          ['Data', promisedNames(rule.fields).join(', ')],
          ['Use', uses.join('; ')],
          ['Legal basis', basis],
          ['Role', ROLE_TEXT[rule.role]],
          ['Kept in', keptIn],
          ['Retention as published', retentionText],
          ['Retention in force', demands],
        ],
      },
    ],
  };
};

const INTRODUCTION: Record<Role, string> = {
  controller:
    'This notice says which personal data the operator of this service keeps about calls to this feature, why, where and for how long. It is generated from the rules that the service executes.',
  processor:
    'This notice says what the operator of this service does, as processor, with the content that a caller sends to this feature. The caller’s organisation is the controller. It is generated from the rules that the service executes.',
};

const aboutSection = (policy: Policy, module: PolicyModule, role: Role): NoticeSection => {
  const { updated, availability, history = [] } = module;
  const facts = [
    updated.privacy && `Privacy module of ${updated.privacy}.`,
    updated.processing && `Data processing module of ${updated.processing}.`,
    ...history,
    availability,
    basePolicy.region.text,
    policy.regions && `Here: ${policy.regions.clause.text} (${policy.regions.clause.source}).`,
  ];
  return section(
    'About this notice',
    paragraph(INTRODUCTION[role]),
    list(facts.filter((fact): fact is string => Boolean(fact))),
  );
};

const requestsSection = (policy: Policy): NoticeSection => {
  const { within, extension } = policy.terms().subjectRequest;
  const more = extension ? ` (${periodText(extension)} more where needed)` : '';
  return section(
    'Requests, and the end of an account',
    list([
      `A data subject’s request is answered within ${periodText(within)}${more}, once identity is verified.`,
      basePolicy.onRequest.text,
      'Where a law demands a longer time than the promise allows, the record is kept apart, is used for nothing else, and goes when the law lets it.',
      basePolicy.accountClosed.text,
      basePolicy.transactionsAfterAccountClosed.text,
      basePolicy.ticketsAfterAccountClosed.text,
      basePolicy.demoData.text,
      `${basePolicy.termination.text} A restored back-up brings nothing back that was erased or has expired.`,
    ]),
  );
};

const jurisdictionRow = (policy: Policy, code: string | undefined): (string | string[])[] => {
  const terms = policy.terms(code);
  const { within, extension } = terms.subjectRequest;
  return [
    terms.name,
    `${terms.minimumAge}`,
    extension ? `${periodText(within)} (+ ${periodText(extension)})` : periodText(within),
    terms.contractingEntity,
    terms.floors.map(({ text, categories }) => `${text} Here: ${categories.join(', ')}.`),
  ];
};

const isEuropean = (code: string): boolean => addenda[code]?.contractingEntity !== undefined;

const jurisdictionSection = (policy: Policy): NoticeSection => {
  const europe = Object.keys(addenda).filter(isEuropean);
  const others = Object.keys(addenda).filter((code) => !isEuropean(code));
  const [, ...european] = jurisdictionRow(policy, europe[0]);
  return section(
    'Jurisdictions',
    {
      kind: 'table',
      columns: [
        'Jurisdiction',
        'Minimum age',
        'Requests answered within',
        'Contracting entity',
        'Must be kept',
      ],
      rows: [
        jurisdictionRow(policy, undefined),
        [`EEA, UK and Switzerland (${europe.join(', ')})`, ...european],
        ...others.map((code) => jurisdictionRow(policy, code)),
      ],
    },
    paragraph('A duty to keep binds only where the data subject’s jurisdiction is known.'),
  );
};

const subProcessorSection = (policy: Policy, feature: Feature): NoticeSection => {
  const named = policy.subProcessors(feature);
  const rows = named.map(({ name, purpose, location, effective, clause }) => [
    name,
    purpose,
    location ?? 'not stated',
    effective ?? 'as published',
    clause.source,
  ]);
  return section(
    'Sub-processors',
    rows.length > 0
      ? { kind: 'table', columns: ['Name', 'Purpose', 'Location', 'From', 'Source'], rows }
      : paragraph('None.'),
    paragraph(basePolicy.subProcessor.text),
  );
};

const titled = (heading: string, text: string, rules: readonly Rule[]): readonly NoticeSection[] =>
  rules.length > 0 ? [section(heading, paragraph(text)), ...rules.map(categorySection)] : [];

const categorySections = (
  policy: Policy,
  feature: Feature,
  processing: boolean,
): readonly NoticeSection[] => {
  const rules = policy.rules({}, feature);
  const content = titled(
    'Content processed for the caller',
    'The operator is the processor; what happens to it is the caller’s instruction.',
    rules.filter(({ role }) => role === 'processor'),
  );
  if (processing) return content;
  return [
    ...titled(
      'Data the operator decides on',
      'The operator is the controller.',
      rules.filter(({ role }) => role === 'controller'),
    ),
    ...content,
    ...titled('Kept whatever the feature', 'By the base policy.', policy.rules({}, 'base')),
  ];
};

/**
 * The notice of a feature, from the rules in force.
 * @param options.processing the data processing notice (what happens to content) instead of the privacy notice,
 *   which covers every category of the feature.
 */
export const notice = (
  policy: Policy,
  feature: NoticeFeature,
  { processing = false }: { processing?: boolean } = {},
): Notice => {
  const module: PolicyModule = modules[feature];
  return {
    feature,
    title: `${processing ? 'Data processing notice' : 'Privacy notice'}: ${module.title}`,
    sections: [
      aboutSection(policy, module, processing ? 'processor' : 'controller'),
      ...categorySections(policy, feature, processing),
      section('Conditions', list(module.conditions)),
      requestsSection(policy),
      jurisdictionSection(policy),
      subProcessorSection(policy, feature),
    ],
  };
};
