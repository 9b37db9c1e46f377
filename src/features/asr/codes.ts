import type { EngineCodes } from '../engine-errors.ts';
import type { InputCodes } from '../input-bytes.ts';

export const asrInputCodes: InputCodes = {
  empty: 'InvalidParameterValue.ErrorInvalidVoicedata',
  malformed: 'InvalidParameterValue.ErrorInvalidVoicedata',
  tooLarge: 'InvalidParameter.ErrorContentlength',
  download: 'FailedOperation.ErrorDownFile',
};

export const asrEngineCodes: EngineCodes = {
  'unreadable-audio': 'InvalidParameterValue.ErrorInvalidVoicedata',
  'unsupported-audio': 'InvalidParameterValue.ErrorInvalidVoiceFormat',
  'too-long': 'InvalidParameterValue.ErrorVoicedataTooLong',
  'worker-died': 'InternalError.ErrorRecognize',
  timeout: 'InternalError.ErrorRecognize',
};
