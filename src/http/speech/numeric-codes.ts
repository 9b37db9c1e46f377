import { errorMessage, type Language } from '../../features/error-messages/message.ts';
import type { ApiError } from '../../features/errors.ts';

/** Numbers by which the real-time and the flash endpoint tell what is wrong; the longest beginning of a code counts. */
const NUMBERS: Readonly<Record<string, number>> = {
  AuthFailure: 4002,
  'AuthFailure.UnauthorizedOperation': 4003,
  'FailedOperation.CallerGone': 4009,
  'FailedOperation.UserNotRegistered': 4003,
  'FailedOperation.ServiceIsolate': 4005,
  InternalError: 5000,
  'InternalError.ErrorRecognize': 5002,
  'InvalidParameterValue.ErrorInvalidVoicedata': 4007,
  'InvalidParameterValue.ErrorInvalidVoiceFormat': 4007,
  'InvalidParameterValue.ErrorVoicedataTooLong': 4011,
  LimitExceeded: 4006,
  RequestLimitExceeded: 4006,
  RequestSizeLimitExceeded: 4011,
  'MissingParameter.NoAudio': 4012,
  ResourceInsufficient: 5000,
  ServiceUnavailable: 5000,
};

/** What no table names is a parameter that is not right. */
const BAD_PARAMETER = 4001;

export const numberOf = (code: string): number => {
  const known = Object.keys(NUMBERS).filter((name) => code === name || code.startsWith(`${name}.`));
  const longest = known.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? BAD_PARAMETER : (NUMBERS[longest] ?? BAD_PARAMETER);
};

/** The two fields that say it. */
export const refusal = (error: ApiError, language: Language): { code: number; message: string } => ({
  code: numberOf(error.code),
  message: errorMessage(error, language),
});
