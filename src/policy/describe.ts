import { category, isCategoryId } from './catalogue.ts';
import { joined, phrase, say, verbatim, worded, type Saying } from './i18n/saying.ts';
import { periodText } from './period.ts';
import type { Bound, Clause, ClauseSource, Rule } from './rule.ts';
import type { Field, Period } from './types.ts';

/** One thing that a rule demands, and the clause that does. */
export interface Demand {
  readonly said: Saying;
  /** In English. */
  readonly text: string;
  readonly clause: Clause;
}

const SIZE_UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** A size in decimal units: `2 GB`, `1.5 MB`. */
export const sizeText = (sizeBytes: number): string => {
  const power = Math.min(Math.floor(Math.log10(Math.max(sizeBytes, 1)) / 3), SIZE_UNITS.length - 1);
  return `${Number((sizeBytes / 1000 ** power).toFixed(2))} ${SIZE_UNITS[power]}`;
};

/** `P2M` as people say it: 2 months. */
export const periodSaying = (period: Period): Saying => {
  const [count = '', unit = ''] = periodText(period).split(' ');
  return { kind: 'phrase', pattern: `{0} ${unit}`, values: [Number(count)] };
};

/** Where a clause comes from. */
export const sourceSaying = (source: ClauseSource): Saying => {
  const [kind = '', name] = source === 'base policy' ? [source] : source.split(' ');
  if (name === undefined) return phrase(kind);
  return { kind: 'phrase', pattern: `${kind} {0}`, values: [verbatim(name)] };
};

/** A demand and, in brackets, where its clause comes from. */
export const withSource = ({ said, clause }: Pick<Demand, 'said' | 'clause'>): Saying =>
  say`${said} (${sourceSaying(clause.source)})`;

const demand = (said: Saying, clause: Clause): Demand => ({ said, text: worded(said, 'en'), clause });

const requestSaying = ({ within }: Rule['onRequest']): Saying =>
  within === 'immediately'
    ? say`erased immediately on a deletion request`
    : say`erased within ${periodSaying(within)} of a deletion request`;

const demandIf = (clause: Clause | null, said: Saying): readonly Demand[] =>
  clause ? [demand(said, clause)] : [];

const demandsOf = (bounds: readonly Bound[], said: (period: Saying) => Saying): readonly Demand[] =>
  bounds.map(({ period, clause }) => demand(said(periodSaying(period)), clause));

const ringDemands = (ring: Rule['ringBytes']): readonly Demand[] =>
  ring ? [demand(say`oldest go once storage reaches ${verbatim(sizeText(ring.bytes))}`, ring.clause)] : [];

/** Everything a rule says on how long a category is kept; of several demands of a kind all hold. */
export const retentionDemands = (rule: Rule): readonly Demand[] => {
  if (rule.neverStored) return [demand(say`never stored`, rule.neverStored)];
  return [
    ...demandIf(rule.onCompletion, say`erased when processing completes`),
    ...demandIf(rule.endOfDay, say`gone by the end of the UTC day of creation`),
    ...demandsOf(rule.bounds, (period) => say`at most ${period} from creation`),
    ...demandIf(rule.serviceLifetime, say`for the lifetime of the service`),
    ...ringDemands(rule.ringBytes),
    demand(requestSaying(rule.onRequest), rule.onRequest.clause),
    ...demandsOf(rule.afterAccountClosed, (period) => say`at most ${period} after the account is closed`),
    ...demandsOf(
      rule.floors,
      (period) => say`at least ${period} from creation; what is due earlier is kept apart and restricted`,
    ),
  ];
};

const nameOf = (id: string): string => (isCategoryId(id) ? category(id).name.toLowerCase() : id);

/** What else a rule demands: consent, fields and regions. */
export const otherDemands = (rule: Rule): readonly Demand[] => [
  ...demandIf(rule.needsConsent, say`stored only under a registered explicit consent`),
  ...rule.excludes.map((id) =>
    demand(say`holds no ${phrase(nameOf(id))}`, {
      source: `module ${rule.feature}` as ClauseSource,
      text: `${nameOf(id)} are kept by their own rule`,
    }),
  ),
  ...rule.droppedFields.map(({ field, clause }) => demand(say`without the field ${verbatim(field)}`, clause)),
  ...demandIf(rule.regionRefused, say`nothing may be stored in this region`),
];

/** The names under which the promise lists the fields, each once. */
export const promisedNames = (fields: Readonly<Record<string, Field>>): readonly string[] => [
  ...new Set(Object.values(fields).map(({ promised }) => promised)),
];

/** The same, to be said in a language; names that hold commas themselves are parted by semicolons. */
export const fieldsSaying = (fields: Readonly<Record<string, Field>>): Saying => {
  const names = promisedNames(fields);
  return joined(names.map(phrase), names.some((name) => name.includes(',')) ? 'semicolon' : 'comma');
};
