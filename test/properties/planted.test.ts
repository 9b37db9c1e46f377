import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Violated } from './checks.ts';
import { goThrough } from './machine.ts';
import { planted, type Planted } from './sabotages.ts';
import { run } from './steps.ts';

/** Runs that a mistake may need to be met. */
const RUNS = 60;
/** So that this test of the test is the same every time; without shrinking, which only takes time here. */
const SEED = 29;

const violationIn = async (sabotage: Planted): Promise<unknown> => {
  const property = fc.asyncProperty(run, (one) => goThrough(one, sabotage));
  const { errorInstance } = await fc.check(property, { numRuns: RUNS, seed: SEED, endOnFailure: true });
  return errorInstance;
};

describe('a planted mistake is found', () => {
  it.each(planted)('$name', async (sabotage) => {
    const found = await violationIn(sabotage);
    expect(found).toBeInstanceOf(Violated);
    if (found instanceof Violated) expect(sabotage.caughtBy).toContain(found.property);
  });
});
