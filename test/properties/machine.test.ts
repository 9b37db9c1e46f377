import { env } from 'node:process';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { goThrough } from './machine.ts';
import { run } from './steps.ts';

/** A failing run prints its seed and path: `{ seed, path, endOnFailure: true }` replays the smallest one. */
const numRuns = Number(env['LETHE_PROPERTY_RUNS'] ?? 30);

describe('a vault and a model of its policy', () => {
  it('agree, whatever is put, erased, held, restored, and whenever the machine stops', async () => {
    const seed = env['LETHE_PROPERTY_SEED'];
    await fc.assert(
      fc.asyncProperty(run, (one) => goThrough(one)),
      { numRuns, ...(seed === undefined ? {} : { seed: Number(seed) }) },
    );
  }, 3_600_000);
});
