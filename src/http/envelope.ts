import type { ApiError } from '../features/errors.ts';
import { errorMessage, type Language } from '../features/error-messages/message.ts';

/** The body of a successful answer. */
export const resultEnvelope = (result: object, requestId: string): string =>
  JSON.stringify({ Response: { ...result, RequestId: requestId } });

/** The body of a failure; the status is 200 all the same. */
export const errorEnvelope = (error: ApiError, requestId: string, language: Language): string =>
  JSON.stringify({
    Response: {
      Error: { Code: error.code, Message: errorMessage(error, language) },
      RequestId: requestId,
    },
  });
