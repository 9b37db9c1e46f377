import { z } from 'zod';
import type { AudioSource, SpokenSentence } from '../../../engine/speech/types.ts';
import { HOUR_MS, SECOND_MS } from '../../../lib/clock.ts';
import type { TaskPart } from '../../../tasks/types.ts';
import { action, type Action, type ActionContext } from '../../action.ts';
import { recognise } from '../../engine-errors.ts';
import { ApiError } from '../../errors.ts';
import { carries, harmless } from '../../personal-data.ts';
import type { PartMeans } from '../../task-kind.ts';
import { asrEngineCodes } from '../codes.ts';
import { ENGINE_TYPES, hearingOf } from '../engine-types.ts';
import { rewordSentence } from '../wording/reword.ts';
import { decodePrivatePart, URL_NAME, type KeywordLibrary } from './private-part.ts';
import { settingsOf } from './settings.ts';
import { AudioGone, AudioWriter, storedAudio } from './stored-audio.ts';

const MAX_SECONDS = 5 * 3600;
const MAX_FETCHED_BYTES = 1024 ** 3;
const FETCH_MS = HOUR_MS / 2;
const FETCH_SILENCE_MS = 20 * SECOND_MS;

/** What is kept of a recording that was heard. */
export interface Heard {
  readonly engineType: string;
  readonly audioSeconds: number;
  /** In order of their starts. */
  readonly sentences: readonly SpokenSentence[];
  /** Keywords that are reported where they were said. */
  readonly libraries: readonly KeywordLibrary[];
}

/** A worker that died, or was late, may do better the next time. */
const { 'worker-died': _died, timeout: _late, ...finalCodes } = asrEngineCodes;

const input = z.object({
  EngineModelType: harmless(z.enum(ENGINE_TYPES)),
  ChannelNum: harmless(z.int()),
  ResTextFormat: harmless(z.int()),
});

const output = z.object({
  engineType: harmless(z.string()),
  audioSeconds: harmless(z.number()),
  sentences: carries('asr.results', z.array(z.unknown())),
  libraries: carries('asr.results', z.array(z.unknown())),
});

/** The call that hearing one recording is like: fetches its audio if that is not here yet, and hears it from the vault. */
export const hearing = (part: TaskPart, means: PartMeans): Action =>
  action({
    name: 'CreateRecTask',
    service: 'asr',
    version: '2019-06-14',
    feature: 'asr',
    priceItem: 'asr.recording',
    rateLimit: 20,
    input,
    output,
    run: (_, context) => untilNobodyWaits(part, () => hear(part, means, context)),
  });

/** What is broken off is no failure: it is done again, or its task has ended. */
const untilNobodyWaits = async <T>({ signal }: TaskPart, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted || error instanceof AudioGone) throw new ApiError('ServiceUnavailable');
    throw error;
  }
};

async function hear(
  part: TaskPart,
  means: PartMeans,
  context: ActionContext,
): Promise<z.output<typeof output>> {
  const { order, attachments, signal } = part;
  const { engineType, channels, format, wording } = settingsOf(order);
  const source = (await storedAudio(attachments)) ?? (await fetched(part, means, context));
  await attachments.removeGroup(URL_NAME);
  const { hotWords, libraries } = decodePrivatePart(part.file);
  const { model } = hearingOf(engineType, context);
  const options = {
    ...(model && { model }),
    channels: channels === 2 ? 'apart' : 'mixed',
    words: format > 0,
    maxSeconds: MAX_SECONDS,
    ...(hotWords.length > 0 ? { hotWords } : {}),
  } as const;
  const onProgress = ({ share }: { share: number }): void => part.report(share);
  const result = await recognise(finalCodes, () =>
    context.engine.hearRecording(source, options, { onProgress, signal }),
  );
  context.addSteps(result.steps);
  context.billSeconds(result.audioSeconds);
  const sentences = result.sentences.flatMap((sentence) => rewordSentence(sentence, wording) ?? []);
  return { engineType, audioSeconds: result.audioSeconds, sentences, libraries: [...libraries] };
}

/** @throws ApiError `FailedOperation.ErrorDownFile` and the like, AudioGone */
async function fetched(
  { attachments, signal }: TaskPart,
  { fetchStream }: PartMeans,
  context: ActionContext,
): Promise<AudioSource> {
  const url = await attachments.get(URL_NAME);
  if (!url) throw new AudioGone('the URL is gone');
  const started = performance.now();
  const writer = new AudioWriter(attachments);
  await writer.begin();
  const limit = {
    ...{ maxBytes: MAX_FETCHED_BYTES, timeoutMs: FETCH_MS, silenceMs: FETCH_SILENCE_MS, signal },
    code: 'FailedOperation.ErrorDownFile',
    tooLargeCode: 'InvalidParameterValue.ErrorVoicedataTooLong',
  };
  const sizeBytes = await fetchStream(Buffer.from(url).toString(), limit, (chunk) => writer.add(chunk));
  if (sizeBytes === 0) throw new ApiError('InvalidParameterValue.ErrorInvalidVoicedata');
  await writer.end();
  context.addSteps([{ name: 'download', ms: performance.now() - started }]);
  const source = await storedAudio(attachments);
  if (!source) throw new AudioGone('audio is gone');
  return source;
}
