import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { carries, harmless } from '../personal-data.ts';
import { ENGINE_TYPES, sampleRateOf } from './engine-types.ts';
import { hotWordsOf } from './hot-words.ts';
import { choice } from './query-settings.ts';
import { checkUrl } from './recordings/request.ts';
import { streamErrors } from './streams/stream-errors.ts';
import { asSettings, encodePrivatePart, openMark } from './streams/stream-order.ts';
import { streamTask } from './streams/stream-task.ts';

const MOST_URL_LETTERS = 2048;

/** Protocols and containers that the API takes and nothing here takes apart; playlists, which it does not take either. */
const UNSERVED_SCHEME = /^(rtmps?|rtmpt|rtsps?|mms|srt):/i;
const UNSERVED_PATH = /\.(flv|m3u8?|pls|ts)$/i;

/** @throws ApiError `UnsupportedOperation`, `InvalidParameterValue` */
function checkStream(url: string): string {
  const isPlain = URL.canParse(url) && !UNSERVED_SCHEME.test(url);
  if (UNSERVED_SCHEME.test(url) || (isPlain && UNSERVED_PATH.test(new URL(url).pathname)))
    throw new ApiError('UnsupportedOperation', { parameter: 'Url' });
  return checkUrl(url, 'Url', 'InvalidParameterValue');
}

/** Orders that a live stream be heard until it ends or is closed; each sentence is told to `CallbackUrl`. */
export const CreateAsyncRecognitionTask = action({
  name: 'CreateAsyncRecognitionTask',
  service: 'asr',
  version: '2019-06-14',
  feature: 'asr',
  // What is billed is the hearing, a quarter of an hour at a time.
  priceItem: null,
  rateLimit: 20,
  input: z.object({
    EngineType: harmless(z.enum(ENGINE_TYPES)),
    Url: carries('asr.audio', z.string().max(MOST_URL_LETTERS)),
    CallbackUrl: carries('asr.audio', z.string().max(MOST_URL_LETTERS)),
    SignToken: z.string().max(512).optional(),
    FilterDirty: choice([0, 1, 2], 0),
    FilterModal: choice([0, 1, 2], 0),
    FilterPunc: choice([0, 1, 2], 0),
    ConvertNumMode: choice([0, 1, 3], 1),
    WordInfo: choice([0, 1, 2], 0),
    HotwordId: z.string().optional(),
    AudioData: harmless(z.boolean().optional()),
  }),
  output: z.object({ Data: z.object({ TaskId: harmless(z.int()) }) }),
  async run(request, context) {
    sampleRateOf(request.EngineType);
    if (request.AudioData) throw new ApiError('UnsupportedOperation', { parameter: 'AudioData' });
    const url = checkStream(request.Url);
    const callbackUrl = checkUrl(request.CallbackUrl, 'CallbackUrl', 'InvalidParameterValue');
    const hotWords = await hotWordsOf(request, context);
    const { appId, uin, subUin, requestId, region, jurisdiction, accountJurisdiction, tasks } = context;
    const settings = asSettings({
      engineType: request.EngineType,
      wordInfo: request.WordInfo,
      wording: {
        dirty: request.FilterDirty,
        modal: request.FilterModal,
        punctuation: request.FilterPunc,
        numbers: request.ConvertNumMode,
      },
    });
    const { order } = await streamErrors(
      tasks.create(
        {
          ...{ kind: streamTask.name, parts: [[1, 1]], settings },
          caller: { appId, uin, subUin, requestId, region, jurisdiction, accountJurisdiction },
        },
        encodePrivatePart({ url, callbackUrl, signToken: request.SignToken ?? '', hotWords }),
        { attachments: [openMark] },
      ),
    );
    return { Data: { TaskId: Number(order.taskId) } };
  },
});
