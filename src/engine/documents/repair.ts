import { fit, type Fitted } from './fit.ts';
import type { FieldTemplate } from './types.ts';

/** Characters that recognisers take for each other. */
const CONFUSED = [
  '0OQD',
  '0O8',
  '0C',
  '06',
  '1I7',
  '1LIT',
  '1J',
  '2Z',
  '27',
  '38',
  '3E',
  '35',
  '4A',
  '5S',
  '56',
  '6G',
  '68',
  '8B',
  '89',
  'MN',
  'MH',
  'VY',
  'UV',
  'KX',
  'EF',
  'PR',
  'CG',
];
/** A character that was read with more confidence stays. */
const CERTAIN = 0.95;

const alternatives = (character: string): string[] => [
  ...new Set(
    CONFUSED.filter((group) => group.includes(character))
      .join('')
      .replaceAll(character, ''),
  ),
];

/**
 * Replaces one character that was read with little confidence, when exactly one replacement makes the check digit right.
 * @param confidences of the characters of `text`, spaces included
 */
export function repair(
  field: FieldTemplate,
  text: string,
  confidences: readonly number[],
): Fitted | undefined {
  if (!field.check) return undefined;
  const sound = new Map<string, Fitted>();
  [...text].forEach((character, i) => {
    if ((confidences[i] ?? 1) >= CERTAIN) return;
    for (const other of alternatives(character)) {
      const fitted = fit(field, text.slice(0, i) + other + text.slice(i + 1));
      if (fitted?.checked) sound.set(fitted.text, fitted);
    }
  });
  return sound.size === 1 ? [...sound.values()][0] : undefined;
}
