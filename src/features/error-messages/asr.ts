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
    'The engine type is not valid, or not served here[: no model hears {engineType}; `lethe models add` adds one].',
    '引擎类型无效，或此处不提供[：没有可识别 {engineType} 的模型，可用 `lethe models add` 添加]。',
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
  'InvalidParameterValue.InvalidParameterLength': [
    'A parameter is too long or too short[: `{parameter}`][, at most {limit}].',
    '参数长度无效[：`{parameter}`][，最多 {limit}]。',
  ],
  'InvalidParameterValue.InvalidVocabId': ['There is no such vocabulary.', '词表不存在。'],
  'InvalidParameterValue.InvalidVocabState': [
    'The state of a vocabulary is 0 or 1.',
    '词表状态只能为 0 或 1。',
  ],
  'InvalidParameterValue.InvalidWordWeight': [
    'The weight of a word is 1 to 11, or 100.',
    '词权重应为 1 到 11 或 100。',
  ],
  'InvalidParameterValue.InvalidWordWeightStr': [
    '`WordWeightStr` is the Base64 form of lines of `word|weight`.',
    '`WordWeightStr` 应为 `词|权重` 各行的 Base64 编码。',
  ],
  'LimitExceeded.VocabFull': [
    'The account has as many vocabularies as it may have[: {limit}].',
    '词表数量已达上限[：{limit}]。',
  ],
};
