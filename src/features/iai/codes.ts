import type { EngineCodes } from '../engine-errors.ts';
import type { InputCodes } from '../input-bytes.ts';

export const faceInputCodes: InputCodes = {
  empty: 'InvalidParameterValue.ImageEmpty',
  malformed: 'FailedOperation.ImageDecodeFailed',
  tooLarge: 'FailedOperation.ImageSizeExceed',
  download: 'FailedOperation.ImageDownloadError',
};

export const faceEngineCodes: EngineCodes = {
  'unreadable-image': 'FailedOperation.ImageDecodeFailed',
  'image-too-large': 'FailedOperation.ImageResolutionExceed',
  'image-too-small': 'FailedOperation.ImageResolutionTooSmall',
  timeout: 'FailedOperation.RequestTimeout',
};
