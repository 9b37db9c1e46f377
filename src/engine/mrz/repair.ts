import { likelihood, type ZonePlaces } from './places.ts';
import { allowedCharacters, type Span, type ZoneFormat } from './formats.ts';
import { zoneChecks } from './parse.ts';

export interface Substitution {
  readonly line: number;
  /** From 0. */
  readonly place: number;
  readonly read: string;
  readonly taken: string;
}

/** A character is a candidate when the recognisers thought of it with at least this likelihood; measured, no true one lies below. */
const THOUGHT_OF = 0.003;

/**
 * The one substitution that makes all check digits right: among characters that the recognisers themselves thought of, in what a
 * failing check digit covers and the digit. Undefined when none does, or when two do: then nobody can know.
 */
export function repair(
  lines: readonly string[],
  places: ZonePlaces,
  format: ZoneFormat,
): Substitution | undefined {
  const allowed = allowedCharacters(format);
  const found: Substitution[] = [];
  for (const { line, from, to } of suspects(lines, format))
    for (let place = from; place < to; place++) {
      const read = (lines[line] as string)[place] as string;
      for (const taken of candidates(read, places[line]?.[place], allowed[line]?.[place] ?? '')) {
        const changed = lines.map((text, i) =>
          i === line ? text.slice(0, place) + taken + text.slice(place + 1) : text,
        );
        if (Object.values(zoneChecks(changed, format)).every(Boolean))
          found.push({ line, place, read, taken });
      }
    }
  const [only, another] = found;
  return another ? undefined : only;
}

/** What the failing check digits cover, and they themselves; everything when the composite digit alone is wrong. */
function suspects(lines: readonly string[], format: ZoneFormat): Span[] {
  const { fields, composite } = format;
  const checks = zoneChecks(lines, format);
  const spans: (Span | undefined)[] = [];
  if (checks.documentNumber === false)
    spans.push(
      fields.documentNumber,
      fields.documentNumberDigit,
      ...(format.name === 'TD1' || format.name === 'TD2' ? [fields.optionalData] : []),
    );
  if (checks.birthDate === false) spans.push(fields.birthDate, fields.birthDateDigit);
  if (checks.expiryDate === false) spans.push(fields.expiryDate, fields.expiryDateDigit);
  if (checks.optionalData === false) spans.push(fields.optionalData, fields.optionalDataDigit);
  if (spans.length === 0) spans.push(...composite, fields.compositeDigit);
  return spans.filter((span) => span !== undefined);
}

const candidates = (read: string, place: Float32Array | undefined, allowed: string): string[] =>
  [...allowed].filter((c) => c !== read && likelihood(place, c) >= THOUGHT_OF);
