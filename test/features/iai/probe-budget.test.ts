import { expect, test } from 'vitest';
import { ApiError } from '../../../src/features/errors.ts';
import { answeredScore, ProbeBudget, PROBES_PER_HOUR } from '../../../src/features/iai/probe-budget.ts';
import { HOUR_MS, ManualClock, MINUTE_MS } from '../../../src/lib/clock.ts';

const LIMIT = PROBES_PER_HOUR.person;
const setUp = (maxTargets?: number) => {
  const clock = new ManualClock(0);
  return { clock, budget: new ProbeBudget(clock, {}, maxTargets) };
};
const spend = (budget: ProbeBudget, count: number, target = 'p'): void => {
  for (let i = 0; i < count; i++) budget.takeProbe('1', 'person', target);
};

test('so many probes may miss at once, and no more', () => {
  const { budget } = setUp();
  spend(budget, LIMIT);
  expect(() => budget.takeProbe('1', 'person', 'p')).toThrow(
    expect.objectContaining({ code: 'RequestLimitExceeded' }) as ApiError,
  );
});

test('what was spent comes back steadily within an hour', () => {
  const { clock, budget } = setUp();
  spend(budget, LIMIT);
  clock.advance(HOUR_MS / LIMIT);
  spend(budget, 1);
  expect(() => spend(budget, 1)).toThrow(ApiError);
  clock.advance(HOUR_MS);
  spend(budget, LIMIT);
  expect(() => spend(budget, 1)).toThrow(ApiError);
});

test('probes that match cost nothing', () => {
  const { budget } = setUp();
  for (let i = 0; i < 10 * LIMIT; i++) {
    budget.takeProbe('1', 'person', 'p');
    budget.probeMatched('1', 'person', 'p');
  }
  expect(budget.size).toBe(0);
  spend(budget, LIMIT);
});

test('a match gives back one probe, not those that missed', () => {
  const { budget } = setUp();
  spend(budget, LIMIT);
  budget.probeMatched('1', 'person', 'p');
  spend(budget, 1);
  expect(() => spend(budget, 1)).toThrow(ApiError);
});

test('a refused probe does not put off the next one', () => {
  const { clock, budget } = setUp();
  spend(budget, LIMIT);
  for (let i = 0; i < 100; i++) expect(() => spend(budget, 1)).toThrow(ApiError);
  clock.advance(HOUR_MS / LIMIT);
  spend(budget, 1);
});

test('persons, groups and accounts have budgets of their own', () => {
  const { budget } = setUp();
  spend(budget, LIMIT);
  spend(budget, LIMIT, 'another');
  budget.takeProbe('2', 'person', 'p');
  for (let i = 0; i < PROBES_PER_HOUR.group; i++) budget.takeProbe('1', 'group', 'p');
  expect(() => budget.takeProbe('1', 'group', 'p')).toThrow(ApiError);
});

test('memory is bounded, and filling it does not clear a target under attack', () => {
  const { clock, budget } = setUp(100);
  spend(budget, LIMIT);
  for (let i = 0; i < 1_000; i++) {
    budget.takeProbe('1', 'person', `other ${i}`);
    expect(budget.size).toBeLessThanOrEqual(100);
  }
  expect(() => spend(budget, 1)).toThrow(ApiError);
  clock.advance(HOUR_MS + MINUTE_MS);
  for (let i = 0; i < 101; i++) budget.takeProbe('1', 'person', `later ${i}`);
  expect(budget.size).toBeLessThanOrEqual(100);
});

test('nothing is said of a score below the floor', () => {
  expect(answeredScore(39.99)).toBe(0);
  expect(answeredScore(40)).toBe(40);
  expect(answeredScore(72.5)).toBe(72.5);
});

test('a deployment may set its own numbers', () => {
  const budget = new ProbeBudget(new ManualClock(0), { group: 2 });
  for (let i = 0; i < 2; i++) budget.takeProbe('1', 'group', 'g');
  expect(() => budget.takeProbe('1', 'group', 'g')).toThrow(ApiError);
  for (let i = 0; i < LIMIT; i++) budget.takeProbe('1', 'person', 'p');
  expect(() => budget.takeProbe('1', 'person', 'p')).toThrow(ApiError);
});
