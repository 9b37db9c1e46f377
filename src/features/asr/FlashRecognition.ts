import { z } from 'zod';
import type { SpokenSentence } from '../../engine/speech/types.ts';
import { HOUR_MS, SECOND_MS } from '../../lib/clock.ts';
import { action } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { ApiError } from '../errors.ts';
import { carries, harmless } from '../personal-data.ts';
import { captionsOf } from './captions.ts';
import { asrEngineCodes } from './codes.ts';
import { ENGINE_TYPES } from './engine-types.ts';
import { hotWordsOf } from './hot-words.ts';
import { choice, querySettings, queryHearing, refuseUnserved, whole, wordingOf } from './query-settings.ts';
import { uploadedAudio, whileWaitedFor } from './uploaded-audio.ts';
import { withoutPunctuation } from './wording/punctuation.ts';
import { rewordSentence } from './wording/reword.ts';

const FORMATS = ['wav', 'pcm', 'ogg-opus', 'speex', 'silk', 'mp3', 'm4a', 'aac', 'amr'] as const;
const MAX_SECONDS = (2 * HOUR_MS) / SECOND_MS;

/** `word_info`: sentences as captions, which are this long unless `sentence_max_length` says otherwise. */
const CAPTIONS = 3;
const CAPTION_LETTERS = 40;

const input = z.object({
  Audio: uploadedAudio,
  engine_type: harmless(z.enum(ENGINE_TYPES)),
  voice_format: harmless(z.enum(FORMATS)),
  word_info: choice([0, 1, 2, CAPTIONS], 0),
  first_channel_only: choice([0, 1], 1),
  sentence_max_length: whole(0, CAPTION_LETTERS).default(0),
  ...querySettings,
});

type Request = z.output<typeof input>;

const milliseconds = harmless(z.number().int());

const word = z.object({
  word: carries('asr.results', z.string()),
  start_time: milliseconds,
  end_time: milliseconds,
  stable_flag: harmless(z.literal(1)),
});

/** Listens to a whole recording while the caller waits. https://cloud.tencent.com/document/product/1093/52097 */
export const FlashRecognition = action({
  name: 'FlashRecognition',
  service: 'asr',
  version: '2019-06-14',
  feature: 'asr',
  priceItem: 'asr.flash',
  rateLimit: 20,
  input,
  output: z.object({
    audio_duration: milliseconds,
    flash_result: z.array(
      z.object({
        text: carries('asr.results', z.string()),
        channel_id: harmless(z.number().int()),
        sentence_list: z.array(
          z.object({
            text: carries('asr.results', z.string()),
            start_time: milliseconds,
            end_time: milliseconds,
            speaker_id: harmless(z.number().int()),
            word_list: z.array(word),
          }),
        ),
      }),
    ),
  }),
  async run(request, context) {
    const hearing = queryHearing(request.engine_type, request, 'engine_type', context);
    refuseUnserved(request);
    const { Audio: audio, voice_format: format, word_info: wordInfo } = request;
    if (audio.size === 0) throw new ApiError('MissingParameter.NoAudio');
    const hotWords = await hotWordsOf(
      { HotwordId: request.hotword_id, HotwordList: request.hotword_list },
      context,
    );
    const options = {
      ...hearing,
      ...{ format, channels: 'apart' as const, maxSeconds: MAX_SECONDS },
      words: wordInfo !== 0 || request.sentence_max_length > 0,
      ...(hotWords.length > 0 && { hotWords }),
    };
    const result = await whileWaitedFor(audio, () =>
      recognise(asrEngineCodes, () => context.engine.hearRecording(audio, options, { signal: audio.gone })),
    );
    context.addSteps(result.steps);
    context.billSeconds(result.audioSeconds);
    const channels = request.first_channel_only === 1 ? 1 : result.channels;
    return {
      audio_duration: Math.round(result.audioSeconds * 1000),
      flash_result: Array.from({ length: channels }, (_, channel) =>
        channelOf(
          channel,
          result.sentences.filter((sentence) => sentence.channel === channel),
          request,
        ),
      ),
    };
  },
});

function channelOf(channel: number, heard: readonly SpokenSentence[], request: Request) {
  const worded = heard.flatMap((sentence) => rewordSentence(sentence, wordingOf(request)) ?? []);
  const asCaptions = request.word_info === CAPTIONS || request.sentence_max_length > 0;
  const maxLength = request.sentence_max_length || CAPTION_LETTERS;
  const sentences = asCaptions ? captionsOf(worded, { maxLength }) : worded;
  return {
    text: worded.map(({ text }) => text).join(' '),
    channel_id: channel,
    sentence_list: sentences.map((sentence) => ({
      text: sentence.text,
      start_time: Math.round(sentence.startMs),
      end_time: Math.round(sentence.endMs),
      speaker_id: channel,
      word_list: wordsOf(sentence, request),
    })),
  };
}

function wordsOf({ words = [] }: SpokenSentence, { word_info: wordInfo }: Request) {
  if (wordInfo === 0) return [];
  const shown = wordInfo === 1 ? withoutPunctuation(words) : words;
  return shown.map(({ text, startMs, endMs }) => ({
    word: text,
    start_time: Math.round(startMs),
    end_time: Math.round(endMs),
    stable_flag: 1 as const,
  }));
}
