import type { Step } from '../engine/types.ts';

const rounded = (ms: number): number => Math.round(ms * 100) / 100;

/** Most steps that one call's operation log holds. */
const MAX_STEPS = 64;

/** The timed steps of one call. */
export class StepTimer {
  readonly #steps: Step[];

  /** @param authenticateMs null: nobody called */
  constructor(authenticateMs: number | null) {
    this.#steps = authenticateMs === null ? [] : [{ name: 'authenticate', ms: rounded(authenticateMs) }];
  }

  /** Runs `work` as a step of its own; the step is there even when it throws. */
  time<T>(name: string, work: () => T): T {
    const started = performance.now();
    try {
      return work();
    } finally {
      this.add([{ name, ms: performance.now() - started }]);
    }
  }

  add(steps: readonly Step[]): void {
    for (const { name, ms } of steps)
      if (this.#steps.length < MAX_STEPS) this.#steps.push({ name, ms: rounded(ms) });
  }

  list(): readonly Step[] {
    return [...this.#steps];
  }
}
