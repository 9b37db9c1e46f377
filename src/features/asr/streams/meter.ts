import type { Engine } from '../../../engine/jobs.ts';
import { SPEECH_RATE } from '../../../engine/speech/resample.ts';
import type { Step } from '../../../engine/types.ts';

/** What was heard since one last looked. */
export interface Reading {
  readonly seconds: number;
  readonly steps: readonly Step[];
  readonly sentences: number;
}

/** Counts what goes through a recogniser. */
export class Meter {
  /** Of sound, in all. */
  seconds = 0;
  #sinceRead = 0;
  #sentences = 0;
  #steps = new Map<string, number>();

  /** Hears as the engine does. */
  counted(engine: Pick<Engine, 'listenOn'>): Pick<Engine, 'listenOn'> {
    return {
      listenOn: async (input, signal) => {
        const output = await engine.listenOn(input, signal);
        const seconds = input.sound.length / SPEECH_RATE;
        this.seconds += seconds;
        this.#sinceRead += seconds;
        for (const { name, ms } of output.steps) this.#steps.set(name, (this.#steps.get(name) ?? 0) + ms);
        return output;
      },
    };
  }

  countSentence(): void {
    this.#sentences++;
  }

  /** Each second is read once. */
  read(): Reading {
    const steps = [...this.#steps].map(([name, ms]) => ({ name, ms }));
    const reading = { seconds: this.#sinceRead, steps, sentences: this.#sentences };
    this.#sinceRead = this.#sentences = 0;
    this.#steps = new Map();
    return reading;
  }
}
