import { env } from 'node:process';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { goThrough } from './machine.ts';
import { run } from './steps.ts';

/** The same runs every time, so that a red build is about what was changed. */
const USUAL = { numRuns: 25, seed: 20260115 };

/**
 * `LETHE_PROPERTY_RUNS=500` looks further, with a new seed each time. A run that fails prints its seed and the path to
 * its smallest form: `LETHE_PROPERTY_SEED` and `LETHE_PROPERTY_PATH` replay that alone.
 */
const parameters = (): fc.Parameters<[unknown]> => {
  const { LETHE_PROPERTY_RUNS: runs, LETHE_PROPERTY_SEED: seed, LETHE_PROPERTY_PATH: path } = env;
  if (runs === undefined && seed === undefined) return USUAL;
  return {
    numRuns: runs === undefined ? USUAL.numRuns : Number(runs),
    ...(seed === undefined ? {} : { seed: Number(seed) }),
    ...(path === undefined ? {} : { path, endOnFailure: true }),
  };
};

const LONGEST_MS = 3_600_000;

describe('a vault and a model of its policy', () => {
  it(
    'agree, whatever is put, erased, held, restored, and whenever the machine stops',
    () =>
      fc.assert(
        fc.asyncProperty(run, (one) => goThrough(one)),
        parameters(),
      ),
    LONGEST_MS,
  );
});
