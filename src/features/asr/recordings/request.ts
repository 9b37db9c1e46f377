import { z } from 'zod';
import { ApiError } from '../../errors.ts';
import { carries, harmless } from '../../personal-data.ts';
import { ENGINE_TYPES } from '../engine-types.ts';
import type { RecordingSettings } from './settings.ts';

const oneOf = (...values: number[]) => harmless(z.union(values.map((v) => z.literal(v))).optional());

const MOST_URL_LETTERS = 2048;
const url = z.string().max(MOST_URL_LETTERS).optional();

/** All that `CreateRecTask` of the API takes. */
export const recordingRequest = z.object({
  EngineModelType: harmless(z.enum(ENGINE_TYPES)),
  ChannelNum: harmless(z.union([z.literal(1), z.literal(2)])),
  ResTextFormat: harmless(z.int().min(0).max(5)),
  SourceType: harmless(z.union([z.literal(0), z.literal(1)])),
  Data: carries('asr.audio', z.string().optional()),
  DataLen: harmless(z.int().min(0).optional()),
  Url: carries('asr.audio', url),
  CallbackUrl: carries('asr.results', url),
  SpeakerDiarization: oneOf(0, 1, 3),
  SpeakerNumber: harmless(z.int().min(0).max(10).optional()),
  HotwordId: z.string().optional(),
  ReinforceHotword: oneOf(0, 1),
  CustomizationId: z.string().optional(),
  EmotionRecognition: oneOf(0, 1, 2),
  EmotionalEnergy: oneOf(0, 1),
  ConvertNumMode: oneOf(0, 1, 3),
  FilterDirty: oneOf(0, 1, 2),
  FilterPunc: oneOf(0, 1, 2),
  FilterModal: oneOf(0, 1, 2),
  SentenceMaxLength: harmless(z.union([z.literal(0), z.int().min(6).max(40)]).optional()),
  Extra: z.string().max(4096).optional(),
  HotwordList: z.string().optional(),
  KeyWordLibIdList: z.array(z.string()).max(10).optional(),
  ReplaceTextId: z.string().optional(),
  SpeakerRoles: z
    .array(z.object({ RoleAudioUrl: carries('asr.audio', z.string()), RoleName: z.string() }))
    .optional(),
});

export type RecordingRequest = z.output<typeof recordingRequest>;

/** What needs a model or a service that is not here: refused when it is asked for, rather than ignored. */
const UNSERVED = [
  ...['SpeakerDiarization', 'EmotionRecognition', 'EmotionalEnergy', 'CustomizationId', 'ReplaceTextId'],
  'SpeakerRoles',
] as readonly (keyof RecordingRequest)[];

/** @throws ApiError `UnsupportedOperation` naming the field */
export function refuseUnserved(request: RecordingRequest): void {
  const isAsked = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));
  const asked =
    UNSERVED.find((name) => isAsked(request[name])) ??
    (request.ResTextFormat > 3 ? 'ResTextFormat' : hasDomain(request.Extra) ? 'Extra' : undefined);
  if (asked) throw new ApiError('UnsupportedOperation', { parameter: asked });
}

/** Whether a recogniser for a field of knowledge is asked for. @throws ApiError `InvalidParameterValue` */
function hasDomain(extra: string | undefined): boolean {
  if (!extra) return false;
  try {
    const given: unknown = JSON.parse(extra);
    if (typeof given === 'object' && given !== null && !Array.isArray(given))
      return 'Domain' in given && Boolean(given.Domain);
  } catch {
    // As for JSON of another shape.
  }
  throw new ApiError('InvalidParameterValue', { parameter: 'Extra' });
}

/** @param parameter whose it is; the text itself is not repeated. @throws ApiError `code` when it is no address that could be asked */
export function checkUrl(text: string, parameter: string, code: string): string {
  const parsed = URL.canParse(text) ? new URL(text) : null;
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.username !== '' || parsed.password !== '')
    throw new ApiError(code, { parameter });
  return text;
}

type Wording = RecordingSettings['wording'];

/** How it is to be heard and told; `refuseUnserved` comes first. */
export const settingsIn = (request: RecordingRequest): RecordingSettings => ({
  engineType: request.EngineModelType,
  format: request.ResTextFormat as RecordingSettings['format'],
  channels: request.ChannelNum,
  sentenceMaxLength: request.SentenceMaxLength ?? 0,
  wording: {
    dirty: (request.FilterDirty ?? 0) as Wording['dirty'],
    modal: (request.FilterModal ?? 0) as Wording['modal'],
    punctuation: (request.FilterPunc ?? 0) as Wording['punctuation'],
    numbers: (request.ConvertNumMode ?? 1) as Wording['numbers'],
  },
});
