import type { IncomingMessage } from 'node:http';
import { ApiError } from '../features/errors.ts';
import { follow } from './fetch-url.ts';
import { abortable, type PinnedRequestOptions } from './pinned-request.ts';

const CONNECT_MS = 10_000;

export interface LiveLimit {
  /** Between two pieces, milliseconds. */
  readonly silenceMs: number;
  readonly signal: AbortSignal;
}

/** How a stream came to its end: its server said that it was over, or it just stopped. */
export type LiveEnd = 'over' | 'cut';

/**
 * Hands out what a URL streams, as it comes and without end; nothing more is asked for while `take` is at work.
 * @throws ApiError `FailedOperation.DownLoadError` when there is nothing to be had; whatever `take` throws
 */
export type FetchLive = (
  url: string,
  limit: LiveLimit,
  take: (chunk: Uint8Array, contentType: string) => Promise<void>,
) => Promise<LiveEnd>;

/** As `createFetchStream`, for what has no end: public addresses only, pinned, each redirect checked afresh. */
export const createFetchLive =
  (options: PinnedRequestOptions = {}): FetchLive =>
  async (url, { silenceMs, signal }, take) => {
    const leaving = new AbortController();
    const whole = AbortSignal.any([leaving.signal, signal]);
    const connecting = setTimeout(() => leaving.abort(), CONNECT_MS);
    const response = await abortable(follow(url, options, whole), whole)
      .catch(() => {
        // One that answers after all is not listened to.
        leaving.abort();
        throw new ApiError('FailedOperation.DownLoadError');
      })
      .finally(() => clearTimeout(connecting));
    const awaitMore = (): NodeJS.Timeout => setTimeout(() => leaving.abort(), silenceMs);
    let silence = awaitMore();
    const type = response.headers['content-type'] ?? '';
    let isTakers = false;
    try {
      for await (const chunk of response as AsyncIterable<Buffer>) {
        clearTimeout(silence);
        await take(chunk, type).catch((error: unknown) => {
          isTakers = true;
          throw error;
        });
        silence = awaitMore();
      }
      return tellsItsEnd(response) ? 'over' : 'cut';
    } catch (error) {
      // What `take` throws is its own, and no end of the stream.
      if (isTakers) throw error;
      return 'cut';
    } finally {
      clearTimeout(silence);
      response.destroy();
    }
  };

/** Where neither a length nor chunks say where the end is, a lost connection looks like one. */
const tellsItsEnd = ({ headers, complete }: IncomingMessage): boolean =>
  complete && (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined);
