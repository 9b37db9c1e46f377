import { decodeAudio } from './decode-audio.ts';
import type { Ears } from './ears.ts';
import { hearerOf } from './hearer.ts';
import { createHotWordTrie } from './hot-words.ts';
import { SPEECH_RATE } from './resample.ts';
import { segment } from './segment.ts';
import { StepTimer } from './step-timer.ts';
import type { SpeechOptions, SpeechResult, SpokenSentence } from './types.ts';
import { WINDOW } from './voice-activity.ts';

export interface Transcriber {
  /**
   * @param audio a whole file of one of the listed formats; it is never written anywhere
   * @throws EngineError `unreadable-audio`, `unsupported-audio` or `too-long`
   */
  transcribe(audio: Uint8Array, options: SpeechOptions): Promise<SpeechResult>;
}

/** Speech to text: English with Moonshine base, or whatever a model hears that the deployment brought. */
export const createTranscriber = (ears: Ears): Transcriber => ({
  async transcribe(audio, options) {
    const timer = new StepTimer(['decode', 'voiceActivity', 'encode', 'decodeText']);
    const hear = await hearerOf(ears, options.model, timer);
    const sound = await timer.time('decode', () => decodeAudio(audio, options));
    const probabilities = await timer.time('voiceActivity', () => ears.voiceActivity.probabilities(sound));
    const hotWords = options.hotWords?.length ? createHotWordTrie(options.hotWords) : undefined;
    const sentences: SpokenSentence[] = [];
    for (const { start, end, sureSeconds } of segment(probabilities, sound.length)) {
      const heard = await hear(sound.slice(start, end), {
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
