import { z } from 'zod';
import type { BroughtModel } from '../../engine/speech/brought/types.ts';
import type { RecordingProgress, SpokenSentence } from '../../engine/speech/types.ts';
import { HOUR_MS, SECOND_MS } from '../../lib/clock.ts';
import { action, type Action, type ActionContext } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { ApiError, toApiError } from '../errors.ts';
import { carries, harmless } from '../personal-data.ts';
import { asrEngineCodes } from './codes.ts';
import { uploadedAudio, whileWaitedFor } from './uploaded-audio.ts';

const MAX_SECONDS = (2 * HOUR_MS) / SECOND_MS;

/** Names by which the packaged model can be asked for: its own, and the one that clients usually send. */
export const TRANSCRIPTION_MODELS = ['lethe-english', 'whisper-1'] as const;

/** Weight of a keyword, for which the wire has none. */
const KEYWORD_WEIGHT = 10;

const texts = z.array(z.string().max(1000)).max(128).optional();

const input = z.object({
  file: uploadedAudio,
  /** One of the above, or of a model that the deployment brought. */
  model: z.string().max(64),
  /** ISO 639-1, or in English. A model that was brought expects what it was brought for. */
  language: z.string().max(32).optional(),
  languages: harmless(
    z
      .array(z.enum(['en']))
      .max(1)
      .optional(),
  ),
  /** Accepted and not used: it is no list of words. */
  prompt: z.string().max(20_000).optional(),
  keywords: z.array(z.string().trim().min(1).max(30)).max(128).optional(),
  response_format: harmless(z.enum(['json', 'text', 'srt', 'verbose_json', 'vtt']).default('json')),
  /** Accepted and not used: what is likeliest is taken, as at 0. */
  temperature: harmless(z.number().min(0).max(1).default(0)),
  timestamp_granularities: harmless(
    z
      .array(z.enum(['word', 'segment']))
      .max(2)
      .optional(),
  ),
  chunking_strategy: harmless(z.literal('auto').optional()),
  stream: harmless(z.boolean().default(false)),
  include: texts,
  known_speaker_names: texts,
  known_speaker_references: texts,
});

export type TranscriptionRequest = z.output<typeof input>;

/** What needs something that is not here: refused when it is asked for. */
const UNSERVED = ['include', 'known_speaker_names', 'known_speaker_references'] as const;

const output = z.object({
  /** Milliseconds. */
  AudioDuration: harmless(z.number().int()),
  Language: harmless(z.string()),
  Sentences: carries('asr.results', z.array(z.custom<SpokenSentence>())),
  /** Code of what ended it after sentences had been told, so that it is billed as far as they go; null: all was heard. */
  Failure: harmless(z.string().nullable()),
});

export type Transcript = z.output<typeof output>;

/** @throws ApiError for settings that contradict each other or cannot be honoured */
function checkAsked(request: TranscriptionRequest): void {
  const asked = UNSERVED.find((name) => (request[name] ?? []).length > 0);
  if (asked) throw new ApiError('UnsupportedOperation', { parameter: asked });
  const { response_format: format, timestamp_granularities: granularities, stream } = request;
  if (granularities !== undefined && format !== 'verbose_json')
    throw new ApiError('InvalidParameterValue', { parameter: 'timestamp_granularities' });
  if (stream && format !== 'json' && format !== 'text')
    throw new ApiError('InvalidParameterValue', { parameter: 'response_format' });
}

const PACKAGED: readonly string[] = TRANSCRIPTION_MODELS;
const ENGLISH: readonly (string | undefined)[] = [undefined, 'en', 'english'];

/** Undefined: the packaged model. @throws ApiError `InvalidParameterValue` for `model` or `language` */
function modelOf(
  { model, language }: TranscriptionRequest,
  { speechModels }: ActionContext,
): BroughtModel | undefined {
  const brought = speechModels.find(({ name }) => name === model);
  if (brought) return brought;
  if (!PACKAGED.includes(model)) throw new ApiError('InvalidParameterValue', { parameter: 'model' });
  if (!ENGLISH.includes(language)) throw new ApiError('InvalidParameterValue', { parameter: 'language' });
  return undefined;
}

/** Captions are cut between words. */
const wantsWords = ({
  response_format: format,
  timestamp_granularities: granularities,
}: TranscriptionRequest) =>
  format === 'srt' || format === 'vtt' || (granularities?.includes('word') ?? false);

/** What a caller can bring about: a file that is broken behind its first sentences, or hanging up after them. */
const isCallersDoing = (code: string): boolean =>
  code === 'FailedOperation.CallerGone' || code.startsWith('InvalidParameterValue.');

/**
 * Listens to a recording for callers of the OpenAI wire. https://platform.openai.com/docs/api-reference/audio
 * @param onSentences told of sentences as they are heard
 */
export const transcription = (onSentences: (sentences: readonly SpokenSentence[]) => void): Action =>
  action({
    name: 'Transcription',
    service: 'asr',
    version: '2019-06-14',
    feature: 'asr',
    priceItem: 'asr.recording',
    rateLimit: 20,
    input,
    output,
    resultOf: ({ Failure }) => Failure,
    async run(request, context) {
      checkAsked(request);
      const { file, keywords = [] } = request;
      if (file.size === 0) throw new ApiError('MissingParameter', { parameter: 'file' });
      const model = modelOf(request, context);
      const options = {
        ...(model && { model }),
        channels: 'mixed' as const,
        words: wantsWords(request),
        maxSeconds: MAX_SECONDS,
        ...(keywords.length > 0 && {
          hotWords: keywords.map((text) => ({ text, weight: KEYWORD_WEIGHT })),
        }),
      };
      let toldSeconds = 0;
      const onProgress = ({ heardSeconds, sentences }: RecordingProgress): void => {
        if (request.stream && sentences.length > 0) toldSeconds = heardSeconds;
        onSentences(sentences);
      };
      const transcript = (seconds: number, sentences: readonly SpokenSentence[], Failure: string | null) => {
        context.billSeconds(seconds);
        const AudioDuration = Math.round(seconds * 1000);
        const Language = model ? model.language || 'unknown' : 'english';
        return { AudioDuration, Language, Sentences: [...sentences], Failure };
      };
      try {
        const result = await whileWaitedFor(file, () =>
          recognise(asrEngineCodes, () =>
            context.engine.hearRecording(file, options, { signal: file.gone, onProgress }),
          ),
        );
        context.addSteps(result.steps);
        return transcript(result.audioSeconds, result.sentences, null);
      } catch (error) {
        const { code } = toApiError(error);
        if (toldSeconds === 0 || !isCallersDoing(code)) throw error;
        return transcript(toldSeconds, [], code);
      }
    },
  });
