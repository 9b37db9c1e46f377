import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/lib/clock.ts';
import { categoryIds } from '../../src/policy/catalogue.ts';
import { compose, type Policy } from '../../src/policy/compose.ts';
import { decide, type Row, type Verdict } from '../../src/policy/decide.ts';
import { addPeriod } from '../../src/policy/period.ts';
import { plan, type PlanCount, type PlanRow } from '../../src/policy/plan.ts';
import { START } from '../records/vault-on-disk.ts';
import { policyOf, tightenings } from './steps.ts';
import { propertyRuns } from '../support/property-runs.ts';

const NUM_RUNS = 300;
const YEARS_MS = 8 * 365 * DAY_MS;
const instant = fc.integer({ min: START - YEARS_MS, max: START + YEARS_MS });
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

/** Events come after the creation that they are of. */
const row: fc.Arbitrary<Row> = fc
  .record({
    id: fc.uuid(),
    category: fc.constantFrom(...categoryIds),
    createdAt: instant,
    region: fc.constantFrom('ap-singapore', 'eu-frankfurt'),
    jurisdiction: maybe(fc.constantFrom('KR', 'ID', 'DE', 'kr')),
    after: fc.record({
      completedAt: maybe(fc.nat({ max: YEARS_MS })),
      accountClosedAt: maybe(fc.nat({ max: YEARS_MS })),
      erasureRequestedAt: maybe(fc.nat({ max: YEARS_MS })),
    }),
    hold: maybe(fc.constant('order 7/26')),
    holdUntil: maybe(instant),
    sizeBytes: fc.nat({ max: 300_000_000 }),
  })
  .map(({ after, ...rest }) => ({
    ...rest,
    ...Object.fromEntries(
      Object.entries(after).map(([name, ms]) => [name, ms === undefined ? undefined : rest.createdAt + ms]),
    ),
  }));
const rows = fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 30 });
const policy = tightenings.map(policyOf);

const verdicts = (list: readonly Row[], rules: Policy, now: number): ReadonlyMap<string, Verdict> =>
  new Map(decide(list, rules, now).reasons.map(({ id, verdict }) => [id, verdict]));

/** The earliest that any clause wants a row gone, by arithmetic of its own. */
const dueOf = (rules: Policy, one: Row): number => {
  const rule = rules.rule(one.category, one);
  const { within } = rule.onRequest;
  const { createdAt, completedAt, accountClosedAt, erasureRequestedAt: asked } = one;
  return Math.min(
    Infinity,
    ...rule.bounds.map(({ period }) => addPeriod(createdAt, period)),
    ...(rule.neverStored ? [createdAt] : []),
    ...(rule.endOfDay ? [(Math.floor(createdAt / DAY_MS) + 1) * DAY_MS - 1] : []),
    ...(rule.onCompletion && completedAt !== undefined ? [completedAt] : []),
    ...(asked === undefined ? [] : [within === 'immediately' ? asked : addPeriod(asked, within)]),
    ...(accountClosedAt === undefined
      ? []
      : rule.afterAccountClosed.map(({ period }) => addPeriod(accountClosedAt, period))),
  );
};
const floorOf = (rules: Policy, one: Row): number =>
  Math.max(
    -Infinity,
    ...rules.rule(one.category, one).floors.map(({ period }) => addPeriod(one.createdAt, period)),
  );
const inRing = ({ category }: Row): boolean => category === 'face.error-log';
const isNeverStored = ({ category }: Row): boolean => category === 'face.images';

describe('decide', () => {
  it('gives every row one verdict, and one reason in its place', () => {
    fc.assert(
      fc.property(rows, policy, instant, (list, rules, now) => {
        const { keep, remove, restrict, reasons } = decide(list, rules, now);
        const ids = [...keep, ...remove, ...restrict].map(({ id }) => id);
        expect(ids.toSorted()).toEqual(list.map(({ id }) => id).toSorted());
        expect(reasons.map(({ id }) => id)).toEqual(list.map(({ id }) => id));
        for (const { id, verdict } of reasons)
          expect({ keep, remove, restrict }[verdict].some((one) => one.id === id)).toBe(true);
      }),
      propertyRuns(NUM_RUNS),
    );
  });

  it('removes what is past a deadline and kept by no law and no order, and nothing else', () => {
    fc.assert(
      fc.property(rows, policy, instant, (list, rules, now) => {
        const given = verdicts(list, rules, now);
        for (const one of list) {
          const due = dueOf(rules, one) <= now;
          const kept = (one.hold !== undefined || floorOf(rules, one) > now) && !isNeverStored(one);
          const wanted = due ? (kept ? 'restrict' : 'remove') : 'keep';
          const verdict = given.get(one.id);
          // A ring lets go of what does not fit, which no deadline says.
          if (due || !inRing(one)) expect([one, verdict]).toEqual([one, wanted]);
          else expect(verdict).toBeOneOf(kept ? ['keep', 'restrict'] : ['keep', 'remove']);
        }
      }),
      propertyRuns(NUM_RUNS),
    );
  });

  it('does not change its mind: what may be removed may be removed later, too', () => {
    fc.assert(
      fc.property(rows, policy, instant, fc.nat({ max: YEARS_MS }), (list, rules, now, more) => {
        const timed = list.filter((one) => !inRing(one));
        const later = verdicts(timed, rules, now + more);
        for (const [id, verdict] of verdicts(timed, rules, now)) {
          if (verdict === 'remove') expect(later.get(id)).toBe('remove');
          if (verdict === 'restrict') expect(later.get(id)).not.toBe('keep');
        }
      }),
      propertyRuns(NUM_RUNS),
    );
  });

  it('keeps nothing for longer because something was tightened', () => {
    fc.assert(
      fc.property(rows, policy, instant, (list, rules, now) => {
        const published = verdicts(list, compose(), now);
        const tightened = verdicts(list, rules, now);
        for (const one of list) {
          expect(dueOf(rules, one)).toBeLessThanOrEqual(dueOf(compose(), one));
          // What goes by time leaves room in a ring, also for what the published rule would drop.
          if (published.get(one.id) === 'keep' || inRing(one)) continue;
          expect(tightened.get(one.id)).toBe(published.get(one.id));
        }
      }),
      propertyRuns(NUM_RUNS),
    );
  });

  it('lets a ring hold no more than it may, and drops the oldest first', () => {
    fc.assert(
      fc.property(rows, policy, instant, (list, rules, now) => {
        const ring = list.map((one): Row => ({ ...one, category: 'face.error-log', hold: undefined }));
        const { keep, remove } = decide(ring, rules, now);
        const bytes = keep.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0);
        expect(bytes).toBeLessThanOrEqual(rules.rule('face.error-log').ringBytes?.bytes ?? 0);
        const dropped = remove.filter((one) => dueOf(rules, one) > now).map(({ createdAt }) => createdAt);
        const oldestKept = Math.min(...keep.map(({ createdAt }) => createdAt));
        expect(dropped.every((createdAt) => createdAt <= oldestKept)).toBe(true);
      }),
      propertyRuns(NUM_RUNS),
    );
  });
});

describe('plan', () => {
  const counted: fc.Arbitrary<PlanCount> = fc.record({
    category: fc.constantFrom(...categoryIds),
    count: fc.nat({ max: 1_000 }),
    createdAt: instant,
    jurisdiction: maybe(fc.constantFrom('KR', 'ID')),
    store: maybe(fc.constantFrom('apart', 'vectors')),
  });
  const items = fc.array(fc.oneof(row as fc.Arbitrary<PlanRow>, counted), { maxLength: 30 });
  const target = fc.record({
    appId: fc.constant('1250000001'),
    subject: maybe(fc.constant({ kind: 'person', value: 'person-0' })),
  });
  const countOf = (list: readonly (PlanRow | PlanCount)[]): number =>
    list.reduce((sum, item) => sum + ('count' in item ? item.count : 1), 0);

  it('accounts for everything once: its counts add up, by category and in all', () => {
    fc.assert(
      fc.property(items, policy, instant, target, (list, rules, now, who) => {
        const { steps, totals } = plan(who, list, rules, now);
        expect(totals.erase + totals.restrict + totals.keep).toBe(countOf(list));
        for (const id of categoryIds) {
          const own = steps.filter(({ category }) => category === id);
          const wanted = countOf(list.filter(({ category }) => category === id));
          expect(own.reduce((sum, { count }) => sum + count, 0)).toBe(wanted);
        }
        const ids = list.flatMap((item) => ('count' in item ? [] : item.id));
        expect(steps.flatMap((step) => step.ids).toSorted()).toEqual(ids.toSorted());
        expect(steps.every(({ count }) => count > 0)).toBe(true);
      }),
      propertyRuns(NUM_RUNS),
    );
  });

  it('erases nothing that a law or an order keeps, and keeps nothing of the end users’ otherwise', () => {
    fc.assert(
      fc.property(rows, policy, instant, target, (list, rules, now, who) => {
        const { steps } = plan(who, list, rules, now);
        const actionOf = new Map(steps.flatMap(({ ids, action }) => ids.map((id) => [id, action] as const)));
        for (const one of list) {
          const kept = (one.hold !== undefined || floorOf(rules, one) > now) && !isNeverStored(one);
          const accounts =
            /^base\.(?!consent$|vocabulary$|face-group$|face-person$)/.test(one.category) &&
            who.subject !== undefined;
          expect(actionOf.get(one.id)).toBe(accounts ? 'keep' : kept ? 'restrict' : 'erase');
        }
      }),
      propertyRuns(NUM_RUNS),
    );
  });
});
