import { z } from 'zod';
import type { SpokenSentence } from '../../../engine/speech/types.ts';
import { carries, harmless } from '../../personal-data.ts';
import { keywordsIn } from '../keywords.ts';
import { partsOf } from '../wording/spoken-token.ts';
import type { KeywordLibrary } from './private-part.ts';
import type { RecordingSettings } from './settings.ts';

const time = harmless(z.int());

/** `SentenceDetail` of the API. What only models could tell that are not here (speakers' roles, emotions, ...) is absent. */
export const sentenceDetail = z.object({
  FinalSentence: carries('asr.results', z.string()),
  /** Its words, with spaces between them. */
  SliceSentence: carries('asr.results', z.string()),
  StartMs: time,
  EndMs: time,
  WordsNum: harmless(z.int()),
  Words: z.array(
    z.object({
      Word: carries('asr.results', z.string()),
      /** From the start of the sentence. */
      OffsetStartMs: time,
      OffsetEndMs: time,
    }),
  ),
  /** Words a second. */
  SpeechSpeed: harmless(z.number()),
  /** 0: the left or only channel; 1: the right one. */
  SpeakerId: harmless(z.int()),
  /** Since the sentence before it. */
  SilenceTime: time,
  /** Absent where no library was named. */
  KeyWordResults: z
    .array(
      z.object({
        KeyWordLibID: harmless(z.string()),
        KeyWordLibName: carries('base.vocabulary', z.string()),
        KeyWords: carries('asr.results', z.array(z.string())),
      }),
    )
    .exactOptional(),
});

export type SentenceDetail = z.output<typeof sentenceDetail>;

/** Undefined: words were not asked for. */
export const sentenceDetails = (
  sentences: readonly SpokenSentence[],
  { format }: RecordingSettings,
  libraries: readonly KeywordLibrary[],
): SentenceDetail[] | undefined =>
  format === 0
    ? undefined
    : sentences.map((sentence, i) => ({
        ...detailOf(sentence, sentences[i - 1]?.endMs ?? 0, format === 1),
        ...(libraries.length > 0 ? { KeyWordResults: keywordsIn(sentence, libraries) } : {}),
      }));

const detailOf = (
  { text, startMs, endMs, channel, words: heard = [] }: SpokenSentence,
  silentSince: number,
  withoutMarks: boolean,
): SentenceDetail => {
  const words = heard
    .map((word) => (withoutMarks ? { ...word, text: partsOf(word.text).core } : word))
    .filter((word) => word.text !== '');
  const seconds = (endMs - startMs) / 1000;
  return {
    FinalSentence: text,
    SliceSentence: words.map((word) => word.text).join(' '),
    StartMs: Math.round(startMs),
    EndMs: Math.round(endMs),
    WordsNum: words.length,
    Words: words.map((word) => ({
      Word: word.text,
      OffsetStartMs: Math.max(0, Math.round(word.startMs - startMs)),
      OffsetEndMs: Math.max(0, Math.round(word.endMs - startMs)),
    })),
    SpeechSpeed: seconds > 0 ? Math.round((words.length / seconds) * 10) / 10 : 0,
    SpeakerId: channel,
    SilenceTime: Math.max(0, Math.round(startMs - silentSince)),
  };
};
