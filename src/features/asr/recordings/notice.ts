import type { PartOutcome, TaskStatus } from '../../../tasks/types.ts';
import { recordingState } from './task-state.ts';

/** Status codes of the API's callbacks: https://cloud.tencent.com/document/product/1093/52632 */
const CODES: Readonly<Record<string, number>> = {
  'InvalidParameterValue.ErrorInvalidVoiceFormat': 10000,
  'InvalidParameterValue.ErrorVoicedataTooLong': 10003,
  'InvalidParameterValue.ErrorInvalidVoicedata': 10004,
  'FailedOperation.ErrorDownFile': 10007,
};
const NOT_RECOGNISED = 10001;
const OTHER = 10005;

/**
 * The form that a caller's URL gets when a recording's task has ended, or null when there is nothing to tell.
 * `audioUrl` is not in it: the URL went when the audio was fetched.
 */
export const noticeForm = (status: TaskStatus, outcome: PartOutcome | null): string | null => {
  const { order, state } = status;
  if (state === 'cancelled') return null;
  const { errorMessage, errorCode, text, details, audioSeconds } = recordingState(status, outcome);
  const failure = errorCode === null ? OTHER : (CODES[errorCode] ?? NOT_RECOGNISED);
  return new URLSearchParams({
    code: String(errorMessage === '' ? 0 : failure),
    message: errorMessage,
    requestId: order.taskId,
    appid: order.caller.appId,
    projectid: '0',
    text,
    ...(details ? { resultDetail: JSON.stringify(details) } : {}),
    audioTime: audioSeconds.toFixed(6),
  }).toString();
};
