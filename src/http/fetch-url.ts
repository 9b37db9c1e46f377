import type { IncomingMessage } from 'node:http';
import { ApiError } from '../features/errors.ts';
import {
  abortable,
  checkedTarget,
  pinnedRequest,
  Refused,
  type PinnedRequestOptions,
} from './pinned-request.ts';

const TIMEOUT_MS = 3_000;
const MAX_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const GET = { method: 'GET', headers: { 'accept-encoding': 'identity', accept: '*/*' } } as const;

export interface FetchUrlOptions extends PinnedRequestOptions {
  readonly timeoutMs?: number;
}

export interface FetchLimit {
  readonly maxBytes: number;
  /** Code when the file cannot be had. */
  readonly code?: string;
  /** Code when it is larger than `maxBytes`. */
  readonly tooLargeCode?: string;
}

export type FetchUrl = (url: string, limit: FetchLimit) => Promise<Uint8Array>;

/**
 * Makes the function that fetches what callers' URLs name. A name is resolved once, every address it has must be public,
 * and the connection goes to an address that was checked, so a name that resolves differently a moment later gains
 * nothing. Each redirect is checked afresh; time and size are bounded over all of them.
 */
export function createFetchUrl(options: FetchUrlOptions = {}): FetchUrl {
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  return async (url, limit) => {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      return await abortable(fetched(url, limit.maxBytes, options, signal), signal);
    } catch (error) {
      throw asApiError(error, limit);
    }
  };
}

export interface StreamLimit extends FetchLimit {
  /** Of the whole, milliseconds. */
  readonly timeoutMs: number;
  /** Between two pieces, milliseconds. */
  readonly silenceMs: number;
  readonly signal: AbortSignal;
}

/** Hands out what a URL names as it comes; nothing more is asked for while `take` is at work. @returns bytes in all */
export type FetchStream = (
  url: string,
  limit: StreamLimit,
  take: (chunk: Uint8Array) => Promise<void>,
) => Promise<number>;

/** As `createFetchUrl`, for files that are too long to be held in memory. */
export const createFetchStream =
  (options: PinnedRequestOptions = {}): FetchStream =>
  async (url, limit, take) => {
    const silence = new AbortController();
    const heard = setTimeout(() => silence.abort(), limit.silenceMs);
    const signal = AbortSignal.any([AbortSignal.timeout(limit.timeoutMs), silence.signal, limit.signal]);
    let failure: unknown = null;
    try {
      const response = await abortable(follow(url, options, signal), signal);
      let sizeBytes = 0;
      for await (const chunk of upTo(response, limit.maxBytes)) {
        sizeBytes += chunk.length;
        // What `take` throws is its own, and no failure of the fetching.
        await take(chunk).catch((error: unknown) => {
          failure = error;
          throw error;
        });
        heard.refresh();
      }
      return sizeBytes;
    } catch (error) {
      throw failure === null ? asApiError(error, limit) : error;
    } finally {
      clearTimeout(heard);
    }
  };

class TooLarge extends Error {}

const asApiError = (error: unknown, { maxBytes, code, tooLargeCode }: FetchLimit): ApiError =>
  error instanceof TooLarge
    ? new ApiError(tooLargeCode ?? 'RequestSizeLimitExceeded', { limit: maxBytes })
    : new ApiError(code ?? 'FailedOperation.DownLoadError');

/** The answer of whatever a URL leads to in the end. */
export async function follow(
  start: string,
  options: PinnedRequestOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  let url = start;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const target = await checkedTarget(url, options);
    signal.throwIfAborted();
    const response = await pinnedRequest(target, GET, options, signal);
    if (REDIRECTS.has(response.statusCode ?? 0)) {
      response.destroy();
      url = new URL(response.headers.location ?? '', target.url).href;
      continue;
    }
    if (response.statusCode !== 200) {
      response.destroy();
      throw new Refused('not found');
    }
    return response;
  }
  throw new Refused('too many redirects');
}

async function fetched(
  url: string,
  maxBytes: number,
  options: PinnedRequestOptions,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of upTo(await follow(url, options, signal), maxBytes)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** @throws TooLarge as soon as it is known */
async function* upTo(response: IncomingMessage, maxBytes: number): AsyncGenerator<Buffer> {
  let sizeBytes = 0;
  try {
    if (Number(response.headers['content-length'] ?? 0) > maxBytes) throw new TooLarge();
    for await (const chunk of response as AsyncIterable<Buffer>) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) throw new TooLarge();
      yield chunk;
    }
  } finally {
    response.destroy();
  }
}
