import { SPEECH_RATE } from '../resample.ts';
import { SILENCE, SPEECH } from '../segment.ts';
import { WINDOW } from '../voice-activity.ts';

export const WINDOW_MS = (WINDOW / SPEECH_RATE) * 1000;

/** Windows of speech in a row before anybody is thought to speak: a click is shorter. */
const LEAST_SPEECH = 3;
/** Windows before the speech that belong to it: the recogniser loses first words without. */
export const LEAD = 16;
/** Windows that are kept while nobody speaks. */
export const KEPT_IN_SILENCE = LEAD + LEAST_SPEECH;

/**
 * Looks for the beginning of speech at the end of what was heard in silence.
 * @param probabilities of speech, of the last windows
 * @returns the index of its first window, or undefined
 */
export function findBeginning(probabilities: Float32Array): number | undefined {
  let first = probabilities.length;
  while (first > 0 && probabilities[first - 1]! >= SILENCE) first--;
  while (first < probabilities.length && probabilities[first]! < SPEECH) first++;
  return probabilities.length - first >= LEAST_SPEECH ? first : undefined;
}

/** Whether speech goes on in a window. */
export const isSpeech = (probability: number): boolean => probability >= SILENCE;
