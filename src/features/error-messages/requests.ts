import type { Messages } from './pairs.ts';

/** Codes of requests of data subjects. */
export const requestMessages: Messages = {
  'FailedOperation.RequestClosed': [
    'The request is answered, or being carried out, and cannot be changed so any more.',
    '该请求已答复或正在执行，不能再作此更改。',
  ],
  'FailedOperation.IdentityNotVerified': [
    'Nothing is carried out before the identity of the data subject is verified.',
    '在核实数据主体身份之前不会执行任何操作。',
  ],
  'FailedOperation.RequestNotAnswered': [
    'There is no answer letter before the request is answered.',
    '请求尚未答复，没有答复信函。',
  ],
  'FailedOperation.NotRestricted': [
    'No restriction is in force by this request.',
    '该请求没有正在生效的限制。',
  ],
  'FailedOperation.NoExtension': [
    'The deadline cannot be put off: it has passed, was put off before, or is one that no law lets be put off.',
    '期限不能延长：已经届满、已延长过，或法律不允许延长。',
  ],
};
