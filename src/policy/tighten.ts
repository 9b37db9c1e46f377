import { type CategoryTightening, OverlayInvalid, OverlayRefused } from './overlay.ts';
import { longestMs, neverLonger, periodText } from './period.ts';
import type { Bound, Clause, Rule } from './rule.ts';
import { DAY_MS } from '../lib/clock.ts';
import type { Period } from './types.ts';

/** One part of an overlay that touches a category, and where in the file it stands. */
export interface Tightening {
  readonly path: string;
  readonly tightening: CategoryTightening;
  /** A cap on a whole feature leaves alone what is stricter already; a category's own line may not be looser. */
  readonly scope: 'feature' | 'category';
}

const clause = (text: string): Clause => ({ source: 'overlay', text });

/** The clause that already ends a record earlier, at least for some day of creation, than `period` would. */
const stricterThan = (rule: Rule, period: Period): Clause | null => {
  if (rule.neverStored) return rule.neverStored;
  if (rule.endOfDay && longestMs(period) > DAY_MS) return rule.endOfDay;
  return rule.bounds.find((bound) => !neverLonger(period, bound.period))?.clause ?? null;
};

const stricterBound = (bounds: readonly Bound[], period: Period): Clause | null =>
  bounds.find((bound) => !neverLonger(period, bound.period))?.clause ?? null;

/** `forbidding` null: the overlay tightens. Otherwise a category's line is refused and a feature's cap has no effect. */
const tightens = ({ path, scope }: Tightening, wanted: string, forbidding: Clause | null): boolean => {
  if (forbidding && scope === 'category') throw new OverlayRefused(path, wanted, forbidding);
  return forbidding === null;
};

const withAtMost = (rule: Rule, by: Tightening): Rule => {
  const { atMost } = by.tightening;
  if (!atMost) return rule;
  const step = { ...by, path: `${by.path}.atMost` };
  if (!tightens(step, atMost, stricterThan(rule, atMost))) return rule;
  return {
    ...rule,
    bounds: [...rule.bounds, { period: atMost, clause: clause(`at most ${periodText(atMost)}`) }],
  };
};

const withOnRequest = (rule: Rule, by: Tightening): Rule => {
  const { onRequest } = by.tightening;
  if (!onRequest) return rule;
  const { within } = rule.onRequest;
  const looser = onRequest !== 'immediately' && (within === 'immediately' || !neverLonger(onRequest, within));
  const step = { ...by, path: `${by.path}.onRequest` };
  if (!tightens(step, onRequest, looser ? rule.onRequest.clause : null)) return rule;
  const how = onRequest === 'immediately' ? 'immediately' : `within ${periodText(onRequest)}`;
  return { ...rule, onRequest: { within: onRequest, clause: clause(`erased ${how} on request`) } };
};

const withAfterAccountClosed = (rule: Rule, by: Tightening): Rule => {
  const { afterAccountClosed } = by.tightening;
  if (!afterAccountClosed) return rule;
  const step = { ...by, path: `${by.path}.afterAccountClosed` };
  if (!tightens(step, afterAccountClosed, stricterBound(rule.afterAccountClosed, afterAccountClosed)))
    return rule;
  const text = `at most ${periodText(afterAccountClosed)} after the account is closed`;
  return {
    ...rule,
    afterAccountClosed: [...rule.afterAccountClosed, { period: afterAccountClosed, clause: clause(text) }],
  };
};

const withRingBytes = (rule: Rule, by: Tightening): Rule => {
  const { ringBytes } = by.tightening;
  if (ringBytes === undefined) return rule;
  if (!rule.ringBytes)
    throw new OverlayInvalid(`${by.path}.ringBytes: ${rule.category} is not kept in a ring`);
  if (ringBytes > rule.ringBytes.bytes)
    throw new OverlayRefused(`${by.path}.ringBytes`, `${ringBytes} bytes`, rule.ringBytes.clause);
  return { ...rule, ringBytes: { bytes: ringBytes, clause: clause(`ring of ${ringBytes} bytes`) } };
};

const withoutFields = (rule: Rule, by: Tightening): Rule => {
  const names = by.tightening.withoutFields;
  if (!names || names.length === 0) return rule;
  const fields = { ...rule.fields };
  for (const name of names) {
    const path = `${by.path}.withoutFields`;
    const field = rule.fields[name];
    if (!field) throw new OverlayInvalid(`${path}: ${rule.category} has no field ${name}`);
    // Without these there is no account to authenticate, nothing to bill, no consent to show.
    if (rule.feature === 'base' && !field.optional)
      throw new OverlayInvalid(`${path}: ${rule.category} is of no use without ${name}`);
    delete fields[name];
  }
  const droppedFields = names.map((field) => ({ field, clause: clause(`${field} is not stored`) }));
  return { ...rule, fields, droppedFields: [...rule.droppedFields, ...droppedFields] };
};

/**
 * The rule after one part of an overlay.
 * @throws OverlayRefused when that part would loosen; OverlayInvalid when it makes no sense for the category.
 */
export const tighten = (rule: Rule, by: Tightening): Rule =>
  [withAtMost, withOnRequest, withAfterAccountClosed, withRingBytes, withoutFields].reduce(
    (tightened, step) => step(tightened, by),
    rule,
  );
