import { errorMessage } from '../error-messages/message.ts';
import { ApiError } from '../errors.ts';
import type { FaceAttempt, Verification } from '../../registry/verifications/verification.ts';
import { isVerified } from './progress.ts';

/** The numbers that results of verifications are told by, as documented for GetFaceIdResultIntl. */
const PASSED = 0;
const NOT_FINISHED = -999;
const NOT_READ = 2014;

const NUMBERS: Readonly<Record<string, number>> = {
  Success: PASSED,
  'FailedOperation.LivessDetectFake': 1002,
  'FailedOperation.SilentPictureLiveFail': 1002,
  'FailedOperation.SilentFaceDetectFail': 1004,
  'FailedOperation.LivessBestFrameError': 1004,
  'FailedOperation.ActionFaceFar': 1004,
  'FailedOperation.ActionLightDark': 1201,
  'FailedOperation.ActionLightStrong': 1201,
  'FailedOperation.CompareLowSimilarity': 2016,
};

/** Liveness was not shown: all that has no number of its own. */
const NOT_SHOWN = 1005;

export const numberOf = (result: string): number => NUMBERS[result] ?? NOT_SHOWN;

export const messageOf = (result: string): string =>
  result === 'Success' ? 'Success' : errorMessage(new ApiError(result), 'en-US');

export interface NumberedResult {
  readonly number: number;
  readonly message: string;
}

/** What a verification has come to so far. */
export function resultOf(verification: Verification): NumberedResult {
  const { settings, document, face } = verification;
  const last = face.attempts.at(-1);
  if (isVerified(verification)) return { number: PASSED, message: messageOf('Success') };
  if (last) return { number: numberOf(last.result), message: messageOf(last.result) };
  if (settings.cardType !== null && !document.passed && document.tries > 0)
    return { number: NOT_READ, message: messageOf('FailedOperation.OcrFailed') };
  return { number: NOT_FINISHED, message: 'The verification process was not finished.' };
}

/** What was made of one face that was sent: whether it was live, and if so whether it was like. */
export const partsOf = ({ result, livenessProblem, similarity }: FaceAttempt) => ({
  whole: { number: numberOf(result), message: messageOf(result) },
  liveness: {
    number: numberOf(livenessProblem ?? 'Success'),
    message: messageOf(livenessProblem ?? 'Success'),
  },
  comparison: similarity === null ? null : { number: numberOf(result), message: messageOf(result) },
});
