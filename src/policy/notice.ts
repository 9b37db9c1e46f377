import { category, modules } from './catalogue.ts';
import type { Policy } from './compose.ts';
import { fieldsSaying, otherDemands, retentionDemands, withSource } from './describe.ts';
import { list, paragraph, section, table, type PolicyDocument, type Section } from './documents/document.ts';
import { operatorSection } from './documents/operator.ts';
import {
  jurisdictionSection,
  regionSayings,
  requestsSection,
  subProcessorSection,
} from './documents/shared-sections.ts';
import { joined, phrase, say, verbatim, type Saying } from './i18n/saying.ts';
import type { Operator } from './overlay.ts';
import type { Rule } from './rule.ts';
import type { Feature, PolicyModule, Role } from './types.ts';

export type NoticeFeature = Exclude<Feature, 'base'>;

const ROLE_TEXT: Record<Role, Saying> = {
  controller: say`controller: the operator of this service decides why and how`,
  processor: say`processor: the operator acts for the caller, who is the controller`,
};

const categorySection = (rule: Rule): Section<Saying> => {
  const { uses, keptIn, retentionText, basis } = category(rule.category);
  const demands = [...retentionDemands(rule), ...otherDemands(rule)].map(withSource);
  return {
    heading: phrase(rule.name),
    level: 3,
    blocks: [
      table(
        [say`What`, say`Promise`],
        [
          [say`Data`, fieldsSaying(rule.fields)],
          [say`Use`, joined(uses.map(phrase), 'semicolon')],
          [say`Legal basis`, phrase(basis)],
          [say`Role`, ROLE_TEXT[rule.role]],
          [say`Kept in`, phrase(keptIn)],
          [say`Retention as published`, phrase(retentionText)],
          [say`Retention in force`, demands],
        ],
      ),
    ],
  };
};

const INTRODUCTION: Record<Role, Saying> = {
  controller: say`This notice says which personal data the operator of this service keeps about calls to this feature, why, where and for how long. It is generated from the rules that the service executes.`,
  processor: say`This notice says what the operator of this service does, as processor, with the content that a caller sends to this feature. The caller’s organisation is the controller. It is generated from the rules that the service executes.`,
};

const aboutSection = (policy: Policy, module: PolicyModule, role: Role): Section<Saying> => {
  const { updated, availability, history = [] } = module;
  const { privacy, processing } = updated;
  return section(
    say`About this notice`,
    paragraph(INTRODUCTION[role]),
    list([
      ...(privacy ? [say`Privacy module of ${verbatim(privacy)}.`] : []),
      ...(processing ? [say`Data processing module of ${verbatim(processing)}.`] : []),
      ...history.map(phrase),
      phrase(availability),
      ...regionSayings(policy),
    ]),
  );
};

const titled = (heading: Saying, text: Saying, rules: readonly Rule[]): readonly Section<Saying>[] =>
  rules.length > 0 ? [section(heading, paragraph(text)), ...rules.map(categorySection)] : [];

const categorySections = (
  policy: Policy,
  feature: Feature,
  processing: boolean,
): readonly Section<Saying>[] => {
  const rules = policy.rules({}, feature);
  const content = titled(
    say`Content processed for the caller`,
    say`The operator is the processor; what happens to it is the caller’s instruction.`,
    rules.filter(({ role }) => role === 'processor'),
  );
  if (processing) return content;
  return [
    ...titled(
      say`Data the operator decides on`,
      say`The operator is the controller.`,
      rules.filter(({ role }) => role === 'controller'),
    ),
    ...content,
    ...titled(say`Kept whatever the feature`, say`By the base policy.`, policy.rules({}, 'base')),
  ];
};

export interface NoticeOptions {
  /** The data processing notice (what happens to content) instead of the privacy notice, which covers every category. */
  readonly processing?: boolean | undefined;
  readonly operator?: Operator | null | undefined;
}

/** The notice of a feature, from the rules in force. */
export const notice = (
  policy: Policy,
  feature: NoticeFeature,
  { processing = false, operator }: NoticeOptions = {},
): PolicyDocument => {
  const module: PolicyModule = modules[feature];
  const title = phrase(module.title);
  return {
    title: processing ? say`Data processing notice: ${title}` : say`Privacy notice: ${title}`,
    sections: [
      aboutSection(policy, module, processing ? 'processor' : 'controller'),
      operatorSection(operator),
      ...categorySections(policy, feature, processing),
      section(say`Conditions`, list(module.conditions.map(phrase))),
      requestsSection(policy),
      jurisdictionSection(policy),
      subProcessorSection(policy, feature),
    ],
  };
};
