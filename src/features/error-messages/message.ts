import type { ApiError } from '../errors.ts';
import { asrMessages } from './asr.ts';
import { commonMessages } from './common.ts';
import { consentMessages } from './consent.ts';
import { documentMessages } from './documents.ts';
import { doorMessages } from './doors.ts';
import { faceidMessages } from './faceid.ts';
import { iaiMessages } from './iai.ts';
import type { Messages } from './pairs.ts';
import { ocrMessages } from './ocr.ts';
import { requestMessages } from './requests.ts';

export type Language = 'en-US' | 'zh-CN';

/** Every code that has a message of its own. Codes that services share mean the same in all of them. */
export const messages: Messages = {
  ...faceidMessages,
  ...iaiMessages,
  ...asrMessages,
  ...ocrMessages,
  ...consentMessages,
  ...requestMessages,
  ...documentMessages,
  ...doorMessages,
  ...commonMessages,
};

/** `X-TC-Language`, or English when it is neither. */
export const languageOf = (value: string): Language => (value.toLowerCase() === 'zh-cn' ? 'zh-CN' : 'en-US');

/** Details are names, codes and limits; anything else, such as an odd parameter name from a request, is not repeated. */
const PRINTABLE = /^[\w.,:/() -]{1,100}$/;

/** The text for an error: that of its code, or of the longest known code that it begins with. */
export function errorMessage(error: ApiError, language: Language): string {
  let code = error.code;
  while (!Object.hasOwn(messages, code) && code.includes('.')) code = code.slice(0, code.lastIndexOf('.'));
  const pair = messages[Object.hasOwn(messages, code) ? code : 'FailedOperation'] as Messages[string];
  const fill = (text: string): string | null => {
    let complete = true;
    const filled = text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const detail = Object.hasOwn(error.details, name) ? String(error.details[name]) : '';
      complete &&= PRINTABLE.test(detail);
      return detail;
    });
    return complete ? filled : null;
  };
  return pair[language === 'zh-CN' ? 1 : 0].replaceAll(
    /\[([^\]]*)\]/g,
    (_, part: string) => fill(part) ?? '',
  );
}
