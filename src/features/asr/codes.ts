import type { EngineCodes } from '../engine-errors.ts';
import type { InputCodes } from '../input-bytes.ts';

export const asrInputCodes: InputCodes = {
  empty: 'InvalidParameterValue.ErrorInvalidVoicedata',
  malformed: 'InvalidParameterValue.ErrorInvalidVoicedata',
  tooLarge: 'InvalidParameter.ErrorContentlength',
  download: 'FailedOperation.ErrorDownFile',
};

export const asrEngineCodes: EngineCodes = {
  'unreadable-image': 'InternalError.ErrorRecognize',
  'image-too-large': 'InternalError.ErrorRecognize',
  'image-too-small': 'InternalError.ErrorRecognize',
  'pdf-page-missing': 'InternalError.ErrorRecognize',
  'unreadable-audio': 'InvalidParameterValue.ErrorInvalidVoicedata',
  'unsupported-audio': 'InvalidParameterValue.ErrorInvalidVoiceFormat',
  'too-long': 'InvalidParameterValue.ErrorVoicedataTooLong',
  'worker-died': 'InternalError.ErrorRecognize',
  timeout: 'InternalError.ErrorRecognize',
  overloaded: 'ResourceInsufficient',
};
