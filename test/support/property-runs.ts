import { env } from 'node:process';

/** Of what `fast-check` is told, as much as decides which cases a property is tried on. */
export interface PropertyRuns {
  readonly numRuns: number;
  readonly seed?: number;
  readonly path?: string;
  readonly endOnFailure?: boolean;
}

const SEED = 20260115;

/**
 * The same cases every time, so that a red build is about what was changed. `LETHE_PROPERTY_RUNS=500` looks further, with a
 * new seed each time. A run that fails prints its seed and the path to its smallest form: `LETHE_PROPERTY_SEED` and
 * `LETHE_PROPERTY_PATH` replay that alone.
 */
export const propertyRuns = (numRuns = 100): PropertyRuns => {
  const { LETHE_PROPERTY_RUNS: runs, LETHE_PROPERTY_SEED: seed, LETHE_PROPERTY_PATH: path } = env;
  if (runs === undefined && seed === undefined) return { numRuns, seed: SEED };
  return {
    numRuns: runs === undefined ? numRuns : Number(runs),
    ...(seed === undefined ? {} : { seed: Number(seed) }),
    ...(path === undefined ? {} : { path, endOnFailure: true }),
  };
};
