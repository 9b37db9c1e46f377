import type { FieldReading } from '../documents/types.ts';
import { amountOfCents, centsOf, centsOfWords } from './money.ts';

type Readings = Readonly<Record<string, FieldReading>>;

/** The sum that at least two of three say: the whole in figures, in words, and amount and tax together; null when no two agree. */
function agreedTotal(figures: number | null, words: number | null, parts: number | null): number | null {
  if (figures !== null && (figures === words || figures === parts)) return figures;
  return words !== null && words === parts ? words : null;
}

/**
 * Holds the sums of an invoice against each other. Those that agree are `checked`; figures of the whole that alone contradict
 * the words and the parts are replaced. Pure.
 */
export function agree(fields: Readings): Record<string, FieldReading> {
  const cents = (name: string): number | null => centsOf(fields[name]?.text);
  const isUntaxed = /\*|免/.test(fields['tax']?.text ?? '');
  const [amount, tax, figures] = [cents('amount'), isUntaxed ? 0 : cents('tax'), cents('total')];
  const words = fields['totalWords'] ? centsOfWords(fields['totalWords'].text) : null;
  const parts = amount === null ? null : tax === null ? null : amount + tax;
  const total = agreedTotal(figures, words, parts);
  if (total === null) return { ...fields };
  const checked = (name: string, isRight: boolean): Record<string, FieldReading> =>
    fields[name] ? { [name]: { ...fields[name], checked: isRight } } : {};
  const replaced = (name: string, right: number): Record<string, FieldReading> => ({
    [name]: {
      ...(fields[name] ?? { confidence: fields['totalWords']?.confidence ?? 0 }),
      text: amountOfCents(right),
      checked: true,
      repaired: true,
    },
  });
  return {
    ...fields,
    ...(figures === total ? checked('total', true) : replaced('total', total)),
    ...checked('totalWords', words === total),
    ...checked('amount', parts === total),
    ...checked('tax', parts === total),
  };
}
