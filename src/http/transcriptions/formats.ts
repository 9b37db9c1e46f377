import { deflateSync } from 'node:zlib';
import type { SpokenSentence } from '../../engine/speech/types.ts';
import { toSrt, toVtt } from '../../features/asr/captions.ts';
import type { Transcript } from '../../features/asr/transcription.ts';
import type { Parameters } from '../parameters/json.ts';

export interface Formatted {
  readonly type: 'application/json' | 'text/plain; charset=utf-8';
  readonly body: string;
}

const json = (value: object): Formatted => ({ type: 'application/json', body: JSON.stringify(value) });
const plain = (body: string): Formatted => ({ type: 'text/plain; charset=utf-8', body });

export const textOf = (sentences: readonly SpokenSentence[]): string =>
  sentences.map(({ text }) => text).join(' ');

const seconds = (ms: number): number => Math.round(ms) / 1000;

const usageOf = ({ AudioDuration }: Transcript) => ({
  type: 'duration',
  seconds: Math.ceil(AudioDuration / 1000),
});

/** How repetitive a text is: its length over that of its deflated form, as the makers of Whisper measure it. */
const compressionRatio = (text: string): number => {
  const bytes = Buffer.from(text);
  return Math.round((bytes.length / deflateSync(bytes).length) * 1000) / 1000;
};

/** What the recogniser does not tell, such as tokens of a vocabulary that is not Whisper's, is absent. */
const segmentOf = (sentence: SpokenSentence, id: number) => ({
  id,
  start: seconds(sentence.startMs),
  end: seconds(sentence.endMs),
  text: sentence.text,
  temperature: 0,
  compression_ratio: compressionRatio(sentence.text),
  ...(sentence.meanLogProbability === null ? {} : { avg_logprob: sentence.meanLogProbability }),
});

/** The answer in the form that was asked for. https://platform.openai.com/docs/api-reference/audio/verbose-json-object */
export function formatted(transcript: Transcript, asked: Parameters): Formatted {
  const { Sentences: sentences, AudioDuration } = transcript;
  switch (asked['response_format']) {
    case 'text':
      return plain(`${textOf(sentences)}\n`);
    case 'srt':
      return plain(toSrt(sentences));
    case 'vtt':
      return plain(toVtt(sentences));
    case 'verbose_json':
      return json({
        task: 'transcribe',
        language: transcript.Language,
        duration: seconds(AudioDuration),
        text: textOf(sentences),
        ...partsOf(sentences, asked['timestamp_granularities']),
        usage: usageOf(transcript),
      });
    default:
      return json({ text: textOf(sentences), usage: usageOf(transcript) });
  }
}

/** Segments unless words alone were asked for. */
function partsOf(sentences: readonly SpokenSentence[], granularities: unknown) {
  const asked: readonly unknown[] = Array.isArray(granularities) ? granularities : ['segment'];
  return {
    ...(asked.includes('segment') && { segments: sentences.map(segmentOf) }),
    ...(asked.includes('word') && {
      words: sentences.flatMap(({ words = [] }) =>
        words.map(({ text, startMs, endMs }) => ({
          word: text,
          start: seconds(startMs),
          end: seconds(endMs),
        })),
      ),
    }),
  };
}
