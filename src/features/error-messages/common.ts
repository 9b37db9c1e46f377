import type { Messages } from './pairs.ts';

/** Codes that every service may answer with. */
export const commonMessages: Messages = {
  'AuthFailure.InvalidAuthorization': [
    'The `Authorization` header is not of the form that TC3-HMAC-SHA256 prescribes.',
    '请求头部的 `Authorization` 不符合 TC3-HMAC-SHA256 规定的格式。',
  ],
  'AuthFailure.SecretIdNotFound': [
    'The SecretId is not found. Check that the key exists, is enabled, and is spelled without spaces around it.',
    '密钥不存在。请检查密钥是否已被删除或禁用，以及前后是否有多余的空格。',
  ],
  'AuthFailure.SignatureExpire': [
    'The signature has expired: the timestamp may differ from the server time by at most five minutes. Check the local clock.',
    '签名已过期：时间戳与服务器时间相差不得超过五分钟，请检查本地时间。',
  ],
  'AuthFailure.SignatureFailure': [
    'The credentials could not be validated. Check how the signature is calculated.',
    '签名错误，请检查签名的计算过程。',
  ],
  'AuthFailure.TokenFailure': ['The token is not valid.', 'Token 无效。'],
  'AuthFailure.UnauthorizedOperation': [
    'This key is not authorized to call this API[: service `{service}`].',
    '该密钥未被授权调用此接口[：服务 `{service}`]。',
  ],
  InternalError: ['An internal error occurred. Try again later.', '内部错误，请稍后重试。'],
  InvalidAction: ['There is no such API. Check the action.', '接口不存在，请检查 Action。'],
  InvalidParameter: [
    'A parameter is not valid[: the type of `{parameter}` is wrong][: the request is not well-formed {problem}].',
    '参数错误[：`{parameter}` 的类型不正确][：请求不是格式正确的 {problem}]。',
  ],
  InvalidParameterValue: [
    'The value of a parameter is not valid[: `{parameter}`].',
    '参数取值错误[：`{parameter}`]。',
  ],
  InvalidRequest: [
    'The multipart body of the request is not well-formed.',
    '请求的 multipart 内容格式错误。',
  ],
  LimitExceeded: ['A quota is exceeded[: at most {limit}].', '超过配额限制[：最多 {limit}]。'],
  MissingParameter: [
    'The request lacks a required parameter[: `{parameter}`].',
    '请求缺少必要的参数[：`{parameter}`]。',
  ],
  NoSuchVersion: ['There is no such version of this API.', '接口版本不存在。'],
  RequestLimitExceeded: [
    'Too many requests[: this API takes {limit} calls per second].',
    '请求的次数超过了频率限制[：该接口每秒最多 {limit} 次]。',
  ],
  RequestSizeLimitExceeded: [
    'The request is too large[: at most {limit} bytes].',
    '请求包超过大小限制[：最多 {limit} 字节]。',
  ],
  FailedOperation: ['The operation failed.', '操作失败。'],
  ResourceInsufficient: ['Resources are short at the moment. Try again later.', '资源不足，请稍后重试。'],
  ResourceNotFound: ['The resource does not exist.', '资源不存在。'],
  ResourceUnavailable: ['The resource is not available.', '资源不可用。'],
  ResourceInUse: ['The resource is in use.', '资源被占用。'],
  ServiceUnavailable: [
    'The service is not available at the moment. Try again later.',
    '服务暂时不可用，请稍后重试。',
  ],
  UnauthorizedOperation: ['The operation is not authorized.', '未授权操作。'],
  UnknownParameter: [
    'The request has a parameter that this API does not know[: `{parameter}`].',
    '请求包含未知的参数[：`{parameter}`]。',
  ],
  UnsupportedOperation: [
    'The operation is not supported[: `{parameter}` with this value].',
    '操作不支持[：`{parameter}` 取该值]。',
  ],
  UnsupportedProtocol: ['Only GET and POST requests are supported.', '只支持 GET 和 POST 请求。'],
  UnsupportedRegion: ['The region is not supported.', '不支持该地域。'],
};
