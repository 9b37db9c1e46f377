import { category, modules } from '../catalogue.ts';
import type { Policy } from '../compose.ts';
import { fieldsSaying, otherDemands, withSource } from '../describe.ts';
import { joined, phrase, say, verbatim, worded, type Language, type Saying } from '../i18n/saying.ts';
import type { Rule } from '../rule.ts';
import type { Feature, Role } from '../types.ts';
import { csv } from './csv.ts';
import { dataSubjects, isBiometric } from './data-subjects.ts';
import { list, paragraph, section, table, type PolicyDocument, type Section } from './document.ts';
import type { InForce } from './in-force.ts';
import { measures, measuresInShort } from './measures.ts';
import { operatorLines, operatorSection } from './operator.ts';
import { regionSayings, subProcessorName, timeLimits } from './shared-sections.ts';

/** One activity: what is done with one category. The letters are those of GDPR art. 30(1). */
interface Activity {
  readonly role: Role;
  readonly feature: Feature;
  readonly category: Saying;
  /** (b) */
  readonly purposes: readonly Saying[];
  readonly basis: Saying;
  /** (c) */
  readonly subjects: readonly Saying[];
  readonly data: readonly Saying[];
  /** (d) */
  readonly recipients: readonly Saying[];
  /** (e) */
  readonly transfers: readonly Saying[];
  /** (f) */
  readonly limits: readonly Saying[];
  /** (g) */
  readonly measures: readonly Saying[];
}

const recipientsOf = (policy: Policy, { role, feature }: Rule): readonly Saying[] => {
  const own = role === 'processor' ? say`the caller, as controller` : say`the operator`;
  return [own, ...policy.subProcessors(feature).map(subProcessorName)];
};

const transfersOf = (policy: Policy, { feature }: Rule): readonly Saying[] => [
  ...regionSayings(policy),
  ...policy
    .subProcessors(feature)
    .map((known) =>
      known.location === null
        ? say`${subProcessorName(known)}: location not stated`
        : say`${subProcessorName(known)}: ${verbatim(known.location)}`,
    ),
];

const activityOf = (policy: Policy, rule: Rule): Activity => ({
  role: rule.role,
  feature: rule.feature,
  category: say`${phrase(rule.name)} (${verbatim(rule.category)})`,
  purposes: category(rule.category).uses.map(phrase),
  basis: phrase(rule.basis),
  subjects: dataSubjects(rule.category),
  data: [
    fieldsSaying(rule.fields),
    ...(isBiometric(rule.category) ? [say`biometric data (GDPR art. 9)`] : []),
  ],
  recipients: recipientsOf(policy, rule),
  transfers: transfersOf(policy, rule),
  limits: timeLimits(policy, rule),
  measures: [
    ...measuresInShort,
    ...otherDemands(rule).map(withSource),
    ...(rule.medium !== 'none' ? [say`may be in sealed back-ups`] : []),
  ],
});

type Column = readonly [heading: Saying, cell: (activity: Activity) => Saying | readonly Saying[]];

const CATEGORY: Column = [say`Category`, ({ category }) => category];
const FEATURE: Column = [say`Feature`, ({ feature }) => phrase(modules[feature].title)];
const SHARED: readonly Column[] = [
  [say`Categories of data subjects`, ({ subjects }) => subjects],
  [say`Categories of personal data`, ({ data }) => data],
];
const RECIPIENTS: Column = [say`Categories of recipients`, ({ recipients }) => recipients];
const TRANSFERS: Column = [say`Transfers to third countries`, ({ transfers }) => transfers];
const LIMITS: Column = [say`Time limits for erasure`, ({ limits }) => limits];
const MEASURES: Column = [say`Technical and organisational measures`, ({ measures }) => measures];

const COLUMNS: Record<Role, readonly Column[]> = {
  controller: [
    FEATURE,
    CATEGORY,
    [say`Purposes`, ({ purposes }) => purposes],
    [say`Legal basis`, ({ basis }) => basis],
    ...SHARED,
    RECIPIENTS,
    TRANSFERS,
    LIMITS,
    MEASURES,
  ],
  processor: [
    FEATURE,
    CATEGORY,
    [say`Controller on whose behalf`, () => say`the customer that holds the AppID of the call`],
    [say`Categories of processing`, ({ purposes }) => purposes],
    ...SHARED,
    RECIPIENTS,
    TRANSFERS,
    LIMITS,
    MEASURES,
  ],
};

const HEADINGS: Record<Role, Saying> = {
  controller: say`As controller (GDPR art. 30(1))`,
  processor: say`As processor (GDPR art. 30(2))`,
};

const activitiesOf = ({ policy }: InForce): readonly Activity[] =>
  policy.rules().map((rule) => activityOf(policy, rule));

const roleSection = (role: Role, activities: readonly Activity[]): Section<Saying> =>
  section(
    HEADINGS[role],
    table(
      COLUMNS[role].map(([heading]) => heading),
      activities
        .filter((activity) => activity.role === role)
        .map((activity) => COLUMNS[role].map(([, cell]) => cell(activity))),
    ),
  );

/** The record of processing activities (GDPR art. 30), from the rules in force. */
export const processingRecord = (source: InForce): PolicyDocument => {
  const activities = activitiesOf(source);
  return {
    title: say`Record of processing activities`,
    sections: [
      section(
        say`About this record`,
        paragraph(
          say`What GDPR art. 30 asks of a controller and of a processor, one line for each category of data. It is generated from the rules that the service executes.`,
        ),
      ),
      operatorSection(source.overlay.operator),
      roleSection('controller', activities),
      roleSection('processor', activities),
      section(
        say`Measures`,
        paragraph(
          say`Technical measures that the software takes. Organisational ones are the operator’s to add.`,
        ),
        list(measures),
      ),
    ],
  };
};

const ROLE: Record<Role, Saying> = { controller: say`controller`, processor: say`processor` };

/** Every column of both tables, so that one file holds all activities. */
const csvColumns = ({ overlay }: InForce): readonly Column[] => [
  [say`Record`, ({ role }) => HEADINGS[role]],
  [say`Role of the operator`, ({ role }) => ROLE[role]],
  [
    say`Name and contact of operator, representative and data protection officer`,
    () => operatorLines(overlay.operator),
  ],
  [
    say`Controller on whose behalf`,
    ({ role }) =>
      role === 'processor' ? say`the customer that holds the AppID of the call` : say`the operator`,
  ],
  FEATURE,
  CATEGORY,
  [say`Purposes`, ({ purposes }) => purposes],
  [say`Legal basis`, ({ basis }) => basis],
  ...SHARED,
  RECIPIENTS,
  TRANSFERS,
  LIMITS,
  MEASURES,
];

const oneSaying = (cell: Saying | readonly Saying[]): Saying =>
  'kind' in cell ? cell : joined(cell, 'semicolon');

/** The same record as CSV: one line for each category, with the names of GDPR art. 30's columns. */
export const processingRecordCsv = (source: InForce, language: Language = 'en'): string => {
  const columns = csvColumns(source);
  const rows = activitiesOf(source).map((activity) => columns.map(([, cell]) => oneSaying(cell(activity))));
  const said = [columns.map(([heading]) => heading), ...rows];
  return csv(said.map((row) => row.map((cell) => worded(cell, language))));
};
