import { z } from 'zod';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';
import type { ActionContext } from '../action.ts';
import { hearingOf, type EngineType, type Hearing } from './engine-types.ts';
import type { WordingOptions } from './wording/reword.ts';

/** A whole number out of a list, or the usual one. */
export const choice = <const N extends number>(numbers: readonly N[], usual: NoInfer<N>) =>
  harmless(z.literal(numbers).default(() => usual));

/** A whole number between two bounds. */
export const whole = (least: number, most: number) => harmless(z.number().int().min(least).max(most));

/** Settings that the real-time and the flash endpoint share, spelled as in their queries. */
export const querySettings = {
  hotword_id: z.string().max(128).optional(),
  hotword_list: z.string().max(8192).optional(),
  reinforce_hotword: choice([0, 1], 0),
  customization_id: z.string().max(128).optional(),
  replace_text_id: z.string().max(128).optional(),
  filter_dirty: choice([0, 1, 2], 0),
  filter_modal: choice([0, 1, 2], 0),
  filter_punc: choice([0, 1, 2], 0),
  convert_num_mode: choice([0, 1, 3], 1),
  speaker_diarization: choice([0, 1], 0),
  emotion_recognition: choice([0, 1, 2], 0),
  language_judgment: choice([0, 1], 0),
  input_sample_rate: harmless(z.literal(8000).optional()),
};

type Settings = z.output<z.ZodObject<typeof querySettings>>;

/** What needs a model that is not here: refused when it is asked for, rather than ignored. */
const UNSERVED = [
  ...['customization_id', 'replace_text_id', 'speaker_diarization', 'emotion_recognition'],
  ...['language_judgment'],
] as readonly (keyof Settings)[];

/** @throws ApiError `UnsupportedOperation` naming the setting */
export function refuseUnserved(settings: Settings): void {
  const asked = UNSERVED.find((name) => Boolean(settings[name]));
  if (asked) throw new ApiError('UnsupportedOperation', { parameter: asked });
}

export const wordingOf = (settings: Settings): WordingOptions => ({
  dirty: settings.filter_dirty,
  modal: settings.filter_modal,
  punctuation: settings.filter_punc,
  numbers: settings.convert_num_mode,
});

/**
 * Who hears a file, and the sample rate of its raw sound.
 * @throws ApiError `InvalidParameterValue` naming `parameter` when no model understands the language
 */
export function queryHearing(
  type: EngineType,
  settings: Settings,
  parameter: string,
  context: Pick<ActionContext, 'speechModels'>,
): Hearing {
  try {
    const hearing = hearingOf(type, context);
    return { ...hearing, pcmSampleRate: settings.input_sample_rate ?? hearing.pcmSampleRate };
  } catch {
    throw new ApiError('InvalidParameterValue', { parameter });
  }
}

/** Live speech is heard by the packaged model alone. @returns sample rate of its raw sound @throws as `queryHearing` */
export const queryRate = (type: EngineType, settings: Settings, parameter: string): 8000 | 16000 =>
  queryHearing(type, settings, parameter, { speechModels: [] }).pcmSampleRate;
