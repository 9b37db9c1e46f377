import { z } from 'zod';
import { action, type ActionContext } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { ApiError } from '../errors.ts';
import { inputBytes } from '../input-bytes.ts';
import { carries, harmless } from '../personal-data.ts';
import { asrEngineCodes, asrInputCodes } from './codes.ts';
import { ENGINE_TYPES, sampleRateOf } from './engine-types.ts';

/** Base64 text of the audio: at most 3 MB; at most 60 seconds. */
const MAX_ENCODED_BYTES = 3 * 1024 * 1024;
const MAX_SECONDS = 60;

const FORMATS = ['wav', 'pcm', 'ogg-opus', 'speex', 'silk', 'mp3', 'm4a', 'aac', 'amr'] as const;
const FROM_URL = 0;

const oneOf = (...values: number[]) => harmless(z.union(values.map((v) => z.literal(v))).optional());

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
  WordInfo: oneOf(0, 1, 2),
  FilterDirty: oneOf(0, 1, 2),
  FilterModal: oneOf(0, 1, 2),
  FilterPunc: oneOf(0, 1, 2),
  ConvertNumMode: oneOf(0, 1),
  HotwordId: z.string().optional(),
  CustomizationId: z.string().optional(),
  ReinforceHotword: oneOf(0, 1),
  HotwordList: z.string().optional(),
  InputSampleRate: harmless(z.literal(8000).optional()),
  ReplaceTextId: z.string().optional(),
});

/** What needs a vocabulary or a model that is not here yet: refused rather than ignored. */
const UNSUPPORTED = ['HotwordId', 'HotwordList', 'CustomizationId', 'ReplaceTextId'] as const;

async function audioOf(request: z.output<typeof input>, context: ActionContext): Promise<Uint8Array> {
  const source = request.SourceType === FROM_URL ? { url: request.Url } : { base64: request.Data };
  if (request.SourceType === FROM_URL && !request.Url)
    throw new ApiError('MissingParameter', { parameter: 'Url' });
  if (request.SourceType !== FROM_URL && !request.Data)
    throw new ApiError('MissingParameter', { parameter: 'Data' });
  const audio = await inputBytes(source, MAX_ENCODED_BYTES, asrInputCodes, context);
  if (request.SourceType !== FROM_URL && request.DataLen && request.DataLen !== audio.length)
    throw new ApiError('InvalidParameter.ErrorContentlength', { parameter: 'DataLen' });
  return audio;
}

/** Transcribes up to a minute of speech. The filters of the API concern Mandarin engines only, as documented. */
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
    const pcmSampleRate = request.InputSampleRate ?? sampleRateOf(request.EngSerViceType);
    sampleRateOf(request.EngSerViceType);
    const unsupported = UNSUPPORTED.find((name) => request[name]);
    if (unsupported) throw new ApiError('UnsupportedOperation', { parameter: unsupported });
    const audio = await audioOf(request, context);
    const options = {
      format: request.VoiceFormat,
      pcmSampleRate,
      words: Boolean(request.WordInfo),
      maxSeconds: MAX_SECONDS,
    };
    const result = await recognise(asrEngineCodes, () => context.engine.transcribe({ audio, options }));
    context.addSteps(result.steps);
    const words = result.words ?? [];
    return {
      Result: result.text,
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
