import type { BroughtModel } from './brought/types.ts';
import { sentencesOf } from './brought/spoken.ts';
import type { Ears } from './ears.ts';
import { hearStretch, type HearOptions } from './hear.ts';
import { SPEECH_RATE } from './resample.ts';
import { timeSteps, type StepTimer } from './step-timer.ts';
import type { SpokenSentence } from './types.ts';

/** Writes down what is said in a stretch of sound; see `hearStretch`. */
export type Hear = (sound: Float32Array, options: HearOptions) => Promise<readonly SpokenSentence[]>;

/**
 * Who hears: the packaged model, or one that a deployment brought, which takes no hot words.
 * @param timer is told how long it takes
 * @throws BroughtModelError when the files of a model are not those that were added
 */
export async function hearerOf(ears: Ears, model: BroughtModel | undefined, timer: StepTimer): Promise<Hear> {
  if (!model) {
    const moonshine = timeSteps(ears.moonshine, timer);
    return (sound, options) => hearStretch(moonshine, sound, options);
  }
  const recogniser = await ears.brought(model);
  return async (sound, { startMs, channel, words }) => {
    const result = await timer.time('decodeText', () => recogniser.recognise(sound));
    const endMs = Math.round(startMs + (sound.length / SPEECH_RATE) * 1000);
    return sentencesOf(result, { startMs: Math.round(startMs), endMs, channel }, words);
  };
}
