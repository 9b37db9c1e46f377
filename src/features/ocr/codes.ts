import type { EngineCodes } from '../engine-errors.ts';
import type { InputCodes } from '../input-bytes.ts';

export const ocrInputCodes: InputCodes = {
  empty: 'FailedOperation.EmptyImageError',
  malformed: 'FailedOperation.ImageDecodeFailed',
  tooLarge: 'LimitExceeded.TooLargeFileError',
  download: 'FailedOperation.DownLoadError',
};

export const ocrEngineCodes: EngineCodes = {
  'unreadable-image': 'FailedOperation.ImageDecodeFailed',
  'image-too-large': 'FailedOperation.ImageSizeTooLarge',
  'image-too-small': 'FailedOperation.ImageDecodeFailed',
  'pdf-page-missing': 'InvalidParameterValue.InvalidParameterValueLimit',
  timeout: 'FailedOperation.EngineRecognizeTimeout',
};
