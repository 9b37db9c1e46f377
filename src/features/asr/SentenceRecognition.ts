import { z } from 'zod';
import { action, type ActionContext } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { ApiError } from '../errors.ts';
import { inputBytes } from '../input-bytes.ts';
import { carries, harmless } from '../personal-data.ts';
import { asrEngineCodes, asrInputCodes } from './codes.ts';
import { ENGINE_TYPES, hearingOf } from './engine-types.ts';
import { hotWordsOf } from './hot-words.ts';
import { withoutPunctuation } from './wording/punctuation.ts';
import { rewordSentence, type WordingOptions } from './wording/reword.ts';

/** Base64 text of the audio, or the file that is fetched: at most 3 MB; at most 60 seconds. */
const MAX_BYTES = 3 * 1024 * 1024;
const MAX_FETCHED_ENCODED_BYTES = (MAX_BYTES / 3) * 4;
const MAX_SECONDS = 60;

const FORMATS = ['wav', 'pcm', 'ogg-opus', 'speex', 'silk', 'mp3', 'm4a', 'aac', 'amr'] as const;
const FROM_URL = 0;

const oneOf = <const N extends number>(values: readonly N[], usual: NoInfer<N>) =>
  harmless(z.literal(values).default(() => usual));

const input = z.object({
  EngSerViceType: harmless(z.enum(ENGINE_TYPES)),
  SourceType: harmless(z.union([z.literal(0), z.literal(1)])),
  VoiceFormat: harmless(z.enum(FORMATS)),
  ProjectId: harmless(z.number().int().optional()),
  SubServiceType: harmless(z.number().int().optional()),
  Url: carries('asr.audio', z.string().optional()),
  UsrAudioKey: z.string().optional(),
  Data: carries('asr.audio', z.string().optional()),
  DataLen: harmless(z.number().int().min(0).optional()),
  WordInfo: oneOf([0, 1, 2], 0),
  FilterDirty: oneOf([0, 1, 2], 0),
  FilterModal: oneOf([0, 1, 2], 0),
  FilterPunc: oneOf([0, 1, 2], 0),
  ConvertNumMode: oneOf([0, 1], 1),
  HotwordId: z.string().max(128).optional(),
  CustomizationId: z.string().max(128).optional(),
  ReinforceHotword: oneOf([0, 1], 0),
  HotwordList: carries('base.vocabulary', z.string().max(8192).optional()),
  InputSampleRate: harmless(z.literal(8000).optional()),
  ReplaceTextId: z.string().max(128).optional(),
});

type Request = z.output<typeof input>;

/** What needs a model or a table that is not here: refused rather than ignored. */
const UNSUPPORTED = ['CustomizationId', 'ReplaceTextId'] as const;

async function audioOf(request: Request, context: ActionContext): Promise<Uint8Array> {
  const source = request.SourceType === FROM_URL ? { url: request.Url } : { base64: request.Data };
  if (request.SourceType === FROM_URL && !request.Url)
    throw new ApiError('MissingParameter', { parameter: 'Url' });
  if (request.SourceType !== FROM_URL && !request.Data)
    throw new ApiError('MissingParameter', { parameter: 'Data' });
  const limit = request.SourceType === FROM_URL ? MAX_FETCHED_ENCODED_BYTES : MAX_BYTES;
  const audio = await inputBytes(source, limit, asrInputCodes, context);
  if (request.SourceType !== FROM_URL && request.DataLen && request.DataLen !== audio.length)
    throw new ApiError('InvalidParameter.ErrorContentlength', { parameter: 'DataLen' });
  return audio;
}

const wordingOf = (request: Request): WordingOptions => ({
  dirty: request.FilterDirty,
  modal: request.FilterModal,
  punctuation: request.FilterPunc,
  numbers: request.ConvertNumMode,
});

/** Transcribes up to a minute of speech. The filters, which the API has for Mandarin, are those of English. */
export const SentenceRecognition = action({
  name: 'SentenceRecognition',
  service: 'asr',
  version: '2019-06-14',
  feature: 'asr',
  priceItem: 'asr.sentence',
  rateLimit: 30,
  input,
  output: z.object({
    Result: carries('asr.results', z.string()),
    AudioDuration: harmless(z.number().int()),
    WordSize: harmless(z.number().int()),
    WordList: z.array(
      z.object({
        Word: carries('asr.results', z.string()),
        StartTime: harmless(z.number().int()),
        EndTime: harmless(z.number().int()),
      }),
    ),
  }),
  async run(request, context) {
    const { pcmSampleRate, model } = hearingOf(request.EngSerViceType, context);
    const unsupported = UNSUPPORTED.find((name) => request[name]);
    if (unsupported) throw new ApiError('UnsupportedOperation', { parameter: unsupported });
    const hotWords = await hotWordsOf(request, context);
    const audio = await audioOf(request, context);
    const options = {
      format: request.VoiceFormat,
      pcmSampleRate: request.InputSampleRate ?? pcmSampleRate,
      ...(model && { model }),
      words: request.WordInfo !== 0,
      ...(hotWords.length > 0 && { hotWords }),
      maxSeconds: MAX_SECONDS,
    };
    const result = await recognise(asrEngineCodes, () => context.engine.transcribe({ audio, options }));
    context.addSteps(result.steps);
    const wording = wordingOf(request);
    const sentences = result.sentences.flatMap((sentence) => rewordSentence(sentence, wording) ?? []);
    const heard = request.WordInfo === 0 ? [] : sentences.flatMap(({ words = [] }) => words);
    const words = request.WordInfo === 1 ? withoutPunctuation(heard) : heard;
    return {
      Result: sentences.map(({ text }) => text).join(' '),
      AudioDuration: Math.round(result.audioSeconds * 1000),
      WordSize: words.length,
      WordList: words.map((w) => ({
        Word: w.text,
        StartTime: Math.round(w.startMs),
        EndTime: Math.round(w.endMs),
      })),
    };
  },
});
