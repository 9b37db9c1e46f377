import type { RequestError, RequestProblem } from '../../registry/requests/subject-request.ts';
import { ApiError } from '../errors.ts';

const invalid = (parameter: string) => (): ApiError => new ApiError('InvalidParameterValue', { parameter });
const failed = (why: string) => (): ApiError => new ApiError(`FailedOperation.${why}`);

const ANSWERS: Readonly<Record<RequestProblem, () => ApiError>> = {
  'not-found': () => new ApiError('ResourceNotFound'),
  'not-open': failed('RequestClosed'),
  'not-verified': failed('IdentityNotVerified'),
  'not-answered': failed('RequestNotAnswered'),
  'not-restricted': failed('NotRestricted'),
  'no-extension': failed('NoExtension'),
  'not-rectifiable': () => new ApiError('UnsupportedOperation', { parameter: 'Field' }),
  'wrong-value': invalid('Value'),
  'personal-reason': invalid('Reason'),
  'weak-passphrase': invalid('Passphrase'),
  'unknown-category': invalid('Category'),
};

const isRequestError = (error: unknown): error is RequestError =>
  error instanceof Error && error.name === 'RequestError';

/** What the registry of requests refuses, as codes of the API. @throws ApiError */
export const requestErrors = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    throw isRequestError(error) ? ANSWERS[error.problem]() : error;
  }
};
