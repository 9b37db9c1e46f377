import { phrase, say, verbatim, type Saying } from '../i18n/saying.ts';
import type { Operator } from '../overlay.ts';
import { section, table, type Section } from './document.ts';

const LABELS: Record<keyof Operator, string> = {
  name: 'Name',
  address: 'Address',
  contact: 'Contact',
  dataProtectionOfficer: 'Data protection officer',
  euRepresentative: 'Representative in the EU',
};

const KEYS = Object.keys(LABELS) as (keyof Operator)[];

/** What a document prints where the overlay's `operator` block is silent: the gap must be seen. */
const unsaid = (key: keyof Operator): Saying =>
  say`not stated (${verbatim(`operator.${key}`)} in the overlay)`;

const saidOf = (operator: Operator | null | undefined, key: keyof Operator): Saying => {
  const value = operator?.[key];
  return value === undefined ? unsaid(key) : verbatim(value);
};

/** Who operates the service, line by line. */
export const operatorLines = (operator: Operator | null | undefined): readonly Saying[] =>
  KEYS.map((key) => say`${phrase(LABELS[key])}: ${saidOf(operator, key)}`);

export const operatorSection = (operator: Operator | null | undefined): Section<Saying> =>
  section(
    say`Operator`,
    table(
      [say`What`, say`Who`],
      KEYS.map((key) => [phrase(LABELS[key]), saidOf(operator, key)]),
    ),
  );
