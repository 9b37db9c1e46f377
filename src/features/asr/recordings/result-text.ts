import type { SpokenSentence } from '../../../engine/speech/types.ts';
import { captionsOf } from '../captions.ts';
import type { RecordingSettings } from './settings.ts';

/** The longest line that can be asked for. */
const LONGEST_CAPTION = 40;

/** Sentences as they were ordered: those of captions are split at their punctuation. */
export const orderedSentences = (
  sentences: readonly SpokenSentence[],
  { format, sentenceMaxLength }: RecordingSettings,
): readonly SpokenSentence[] =>
  format === 3 ? captionsOf(sentences, { maxLength: sentenceMaxLength || LONGEST_CAPTION }) : sentences;

/**
 * All that was said, as the API writes it: `[m:s.mmm,m:s.mmm]  text`, a line for each sentence; where both sides of a call
 * are heard, the channel is the third number.
 */
export const resultText = (sentences: readonly SpokenSentence[], { channels }: RecordingSettings): string =>
  sentences
    .map(({ text, startMs, endMs, channel }) => {
      const times = `${minutes(startMs)},${minutes(endMs)}${channels === 2 ? `,${channel}` : ''}`;
      return `[${times}]  ${text}\n`;
    })
    .join('');

const minutes = (ms: number): string => {
  const whole = Math.max(0, Math.round(ms));
  return `${Math.floor(whole / 60_000)}:${((whole % 60_000) / 1000).toFixed(3)}`;
};
