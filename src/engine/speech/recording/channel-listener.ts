import type { Hear } from '../hearer.ts';
import type { HotWordTrie } from '../hot-words.ts';
import { SPEECH_RATE } from '../resample.ts';
import type { Chunk } from '../segment.ts';
import type { SpokenSentence } from '../types.ts';
import { noMemory, WINDOW, type VoiceActivity } from '../voice-activity.ts';
import { Segmenter } from './segmenter.ts';
import { Sliding } from './sliding.ts';

export interface ListenOptions {
  readonly channel: number;
  readonly words: boolean;
  readonly hotWords: HotWordTrie | undefined;
}

/** Hears one channel as its sound comes, and keeps no more of it than may yet be needed. */
export class ChannelListener {
  readonly #hear: Hear;
  readonly #activity: VoiceActivity;
  readonly #options: ListenOptions;
  readonly #segmenter = new Segmenter();
  readonly #sound = new Sliding();
  readonly #probabilities = new Sliding();
  #memory = noMemory();

  constructor(hear: Hear, activity: VoiceActivity, options: ListenOptions) {
    this.#hear = hear;
    this.#activity = activity;
    this.#options = options;
  }

  /**
   * @param sound 16 kHz, -1..1
   * @yields the sentences of each stretch that is complete with it
   */
  async *push(sound: Float32Array): AsyncGenerator<readonly SpokenSentence[], void, undefined> {
    this.#sound.add(sound);
    const from = this.#probabilities.end;
    const whole = Math.floor(this.#sound.end / WINDOW);
    if (whole > from) yield* this.#heard(this.#segmenter.push(await this.#listen(from, whole)));
    this.#sound.forgetBefore(this.#segmenter.keepFrom * WINDOW);
    this.#probabilities.forgetBefore(this.#segmenter.keepFrom);
  }

  /** @yields what is left once the sound is over */
  async *finish(): AsyncGenerator<readonly SpokenSentence[], void, undefined> {
    const from = this.#probabilities.end;
    const samples = this.#sound.end;
    if (samples > from * WINDOW)
      yield* this.#heard(this.#segmenter.push(await this.#listen(from, Math.ceil(samples / WINDOW))));
    yield* this.#heard(this.#segmenter.finish(samples));
  }

  async #listen(from: number, to: number): Promise<Float32Array> {
    const sound = this.#sound.slice(from * WINDOW, to * WINDOW);
    const { probabilities, memory } = await this.#activity.goOn(sound, this.#memory);
    this.#memory = memory;
    this.#probabilities.add(probabilities);
    return probabilities;
  }

  async *#heard(chunks: readonly Chunk[]): AsyncGenerator<readonly SpokenSentence[], void, undefined> {
    for (const { start, end, sureSeconds } of chunks)
      yield await this.#hear(this.#sound.slice(start, end), {
        ...this.#options,
        startMs: (start / SPEECH_RATE) * 1000,
        sureSeconds,
        probabilities: this.#probabilities.slice(start / WINDOW, Math.ceil(end / WINDOW)),
      });
  }
}
