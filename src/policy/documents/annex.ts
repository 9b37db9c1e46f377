import { basePolicy } from '../base-policy.ts';
import { category, modules } from '../catalogue.ts';
import type { Policy } from '../compose.ts';
import { fieldsSaying, otherDemands, periodSaying, retentionDemands, withSource } from '../describe.ts';
import { joined, phrase, say, verbatim, type Saying } from '../i18n/saying.ts';
import type { NoticeFeature } from '../notice.ts';
import type { Rule } from '../rule.ts';
import type { PolicyModule } from '../types.ts';
import { dataSubjects, isBiometric } from './data-subjects.ts';
import { list, paragraph, section, table, type PolicyDocument, type Section } from './document.ts';
import type { InForce } from './in-force.ts';
import { measures } from './measures.ts';
import { operatorSection } from './operator.ts';
import {
  endSayings,
  floorSayings,
  regionSayings,
  requestSayings,
  subProcessorSection,
} from './shared-sections.ts';

const subjectMatter = ({ title, updated, availability }: PolicyModule, policy: Policy): Section<Saying> =>
  section(
    say`Subject matter and duration`,
    list([
      say`Subject matter: ${phrase(title)}, for content that the customer sends and whose controller it is.`,
      ...(updated.processing ? [say`Data processing module of ${verbatim(updated.processing)}.`] : []),
      say`Duration: as long as the customer’s account is open; of each category, not longer than the time limits below.`,
      phrase(availability),
      ...regionSayings(policy),
    ]),
  );

const purposesOf = (rules: readonly Rule[]): readonly Saying[] =>
  [...new Set(rules.flatMap((rule) => category(rule.category).uses))].map(phrase);

const natureAndPurpose = (rules: readonly Rule[]): Section<Saying> =>
  section(
    say`Nature and purpose`,
    list([
      say`Nature: receiving, recognising in memory, answering, keeping where a rule below says so, and erasing; automated, without decisions about persons.`,
      say`Purpose: ${joined(purposesOf(rules), 'semicolon')}.`,
    ]),
  );

const dataRow = (policy: Policy, rule: Rule): readonly (Saying | readonly Saying[])[] => [
  phrase(rule.name),
  [fieldsSaying(rule.fields), ...(isBiometric(rule.category) ? [say`biometric data (GDPR art. 9)`] : [])],
  dataSubjects(rule.category),
  phrase(rule.keptIn),
  [...[...retentionDemands(rule), ...otherDemands(rule)].map(withSource), ...floorSayings(policy, rule)],
];

const dataSection = (policy: Policy, rules: readonly Rule[]): Section<Saying> =>
  section(
    say`Personal data and data subjects`,
    table(
      [say`Category`, say`Types of personal data`, say`Data subjects`, say`Kept in`, say`Time limits`],
      rules.map((rule) => dataRow(policy, rule)),
    ),
  );

/** GDPR art. 28(3)(a) to (h), in that order. */
const obligations = (policy: Policy): Section<Saying> =>
  section(
    say`Obligations of the processor`,
    list([
      say`(a) Content is processed only on the customer’s documented instructions: its calls, and this annex; this holds for transfers to third countries too.`,
      say`(b) Whoever the operator lets have access is bound to confidentiality.`,
      say`(c) The measures listed below are taken (GDPR art. 32).`,
      say`(d) A sub-processor is engaged only under the same obligations; a new one is announced at least ${periodSaying(basePolicy.subProcessor.notice)} before it begins, and the customer may object.`,
      say`(e) The operator helps the customer to answer data subjects: ${joined(requestSayings(policy), 'sentence')}`,
      say`(f) The operator helps the customer with security, with notices of breaches, and with impact assessments (GDPR art. 32 to 36), as far as the processing is its own.`,
      say`(g) At the end everything is erased or returned, as said below.`,
      say`(h) The operator gives the customer what shows that these obligations are met, and tells it at once if an instruction seems to infringe the law.`,
    ]),
  );

const endRow = (rule: Rule): readonly (Saying | readonly Saying[])[] => [
  phrase(rule.name),
  rule.neverStored
    ? say`nothing is there to be erased`
    : rule.afterAccountClosed.map(({ period, clause }) =>
        withSource({ said: say`at most ${periodSaying(period)} after the account is closed`, clause }),
      ),
];

const endSection = (rules: readonly Rule[]): Section<Saying> =>
  section(
    say`Erasure and return at the end`,
    table([say`Category`, say`After the account is closed`], rules.map(endRow)),
    list(endSayings()),
  );

const auditSection = section(
  say`Audits`,
  paragraph(
    say`Audits are done on the record of forgetting: each erasure, expiry and refusal has a receipt in an append-only Merkle log, and whoever holds the log’s public key can check offline that a receipt is in it, and that nothing in it was changed, dropped or reordered.`,
  ),
  list([
    say`${verbatim('lethe receipts verify')}: whether the log is whole.`,
    say`${verbatim('lethe receipts prove')}: a proof of one receipt, which ${verbatim('lethe receipts check')} verifies offline.`,
    say`${verbatim('lethe holdings')}: what is held now, by category, and until when.`,
    say`${verbatim('lethe policy show')}: the rules in force, each with the clause that demands it.`,
  ]),
);

/** The annex to a processing agreement (GDPR art. 28(3)) for the content of a feature, from the rules in force. */
export const annex = ({ policy, overlay }: InForce, feature: NoticeFeature): PolicyDocument => {
  const module: PolicyModule = modules[feature];
  const rules = policy.rules({}, feature).filter(({ role }) => role === 'processor');
  return {
    title: say`Data processing annex: ${phrase(module.title)}`,
    sections: [
      section(
        say`About this annex`,
        paragraph(
          say`This annex to the processing agreement says what the operator does, as processor, with content of this feature (GDPR art. 28(3)). The customer, who is the controller, is the holder of the AppID. It is generated from the rules that the service executes.`,
        ),
      ),
      operatorSection(overlay.operator),
      subjectMatter(module, policy),
      natureAndPurpose(rules),
      dataSection(policy, rules),
      section(say`Conditions`, list(module.conditions.map(phrase))),
      obligations(policy),
      subProcessorSection(policy, feature),
      section(say`Security measures`, list(measures)),
      endSection(rules),
      auditSection,
    ],
  };
};
