import { expect, test } from 'vitest';
import { tally } from '../../tools/tally.ts';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});
const report = (
  numPassedTests: number,
  numFailedTests: number,
  ...testResults: ReturnType<typeof file>[]
) => ({
  numPassedTests,
  numFailedTests,
  testResults,
});

test('passed and failed tests are counted', () => {
  expect(tally(report(2, 1, file('failed', 'passed', 'failed'), file('passed', 'passed')), false)).toEqual({
    passed: 2,
    failed: 1,
  });
});

test('a file that cannot be loaded counts as a failed test', () => {
  expect(tally(report(1, 0, file('failed'), file('passed', 'passed')), false)).toEqual({
    passed: 1,
    failed: 1,
  });
});

test('a run that ends badly without a failed test has one failure all the same', () => {
  expect(tally(report(1, 0, file('passed', 'passed')), false)).toEqual({ passed: 1, failed: 1 });
});

test('a run without any test has failed', () => {
  expect(tally(report(0, 0), true)).toEqual({ passed: 0, failed: 1 });
});
