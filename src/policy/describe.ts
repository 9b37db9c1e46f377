import { category, isCategoryId } from './catalogue.ts';
import { periodText } from './period.ts';
import type { Bound, Clause, ClauseSource, Rule } from './rule.ts';
import type { Field } from './types.ts';

/** One thing that a rule demands, in words, and the clause that does. */
export interface Demand {
  readonly text: string;
  readonly clause: Clause;
}

const SIZE_UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** A size in decimal units: `2 GB`, `1.5 MB`. */
export const sizeText = (sizeBytes: number): string => {
  const power = Math.min(Math.floor(Math.log10(Math.max(sizeBytes, 1)) / 3), SIZE_UNITS.length - 1);
  return `${Number((sizeBytes / 1000 ** power).toFixed(2))} ${SIZE_UNITS[power]}`;
};

const requestText = ({ within }: Rule['onRequest']): string =>
  within === 'immediately'
    ? 'erased immediately on a deletion request'
    : `erased within ${periodText(within)} of a deletion request`;

const demandIf = (clause: Clause | null, text: string): readonly Demand[] =>
  clause ? [{ text, clause }] : [];

const demandsOf = (bounds: readonly Bound[], text: (period: string) => string): readonly Demand[] =>
  bounds.map(({ period, clause }) => ({ text: text(periodText(period)), clause }));

/** Everything a rule says on how long a category is kept; of several demands of a kind all hold. */
export const retentionDemands = (rule: Rule): readonly Demand[] => {
  if (rule.neverStored) return [{ text: 'never stored', clause: rule.neverStored }];
  const ring = rule.ringBytes;
  return [
    ...demandIf(rule.onCompletion, 'erased when processing completes'),
    ...demandIf(rule.endOfDay, 'gone by the end of the UTC day of creation'),
    ...demandsOf(rule.bounds, (period) => `at most ${period} from creation`),
    ...demandIf(rule.serviceLifetime, 'for the lifetime of the service'),
    ...(ring
      ? [{ text: `oldest go once storage reaches ${sizeText(ring.bytes)}`, clause: ring.clause }]
      : []),
    { text: requestText(rule.onRequest), clause: rule.onRequest.clause },
    ...demandsOf(rule.afterAccountClosed, (period) => `at most ${period} after the account is closed`),
    ...demandsOf(
      rule.floors,
      (period) => `at least ${period} from creation; what is due earlier is kept apart and restricted`,
    ),
  ];
};

const nameOf = (id: string): string => (isCategoryId(id) ? category(id).name.toLowerCase() : id);

/** What else a rule demands: consent, fields and regions. */
export const otherDemands = (rule: Rule): readonly Demand[] => [
  ...demandIf(rule.needsConsent, 'stored only under a registered explicit consent'),
  ...rule.excludes.map((id) => ({
    text: `holds no ${nameOf(id)}`,
    clause: {
      source: `module ${rule.feature}` as ClauseSource,
      text: `${nameOf(id)} are kept by their own rule`,
    },
  })),
  ...rule.droppedFields.map(({ field, clause }) => ({ text: `without the field ${field}`, clause })),
  ...demandIf(rule.regionRefused, 'nothing may be stored in this region'),
];

/** The names under which the promise lists the fields, each once. */
export const promisedNames = (fields: Readonly<Record<string, Field>>): readonly string[] => [
  ...new Set(Object.values(fields).map(({ promised }) => promised)),
];
