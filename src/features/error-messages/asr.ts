import type { Messages } from './pairs.ts';

/** Codes of speech recognition. */
export const asrMessages: Messages = {
  'FailedOperation.ErrorDownFile': ['The audio file could not be downloaded.', '下载音频文件失败。'],
  'FailedOperation.ErrorRecognize': ['Recognition failed.', '识别失败。'],
  'FailedOperation.NoSuchTask': ['There is no such task.', '任务不存在。'],
  'FailedOperation.ServiceIsolate': ['The account is suspended.', '账号已停止服务。'],
  'FailedOperation.UserNotRegistered': ['The service is not activated.', '服务未开通。'],
  'InternalError.ErrorDownFile': ['The audio file could not be downloaded.', '下载音频文件失败。'],
  'InternalError.ErrorRecognize': ['Recognition failed. Try again later.', '识别失败，请稍后重试。'],
  'InvalidParameter.ErrorContentlength': [
    'The length of the data is not valid[: at most {limit} bytes].',
    '请求数据长度无效[：最多 {limit} 字节]。',
  ],
  'InvalidParameter.ErrorParamsMissing': ['Parameters are missing.', '参数不全。'],
  'InvalidParameter.ErrorParsequest': ['The request could not be parsed.', '解析请求数据失败。'],
  'InvalidParameter.FileEncode': ['The file is not encoded as it should be.', '文件编码错误。'],
  'InvalidParameterValue.ErrorInvalidEngservice': [
    '`EngSerViceType` is not valid, or not served here.',
    '`EngSerViceType` 无效，或此处不提供。',
  ],
  'InvalidParameterValue.ErrorInvalidSourcetype': ['`SourceType` is not valid.', '`SourceType` 无效。'],
  'InvalidParameterValue.ErrorInvalidUrl': ['`Url` is not valid.', '`Url` 无效。'],
  'InvalidParameterValue.ErrorInvalidUseraudiokey': ['`UsrAudioKey` is not valid.', '`UsrAudioKey` 无效。'],
  'InvalidParameterValue.ErrorInvalidVoiceFormat': [
    'The audio format is not supported.',
    '不支持该音频格式。',
  ],
  'InvalidParameterValue.ErrorInvalidVoicedata': ['The audio data is not valid.', '音频数据无效。'],
  'InvalidParameterValue.ErrorVoicedataTooLong': ['The audio is too long.', '音频时长超过限制。'],
};
