import { errorMessage } from '../../features/error-messages/message.ts';
import type { ApiError } from '../../features/errors.ts';

/** An error as clients of the OpenAI wire know it. https://platform.openai.com/docs/guides/error-codes */
interface Told {
  readonly status: number;
  readonly type: string;
  readonly code: string | null;
}

const INVALID = 'invalid_request_error';

/** By the longest beginning of a code. */
const TABLE: Readonly<Record<string, Told>> = {
  AuthFailure: { status: 401, type: INVALID, code: 'invalid_api_key' },
  'AuthFailure.UnauthorizedOperation': { status: 403, type: INVALID, code: 'insufficient_permissions' },
  InternalError: { status: 500, type: 'server_error', code: null },
  LimitExceeded: { status: 429, type: 'requests', code: 'rate_limit_exceeded' },
  MissingParameter: { status: 400, type: INVALID, code: 'missing_required_parameter' },
  RequestLimitExceeded: { status: 429, type: 'requests', code: 'rate_limit_exceeded' },
  RequestSizeLimitExceeded: { status: 413, type: INVALID, code: 'file_too_large' },
  ResourceInsufficient: { status: 503, type: 'server_error', code: 'overloaded' },
  ServiceUnavailable: { status: 503, type: 'server_error', code: 'overloaded' },
  UnknownParameter: { status: 400, type: INVALID, code: 'unknown_parameter' },
  UnsupportedOperation: { status: 400, type: INVALID, code: 'unsupported_parameter' },
};

const USUAL: Told = { status: 400, type: INVALID, code: 'invalid_value' };

/** Where what is wrong about a parameter has a code of its own. */
const OF_PARAMETER: Readonly<Record<string, Told>> = {
  model: { status: 404, type: INVALID, code: 'model_not_found' },
  language: { status: 400, type: INVALID, code: 'unsupported_language' },
  languages: { status: 400, type: INVALID, code: 'unsupported_language' },
};

export interface ErrorAnswer {
  readonly status: number;
  readonly body: string;
}

const answer = ({ status, type, code }: Told, message: string, param: string | null): ErrorAnswer => ({
  status,
  body: JSON.stringify({ error: { message, type, param, code } }),
});

export function errorAnswer(error: ApiError): ErrorAnswer {
  const { code, details } = error;
  const param = typeof details['parameter'] === 'string' ? details['parameter'] : paramOf(code);
  const special = code === 'InvalidParameterValue' ? OF_PARAMETER[param ?? ''] : undefined;
  const known = Object.keys(TABLE).filter((name) => code === name || code.startsWith(`${name}.`));
  const longest = known.sort((a, b) => b.length - a.length)[0];
  const told = special ?? (longest === undefined ? USUAL : (TABLE[longest] ?? USUAL));
  return answer(told, errorMessage(error, 'en-US'), param);
}

/** What is wrong with the audio is wrong with the file. */
const paramOf = (code: string): string | null => (code.includes('Voice') ? 'file' : null);

/** For paths of this wire that lead nowhere. */
export const notServed = (message: string): ErrorAnswer =>
  answer({ status: 404, type: INVALID, code: 'not_served' }, message, null);
