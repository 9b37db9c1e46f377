import { expect, it } from 'vitest';
import { uniqueScore } from '../../../src/features/iai/unique-person.ts';

it('asks for more, the stricter it is and the more faces it is compared with', () => {
  expect(uniqueScore(0, 10)).toBe(Number.POSITIVE_INFINITY);
  // A rate of 1e-3 in all, of ten comparisons: 1e-4 each.
  expect(uniqueScore(2, 10)).toBeCloseTo(50);
  expect(uniqueScore(3, 10)).toBeCloseTo(60);
  expect(uniqueScore(2, 100)).toBeCloseTo(60);
});

it('stays between the floor and what scores are calibrated for', () => {
  expect(uniqueScore(1, 0)).toBe(40);
  expect(uniqueScore(4, 1_000_000)).toBe(70);
});
