import type { StreamEvent } from '../../../engine/speech/types.ts';
import { rewordSentence } from '../wording/reword.ts';
import { withoutPunctuation } from '../wording/punctuation.ts';
import type { StreamSettings } from './stream-order.ts';

/** Milliseconds from the first sound of the stream. */
interface Timed {
  readonly StartTime: number;
  readonly EndTime: number;
}

/** What is told of a sentence: https://cloud.tencent.com/document/product/1093/52633 */
export interface ToldSentence extends Timed {
  readonly VoiceId: string;
  readonly Text: string;
  readonly WordList: readonly (Timed & { readonly Word: string })[];
}

/** @param offsetMs when the connection began. @returns null when there is nothing to tell of it */
export const toldSentence = (
  event: StreamEvent,
  { wording, wordInfo }: Pick<StreamSettings, 'wording' | 'wordInfo'>,
  { voiceId, offsetMs }: { readonly voiceId: string; readonly offsetMs: number },
): ToldSentence | null => {
  const { text, startMs, endMs, words } = event;
  const sentence = rewordSentence(
    { text, startMs, endMs, ...(words && { words }), channel: 0, meanLogProbability: null },
    wording,
  );
  if (!sentence || sentence.text === '') return null;
  const timed = (from: number, to: number): Timed => ({
    StartTime: Math.round(offsetMs + from),
    EndTime: Math.round(offsetMs + to),
  });
  const heard = wordInfo === 0 ? [] : (sentence.words ?? []);
  const shown = wordInfo === 1 ? withoutPunctuation(heard) : heard;
  return {
    VoiceId: voiceId,
    Text: sentence.text,
    ...timed(startMs, endMs),
    WordList: shown.map((word) => ({ Word: word.text, ...timed(word.startMs, word.endMs) })),
  };
};
