import { z } from 'zod';
import type { Attachment } from '../../tasks/types.ts';
import { action, type ActionContext } from '../action.ts';
import { ApiError } from '../errors.ts';
import { inputBytes } from '../input-bytes.ts';
import { harmless } from '../personal-data.ts';
import { asrInputCodes } from './codes.ts';
import { hearingOf } from './engine-types.ts';
import { hotWordsOf } from './hot-words.ts';
import { attachedUrl, encodePrivatePart, type KeywordLibrary } from './recordings/private-part.ts';
import { recordingTask } from './recordings/recording-task.ts';
import {
  checkUrl,
  recordingRequest,
  refuseUnserved,
  settingsIn,
  type RecordingRequest,
} from './recordings/request.ts';
import { asSettings } from './recordings/settings.ts';
import { attachedAudio } from './recordings/stored-audio.ts';
import { recordingErrors } from './recordings/task-errors.ts';

const MAX_DATA_BYTES = 5 * 1024 * 1024;
const MAX_ENCODED_BYTES = Math.ceil(MAX_DATA_BYTES / 3) * 4;
const FROM_URL = 0;

/** What is heard: the audio, or the URL that it is fetched from when its turn has come. */
async function sourceOf(request: RecordingRequest, context: ActionContext): Promise<readonly Attachment[]> {
  const { SourceType, Url, Data, DataLen } = request;
  if (SourceType === FROM_URL) {
    if (!Url) throw new ApiError('MissingParameter', { parameter: 'Url' });
    return [attachedUrl(checkUrl(Url, 'Url', 'InvalidParameterValue.ErrorInvalidUrl'))];
  }
  if (!Data) throw new ApiError('MissingParameter', { parameter: 'Data' });
  const audio = await inputBytes({ base64: Data }, MAX_ENCODED_BYTES, asrInputCodes, context);
  if (audio.length > MAX_DATA_BYTES)
    throw new ApiError('InvalidParameter.ErrorContentlength', { limit: MAX_DATA_BYTES });
  if (DataLen && DataLen !== audio.length)
    throw new ApiError('InvalidParameter.ErrorContentlength', { parameter: 'DataLen' });
  return attachedAudio(audio);
}

/** Keyword libraries of the account. @throws ApiError `InvalidParameterValue` for one that it does not have */
const librariesOf = (
  { KeyWordLibIdList = [] }: RecordingRequest,
  { appId, vocabularies }: ActionContext,
): Promise<readonly KeywordLibrary[]> =>
  Promise.all(
    [...new Set(KeyWordLibIdList)].map(async (libraryId) => {
      const library = await vocabularies.find(appId, 'keyword', libraryId);
      if (!library) throw new ApiError('InvalidParameterValue', { parameter: 'KeyWordLibIdList' });
      const { id, name, words } = library;
      return { id, name, words };
    }),
  );

/** Orders that a recording of up to five hours be heard; `DescribeTaskStatus` tells what was said, or the callback does. */
export const CreateRecTask = action({
  name: 'CreateRecTask',
  service: 'asr',
  version: '2019-06-14',
  feature: 'asr',
  // What is billed is the hearing: by the seconds that the audio takes.
  priceItem: null,
  rateLimit: 20,
  input: recordingRequest,
  output: z.object({ Data: z.object({ TaskId: harmless(z.int()) }) }),
  async run(request, context) {
    hearingOf(request.EngineModelType, context);
    refuseUnserved(request);
    const noticeUrl = request.CallbackUrl
      ? { noticeUrl: checkUrl(request.CallbackUrl, 'CallbackUrl', 'InvalidParameterValue') }
      : {};
    const hotWords = await hotWordsOf(request, context);
    const libraries = await librariesOf(request, context);
    const attachments = await sourceOf(request, context);
    const { appId, uin, subUin, requestId, region, jurisdiction, accountJurisdiction, tasks } = context;
    const caller = { appId, uin, subUin, requestId, region, jurisdiction, accountJurisdiction };
    const settings = asSettings(settingsIn(request));
    const { order } = await recordingErrors(
      tasks.create(
        { kind: recordingTask.name, parts: [[1, 1]], settings, caller },
        encodePrivatePart({ hotWords, libraries }),
        { attachments, ...noticeUrl },
      ),
    );
    return { Data: { TaskId: Number(order.taskId) } };
  },
});
