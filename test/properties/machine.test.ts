import fc from 'fast-check';
import { describe, it } from 'vitest';
import { propertyRuns } from '../support/property-runs.ts';
import { goThrough } from './machine.ts';
import { run } from './steps.ts';

const LONGEST_MS = 3_600_000;

describe('a vault and a model of its policy', () => {
  it(
    'agree, whatever is put, erased, held, restored, and whenever the machine stops',
    () =>
      fc.assert(
        fc.asyncProperty(run, (one) => goThrough(one)),
        propertyRuns(25),
      ),
    LONGEST_MS,
  );
});
