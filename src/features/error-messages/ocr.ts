import type { Messages } from './pairs.ts';

/** Codes of text recognition. */
export const ocrMessages: Messages = {
  'FailedOperation.ArrearsError': ['The account is in arrears.', '账号已欠费。'],
  'FailedOperation.CountLimitError': ["Today's number of calls is used up.", '今日调用次数已达上限。'],
  'FailedOperation.DetectFailed': ['Detection failed.', '检测失败。'],
  'FailedOperation.DownLoadError': ['The file could not be downloaded.', '文件下载失败。'],
  'FailedOperation.EmptyImageError': ['The image is empty.', '图片内容为空。'],
  'FailedOperation.EngineRecognizeTimeout': ['Recognition took too long.', '引擎识别超时。'],
  'FailedOperation.ImageBlur': ['The image is blurred.', '图片模糊。'],
  'FailedOperation.ImageDecodeFailed': ['The image could not be decoded.', '图片解码失败。'],
  'FailedOperation.ImageNoBusinessCard': ['No business card was found.', '图片中未检测到名片。'],
  'FailedOperation.ImageNoIdCard': ['No identity card was found.', '图片中未检测到身份证。'],
  'FailedOperation.ImageNoText': ['No text was found in the image.', '图片中未检测到文本。'],
  'FailedOperation.ImageSizeTooLarge': ['The image has too many pixels.', '图片尺寸过大。'],
  'FailedOperation.LanguageNotSupport': [
    'The language is not supported[: `{language}`].',
    '不支持该语言[：`{language}`]。',
  ],
  'FailedOperation.MultiCardError': ['The image shows several cards.', '图片中存在多张卡。'],
  'FailedOperation.NoBizLicense': ['This is not a business licence.', '非营业执照。'],
  'FailedOperation.NoHKIDCard': ['This is not a Hong Kong identity card.', '非香港身份证。'],
  'FailedOperation.NoMASIDCard': ['This is not a Malaysian identity card.', '非马来西亚身份证。'],
  'FailedOperation.NoPassport': ['This is not a passport.', '非护照。'],
  'FailedOperation.OcrFailed': ['Recognition failed.', '识别失败。'],
  'FailedOperation.UnKnowError': ['An unknown error occurred.', '未知错误。'],
  'FailedOperation.UnOpenError': ['The service is not activated.', '服务未开通。'],
  'FailedOperation.UnsupportedInvoice': ['Invoices of this kind are not read.', '不支持识别该类票据。'],
  'InvalidParameter.ConfigFormatError': ['`Config` is not valid JSON.', '`Config` 不是有效的 JSON。'],
  'InvalidParameter.EngineImageDecodeFailed': ['The image could not be decoded.', '图片解码失败。'],
  'InvalidParameterValue.InvalidParameterValueLimit': [
    'The value of a parameter is out of range[: `{parameter}`].',
    '参数值超出范围[：`{parameter}`]。',
  ],
  'LimitExceeded.TooLargeFileError': [
    'The file is too large[: at most {limit} bytes].',
    '文件内容过大[：最多 {limit} 字节]。',
  ],
  'ResourcesSoldOut.ChargeStatusException': ['The billing status is not normal.', '计费状态异常。'],
};
