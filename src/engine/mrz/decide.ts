import { type Span, ZONE_FORMATS, type ZoneFormat, type ZoneFormatName } from './formats.ts';
import { type ZoneChecks, zoneChecks } from './parse.ts';
import { likeliest, likelihood, type ZonePlaces } from './places.ts';
import { repair, type Substitution } from './repair.ts';
import { STATE_CODES } from './states.ts';

/** The text of a zone as it was decided from likelihoods. */
export interface Decision {
  readonly lines: readonly string[];
  readonly checks: ZoneChecks;
  /** The one character that was replaced because only so the check digits are right. */
  readonly substitution?: Substitution;
}

/** A state's code is taken for what was read when it is no less likely than this by comparison. */
const STATE_RATIO = 1e-4;

/**
 * Takes the likeliest character of each place, a state's code from the list of states, fillers after a name's end, and repairs
 * at most one character by the check digits.
 */
export function decideZone(places: ZonePlaces, name: ZoneFormatName): Decision {
  const format = ZONE_FORMATS[name];
  const { issuingState, nationality, names } = format.fields;
  const lines = places.map((line) => line.map(likeliest).join(''));
  for (const span of [issuingState, nationality])
    if (span) replace(lines, span, likeliestState(places, span) ?? spanOf(lines, span));
  if (names) replace(lines, names, endWithFillers(spanOf(lines, names)));
  return repaired(lines, places, format);
}

const spanOf = (lines: readonly string[], { line, from, to }: Span): string =>
  (lines[line] as string).slice(from, to);

function replace(lines: string[], { line, from, to }: Span, text: string): void {
  const before = lines[line] as string;
  lines[line] = before.slice(0, from) + text + before.slice(to);
}

function likeliestState(places: ZonePlaces, { line, from }: Span): string | undefined {
  const product = (code: string): number =>
    [...code].reduce((p, c, i) => p * likelihood(places[line]?.[from + i], c), 1);
  const raw = [0, 1, 2].reduce((p, i) => p * Math.max(...(places[line]?.[from + i] as Float32Array)), 1);
  let [best, highest] = ['', 0];
  for (const code of STATE_CODES) {
    const p = product(code);
    if (p > highest) [best, highest] = [code, p];
  }
  return highest >= STATE_RATIO * raw ? best : undefined;
}

/** No name has three fillers in it: what is read behind them is none. */
function endWithFillers(names: string): string {
  const end = names.indexOf('<<<');
  return end <= 0 ? names : names.slice(0, end).padEnd(names.length, '<');
}

function repaired(lines: readonly string[], places: ZonePlaces, format: ZoneFormat): Decision {
  const checks = zoneChecks(lines, format);
  if (Object.values(checks).every(Boolean)) return { lines, checks };
  const substitution = repair(lines, places, format);
  if (!substitution) return { lines, checks };
  const fixed = substitute(lines, substitution);
  return { lines: fixed, checks: zoneChecks(fixed, format), substitution };
}

export const substitute = (
  lines: readonly string[],
  { line, place, taken }: Pick<Substitution, 'line' | 'place' | 'taken'>,
): string[] =>
  lines.map((text, i) => (i === line ? text.slice(0, place) + taken + text.slice(place + 1) : text));
