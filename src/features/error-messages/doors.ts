import type { Messages } from './pairs.ts';

/** Codes of the endpoints of speech that are not actions by name; on their wire they are numbers. */
export const doorMessages: Messages = {
  'FailedOperation.CallerGone': ['The caller hung up before there was an answer.', '客户端连接断开。'],
  'LimitExceeded.Concurrency': [
    'There are too many at the same time[: an account may have {limit}].',
    '账号当前调用并发超限[：最多 {limit} 路]。',
  ],
  'MissingParameter.NoAudio': ['The request has no audio.', '音频数据为空。'],
};
