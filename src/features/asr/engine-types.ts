import type { BroughtModel } from '../../engine/speech/brought/types.ts';
import type { ActionContext } from '../action.ts';
import { ApiError } from '../errors.ts';

/** Engine types of the API: sample rate and language. */
export const ENGINE_TYPES = [
  ...[
    '8k_zh',
    '8k_en',
    '8k_zh_large',
    '16k_zh',
    '16k_zh-PY',
    '16k_zh_medical',
    '16k_zh_large',
    '16k_zh_dialect',
    '16k_zh_en',
    '16k_zh_en_2.0',
    '16k_zh_en_meeting',
    '16k_zh-TW',
    '16k_en',
  ],
  ...[
    '16k_en_large',
    '16k_multi_lang',
    '16k_yue',
    '16k_ja',
    '16k_ko',
    '16k_vi',
    '16k_ms',
    '16k_id',
    '16k_fil',
    '16k_th',
  ],
  ...['16k_pt', '16k_tr', '16k_ar', '16k_es', '16k_hi', '16k_fr', '16k_de'],
] as const;

export type EngineType = (typeof ENGINE_TYPES)[number];

/** What the packaged model understands: English. Every other language needs a model that a deployment brings. */
const sampleRates: Partial<Record<EngineType, 8000 | 16000>> = { '8k_en': 8000, '16k_en': 16000 };

/**
 * Sample rate of raw PCM for an engine type, in Hz.
 * @throws ApiError when no packaged model understands the language.
 */
export function sampleRateOf(engineType: EngineType): 8000 | 16000 {
  const rate = sampleRates[engineType];
  if (!rate) throw new ApiError('InvalidParameterValue.ErrorInvalidEngservice', { engineType });
  return rate;
}

/** Who hears an engine type, and the sample rate of raw PCM for it. */
export interface Hearing {
  readonly pcmSampleRate: 8000 | 16000;
  /** Absent: the packaged one. */
  readonly model?: BroughtModel;
}

/**
 * A model that the deployment brought for an engine type comes before the packaged one.
 * @throws ApiError when neither hears the language.
 */
export function hearingOf(
  engineType: EngineType,
  { speechModels }: Pick<ActionContext, 'speechModels'>,
): Hearing {
  const model = speechModels.find(({ serves }) => serves.includes(engineType));
  if (!model) return { pcmSampleRate: sampleRateOf(engineType) };
  return { pcmSampleRate: engineType.startsWith('8k') ? 8000 : 16000, model };
}
