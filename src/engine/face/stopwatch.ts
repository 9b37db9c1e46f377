import type { Step } from '../types.ts';

const STEPS = ['decode', 'detect', 'landmarks', 'embed'] as const;

/** Adds up the time of each step of one call, ms. */
export class Stopwatch {
  readonly #spent = new Map<string, number>(STEPS.map((name) => [name, 0]));

  async time<T>(step: (typeof STEPS)[number] | 'mesh', work: () => T | Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await work();
    } finally {
      this.#spent.set(step, (this.#spent.get(step) ?? 0) + performance.now() - start);
    }
  }

  steps(): Step[] {
    return [...this.#spent].map(([name, ms]) => ({ name, ms }));
  }
}
