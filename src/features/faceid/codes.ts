import type { CaptureProblem, Motion } from '../../engine/liveness/types.ts';
import type { EngineCodes } from '../engine-errors.ts';
import type { InputCodes } from '../input-bytes.ts';

/** Base64 text of a photo: at most 3 MB; of a video: 8 MB. */
export const MAX_PHOTO_BYTES = 3 * 1024 * 1024;
export const MAX_VIDEO_BYTES = 8 * 1024 * 1024;

/** Pixels: what the photo of a face may measure. */
export const PHOTO_SIDES = { shortest: 64, longestJpeg: 4096, longestOther: 4096 };

export const photoCodes: InputCodes = {
  empty: 'InvalidParameter',
  malformed: 'InvalidParameter',
  tooLarge: 'FailedOperation.LifePhotoSizeError',
  download: 'FailedOperation.DownLoadError',
};

export const videoCodes: InputCodes = {
  empty: 'FailedOperation.LipSizeError',
  malformed: 'InvalidParameter',
  tooLarge: 'FailedOperation.LipSizeError',
  download: 'FailedOperation.DownLoadError',
};

export const photoEngineCodes: EngineCodes = {
  'unreadable-image': 'FailedOperation.ImageDecodeFailed',
  'image-too-large': 'FailedOperation.LifePhotoSizeError',
  'image-too-small': 'FailedOperation.LifePhotoSizeError',
};

export const videoEngineCodes: EngineCodes = {
  'unreadable-image': 'FailedOperation.VideoDecodeFailed',
  'image-too-large': 'FailedOperation.LipVideoInvalid',
  'image-too-small': 'FailedOperation.LipVideoInvalid',
  'unreadable-video': 'FailedOperation.VideoDecodeFailed',
  'unsupported-video': 'FailedOperation.LipVideoInvalid',
  'too-long': 'FailedOperation.VideoDurationExceeded',
};

/** What the API calls each problem of a capture. */
export const problemCodes: Readonly<Record<CaptureProblem, string>> = {
  'too-short': 'FailedOperation.SilentTooShort',
  'no-face': 'FailedOperation.SilentFaceDetectFail',
  'several-faces': 'FailedOperation.SilentMultiFaceFail',
  'face-changes': 'FailedOperation.LivessDetectFake',
  'face-too-small': 'FailedOperation.ActionFaceFar',
  still: 'FailedOperation.SilentPictureLiveFail',
  'too-dark': 'FailedOperation.ActionLightDark',
  'too-bright': 'FailedOperation.ActionLightStrong',
  blurred: 'FailedOperation.SilentFaceQualityFail',
};

/** There are codes of their own for eyes and mouth alone. */
export const motionCodes: Readonly<Record<Motion, string>> = {
  blink: 'FailedOperation.ActionCloseEye',
  'open-mouth': 'FailedOperation.ActionOpenMouth',
  nod: 'FailedOperation.ActionFirstAction',
  shake: 'FailedOperation.ActionFirstAction',
};

export const SUCCESS = 'Success';
export const NOT_LIVE = 'FailedOperation.SilentPictureLiveFail';
export const NOT_ALIKE = 'FailedOperation.CompareLowSimilarity';
