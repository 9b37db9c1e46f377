import type { SpeechOptions, SpeechResult, SpokenWord, Step } from '../types.ts';
import { decodeAudio } from './decode-audio.ts';
import { createMoonshine, type Hypothesis, type Moonshine } from './moonshine.ts';
import { SPEECH_RATE } from './resample.ts';
import { segment, type Chunk } from './segment.ts';
import { detokenise } from './tokenizer.ts';
import { createVoiceActivity } from './voice-activity.ts';
import { timeWords } from './words.ts';

export interface Transcriber {
  /**
   * @param audio a whole file of one of the listed formats; it is never written anywhere
   * @throws EngineError `unreadable-audio`, `unsupported-audio` or `too-long`
   */
  transcribe(audio: Uint8Array, options: SpeechOptions): Promise<SpeechResult>;
}

/** An empty hypothesis is doubted only where there is that much speech almost surely. */
const SURE_SECONDS = 0.25;
/** A hypothesis forced out of doubt must be at least that likely, natural logarithm a token. */
const LEAST_LOG_PROBABILITY = -0.6;

/** English speech to text with Moonshine base. Loads about 65 MB of models. */
export async function createTranscriber(): Promise<Transcriber> {
  const voiceActivity = await createVoiceActivity();
  const moonshine = await createMoonshine();
  return {
    async transcribe(audio, options) {
      const timer = new StepTimer(['decode', 'voiceActivity', 'encode', 'decodeText']);
      const sound = await timer.time('decode', () => decodeAudio(audio, options));
      const probabilities = await timer.time('voiceActivity', () => voiceActivity.probabilities(sound));
      const texts: string[] = [];
      const words: SpokenWord[] = [];
      for (const chunk of segment(probabilities, sound.length)) {
        const heard = await hear(moonshine, { sound, probabilities }, chunk, options.words ?? false, timer);
        if (heard.text) texts.push(heard.text);
        words.push(...heard.words);
      }
      return {
        text: texts.join(' '),
        audioSeconds: sound.length / SPEECH_RATE,
        ...(options.words && { words }),
        steps: timer.steps(),
      };
    },
  };
}

interface Heard {
  readonly text: string;
  readonly words: readonly SpokenWord[];
}

async function hear(
  moonshine: Moonshine,
  { sound, probabilities }: { sound: Float32Array; probabilities: Float32Array },
  chunk: Chunk,
  withWords: boolean,
  timer: StepTimer,
): Promise<Heard> {
  const encoded = await timer.time('encode', () => moonshine.encode(sound.slice(chunk.start, chunk.end)));
  return timer.time('decodeText', async () => {
    let hypothesis = await moonshine.decode(encoded, { attention: withWords });
    if (isDoubtful(hypothesis, chunk)) {
      const forced = await moonshine.decode(encoded, { attention: withWords, speak: true });
      if (forced.meanLogProbability >= LEAST_LOG_PROBABILITY) hypothesis = forced;
    }
    const words = withWords ? timeWords(hypothesis, encoded.frames, chunk, probabilities) : [];
    return { text: detokenise(hypothesis.tokens), words };
  });
}

const isDoubtful = (hypothesis: Hypothesis, chunk: Chunk): boolean =>
  hypothesis.tokens.length === 0 && chunk.sureSeconds >= SURE_SECONDS;

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
