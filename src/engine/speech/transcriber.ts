import type { Step } from '../types.ts';
import { decodeAudio } from './decode-audio.ts';
import type { Ears } from './ears.ts';
import { hearStretch } from './hear.ts';
import { createHotWordTrie } from './hot-words.ts';
import type { Moonshine } from './moonshine.ts';
import { SPEECH_RATE } from './resample.ts';
import { segment } from './segment.ts';
import type { SpeechOptions, SpeechResult, SpokenSentence } from './types.ts';
import { WINDOW } from './voice-activity.ts';

export interface Transcriber {
  /**
   * @param audio a whole file of one of the listed formats; it is never written anywhere
   * @throws EngineError `unreadable-audio`, `unsupported-audio` or `too-long`
   */
  transcribe(audio: Uint8Array, options: SpeechOptions): Promise<SpeechResult>;
}

/** English speech to text with Moonshine base. */
export const createTranscriber = ({ voiceActivity, moonshine }: Ears): Transcriber => ({
  async transcribe(audio, options) {
    const timer = new StepTimer(['decode', 'voiceActivity', 'encode', 'decodeText']);
    const timed = timeSteps(moonshine, timer);
    const sound = await timer.time('decode', () => decodeAudio(audio, options));
    const probabilities = await timer.time('voiceActivity', () => voiceActivity.probabilities(sound));
    const hotWords = options.hotWords?.length ? createHotWordTrie(options.hotWords) : undefined;
    const sentences: SpokenSentence[] = [];
    for (const { start, end, sureSeconds } of segment(probabilities, sound.length)) {
      const heard = await hearStretch(timed, sound.slice(start, end), {
        startMs: (start / SPEECH_RATE) * 1000,
        channel: 0,
        sureSeconds,
        probabilities: probabilities.subarray(start / WINDOW, Math.ceil(end / WINDOW)),
        words: options.words ?? false,
        hotWords,
      });
      sentences.push(...heard);
    }
    return {
      text: sentences.map((sentence) => sentence.text).join(' '),
      audioSeconds: sound.length / SPEECH_RATE,
      ...(options.words && { words: sentences.flatMap((sentence) => sentence.words ?? []) }),
      sentences,
      steps: timer.steps(),
    };
  },
});

const timeSteps = (moonshine: Moonshine, timer: StepTimer): Moonshine => ({
  encode: (sound) => timer.time('encode', () => moonshine.encode(sound)),
  decode: (encoded, options) => timer.time('decodeText', () => moonshine.decode(encoded, options)),
  attend: (encoded, tokens) => timer.time('decodeText', () => moonshine.attend(encoded, tokens)),
});

/** Adds up the time that each step takes over all chunks. */
class StepTimer {
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

  steps(): Step[] {
    return [...this.#ms].map(([name, ms]) => ({ name, ms: Math.round(ms * 10) / 10 }));
  }
}
