import type { Messages } from './pairs.ts';

/** What was seen of a face before a camera. */
const captures: Messages = {
  'FailedOperation.ActionCloseEye': ['The eyes were not seen to blink.', '未检测到眨眼。'],
  'FailedOperation.ActionFaceFar': ['The face is too far from the camera.', '脸离屏幕太远。'],
  'FailedOperation.ActionFirstAction': [
    'The motion that was asked for was not seen.',
    '未检测到指定的动作。',
  ],
  'FailedOperation.ActionLightDark': ['The light is too dim.', '光线太暗。'],
  'FailedOperation.ActionLightStrong': ['The light is too strong.', '光线太强。'],
  'FailedOperation.ActionNodetectFace': ['No whole face was seen.', '未能检测到完整人脸。'],
  'FailedOperation.ActionOpenMouth': ['The mouth was not seen to open.', '未检测到张嘴。'],
  'FailedOperation.LivessBestFrameError': [
    'No frame shows the face well enough to compare it.',
    '人脸检测失败，无法提取比对照。',
  ],
  'FailedOperation.LivessDetectFake': ['The video may not show a real person.', '疑似非真人录制。'],
  'FailedOperation.SilentFaceDetectFail': ['No face was found in the video.', '视频未检测到人脸。'],
  'FailedOperation.SilentFaceQualityFail': [
    'The face in the video is not sharp enough.',
    '视频中人脸质量低。',
  ],
  'FailedOperation.SilentMultiFaceFail': ['Several faces are in the video.', '视频检测中有多个人脸。'],
  'FailedOperation.SilentPictureLiveFail': ['The video may show a picture of a face.', '疑似翻拍。'],
  'FailedOperation.SilentTooShort': [
    'The video is too short: it should take 2 seconds or more.',
    '视频录制时间过短，请录制 2 秒以上的视频。',
  ],
};

/** What is wrong with files that were sent. */
const files: Messages = {
  'FailedOperation.CompareLowSimilarity': [
    'The faces are not alike enough to be of one person.',
    '比对相似度未达到通过标准。',
  ],
  'FailedOperation.LifePhotoDetectFaces': ['Several faces are in the photo.', '检测到多张人脸。'],
  'FailedOperation.LifePhotoDetectNoFaces': ['No whole face is in the photo.', '未能检测到完整人脸。'],
  'FailedOperation.LifePhotoPoorQuality': [
    'The face in the photo is too small.',
    '传入图片分辨率太低，请重新上传。',
  ],
  'FailedOperation.LifePhotoSizeError': ['The photo is too large or too small.', '传入图片过大或过小。'],
  'FailedOperation.LipSizeError': [
    'The video is empty or too large[: at most {limit} bytes as Base64].',
    '视频为空，或大小不合适[：Base64 编码后最多 {limit} 字节]。',
  ],
  'FailedOperation.LipVideoInvalid': ['The format of the video is not supported.', '视频格式有误。'],
  'FailedOperation.VideoDecodeFailed': ['The video cannot be decoded.', '视频解码异常。'],
  'FailedOperation.VideoDurationExceeded': [
    'The video is too long: at most 20 seconds.',
    '视频时长过长，当前接口最多支持 20 秒。',
  ],
};

/** Codes about tokens of verifications. */
const tokens: Messages = {
  'FailedOperation.InvalidTokenParameter': [
    'There is no such token, or it has expired.',
    'Token 不存在或已过期。',
  ],
  'InvalidParameter.RuleId': ['There is no such `RuleId`.', 'RuleId 不存在。'],
};

/** Codes of identity verification. */
export const faceidMessages: Messages = { ...captures, ...files, ...tokens };
