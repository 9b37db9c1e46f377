import { z } from 'zod';
import type { AudioFormat } from '../../engine/types.ts';
import { action, type Action, type ActionContext } from '../action.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';
import { ENGINE_TYPES } from './engine-types.ts';
import { hotWordsOf } from './hot-words.ts';
import { listen, type Listened } from './live/listen.ts';
import { liveSound } from './live/live-sound.ts';
import { Slices } from './live/slices.ts';
import type { Talk } from './live/talk.ts';
import { choice, querySettings, queryRate, refuseUnserved, whole, wordingOf } from './query-settings.ts';

/** Numbers of `voice_format`. Its default is Speex, for which there is no decoder. */
const FORMATS: Readonly<Record<number, AudioFormat>> = {
  1: 'pcm',
  4: 'speex',
  6: 'silk',
  8: 'mp3',
  10: 'ogg-opus',
  12: 'wav',
  14: 'm4a',
  16: 'aac',
};
const SPEEX = 4;

/** Without `needvad` a sentence ends after the longest silence that can be asked for. */
const UNASKED_SILENCE_MS = 2000;

const input = z.object({
  engine_model_type: harmless(z.enum(ENGINE_TYPES)),
  voice_id: z.string().min(1).max(128),
  voice_format: choice([1, 4, 6, 8, 10, 12, 14, 16], SPEEX),
  needvad: choice([0, 1], 0),
  vad_silence_time: whole(240, 2000).default(1000),
  max_speak_time: whole(5000, 90_000).default(60_000),
  filter_empty_result: choice([0, 1], 1),
  word_info: choice([0, 1, 2, 100], 0),
  noise_threshold: harmless(z.number().min(-1).max(1).default(0)),
  sub_service_type: harmless(z.number().int().optional()),
  projectid: harmless(z.number().int().optional()),
  ...querySettings,
});

type Request = z.output<typeof input>;

const output = z.object({
  /** How it ended, as the caller is told. */
  Code: harmless(z.number().int()),
  /** Milliseconds. */
  AudioDuration: harmless(z.number().int()),
  Sentences: harmless(z.number().int()),
});

/** What the API says of each end: https://www.tencentcloud.com/document/product/1118/53937 */
const END_CODES: Readonly<Record<Listened['end'], number>> = {
  said: 0,
  undecodable: 4007,
  silent: 4008,
  gone: 4009,
  'unknown-text': 4010,
  closing: 5000,
};

/** How a caller's connection is counted while it is listened to. */
export type Admit = () => Disposable;

/**
 * Listens to one live connection. What was said goes out as it is heard and is kept nowhere; the call is recorded, and
 * billed for the sound that was heard, when it has ended, however it did.
 * @param admit throws an ApiError when the account has as many connections as it may
 */
export const realTimeRecognition = (talk: Talk, admit: Admit): Action =>
  action({
    name: 'RealTimeRecognition',
    service: 'asr',
    version: '2019-06-14',
    feature: 'asr',
    priceItem: 'asr.realtime',
    rateLimit: 50,
    input,
    output,
    resultOf: ({ Code }) => (Code === END_CODES.said ? null : String(Code)),
    async run(request, context) {
      const format = formatOf(request);
      refuseUnserved(request);
      if (request.noise_threshold !== 0)
        throw new ApiError('UnsupportedOperation', { parameter: 'noise_threshold' });
      const options = await streamOptions(request, context);
      const slices = new Slices({
        voiceId: request.voice_id,
        wording: wordingOf(request),
        wordInfo: request.word_info,
        withEmpty: request.filter_empty_result === 0,
      });
      using _admitted = admit();
      const sound = liveSound(context.engine, format);
      try {
        talk.send({ code: 0, message: 'success', voice_id: request.voice_id });
        const heard = await listen(talk, sound, options, context.engine, (events) => {
          for (const event of events) {
            const message = slices.of(event);
            if (message) talk.send(message);
          }
        });
        context.addSteps(heard.steps);
        context.billSeconds(heard.seconds);
        return {
          Code: END_CODES[heard.end],
          AudioDuration: Math.round(heard.seconds * 1000),
          Sentences: slices.ended,
        };
      } finally {
        sound.close();
      }
    },
  });

function formatOf(request: Request): { format: AudioFormat; pcmSampleRate: 8000 | 16000 } {
  const pcmSampleRate = queryRate(request.engine_model_type, request, 'engine_model_type');
  const format = FORMATS[request.voice_format];
  if (format === undefined || format === 'speex')
    throw new ApiError('UnsupportedOperation', { parameter: 'voice_format' });
  return { format, pcmSampleRate };
}

async function streamOptions(request: Request, context: ActionContext) {
  const hotWords = await hotWordsOf(
    { HotwordId: request.hotword_id, HotwordList: request.hotword_list },
    context,
  );
  return {
    ...(hotWords.length > 0 && { hotWords }),
    words: request.word_info !== 0,
    silenceMs: request.needvad === 1 ? request.vad_silence_time : UNASKED_SILENCE_MS,
    longestMs: request.max_speak_time,
  };
}
