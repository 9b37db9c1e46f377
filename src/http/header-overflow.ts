import { randomUUID } from 'node:crypto';
import { ApiError } from '../features/errors.ts';
import { errorEnvelope } from './envelope.ts';

/** The answer to a request line or header that is longer than the parser takes: written straight to the socket. */
export function headerOverflowAnswer(): string {
  const body = errorEnvelope(new ApiError('RequestSizeLimitExceeded'), randomUUID(), 'en-US');
  return [
    'HTTP/1.1 200 OK',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
