import type { Step } from '../types.ts';
import type { Moonshine } from './moonshine.ts';

/** Adds up the time that each step takes over all stretches. */
export class StepTimer {
  readonly #ms: Map<string, number>;

  constructor(names: readonly string[]) {
    this.#ms = new Map(names.map((name) => [name, 0]));
  }

  async time<T>(name: string, work: () => T | Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await work();
    } finally {
      this.#ms.set(name, (this.#ms.get(name) ?? 0) + performance.now() - start);
    }
  }

  /** Time of the work that is not that of another step within it. */
  async timeRest<T>(name: string, work: () => Promise<T>): Promise<T> {
    const start = performance.now() - this.#total();
    try {
      return await work();
    } finally {
      const ms = performance.now() - this.#total() - start;
      this.#ms.set(name, (this.#ms.get(name) ?? 0) + ms);
    }
  }

  #total(): number {
    return [...this.#ms.values()].reduce((sum, ms) => sum + ms, 0);
  }

  steps(): Step[] {
    return [...this.#ms].map(([name, ms]) => ({ name, ms: Math.round(ms * 10) / 10 }));
  }
}

/** The same recogniser; what it takes is added to the steps `encode` and `decodeText`. */
export const timeSteps = (moonshine: Moonshine, timer: StepTimer): Moonshine => ({
  encode: (sound) => timer.time('encode', () => moonshine.encode(sound)),
  decode: (encoded, options) => timer.time('decodeText', () => moonshine.decode(encoded, options)),
  attend: (encoded, tokens) => timer.time('decodeText', () => moonshine.attend(encoded, tokens)),
});
