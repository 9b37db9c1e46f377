import { EngineError, type EngineErrorReason } from '../engine/types.ts';

/** An answer that the caller can act on: a documented code, and what goes into its message. Never personal data. */
export class ApiError extends Error {
  readonly code: string;
  /** Values for the message's placeholders: names of parameters, limits. */
  readonly details: Readonly<Record<string, string | number>>;

  constructor(code: string, details: Readonly<Record<string, string | number>> = {}) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
    this.details = details;
  }
}

/** Codes for engine errors that an action did not turn into codes of its own service. */
const ENGINE_CODES: Readonly<Record<EngineErrorReason, string>> = {
  'unreadable-image': 'FailedOperation.ImageDecodeFailed',
  'image-too-large': 'InvalidParameterValue',
  'image-too-small': 'InvalidParameterValue',
  'unreadable-audio': 'InvalidParameterValue',
  'unsupported-audio': 'InvalidParameterValue',
  'too-long': 'InvalidParameterValue',
  'unreadable-video': 'InvalidParameterValue',
  'unsupported-video': 'InvalidParameterValue',
  'pdf-page-missing': 'InvalidParameterValue',
  'worker-died': 'InternalError',
  timeout: 'InternalError',
  overloaded: 'ResourceInsufficient',
};

/** What the caller is told about anything thrown while serving a call. What is not known is an internal error, without detail. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof EngineError) return new ApiError(ENGINE_CODES[error.reason]);
  return new ApiError('InternalError');
}
