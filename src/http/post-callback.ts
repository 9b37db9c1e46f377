import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Clock } from '../lib/clock.ts';
import type { PostNotice } from '../tasks/notices.ts';
import { abortable, checkedTarget, pinnedRequest, type PinnedRequestOptions } from './pinned-request.ts';
import type { Credential } from './signature/credential.ts';

const TIMEOUT_MS = 10_000;
/** What is read of an answer. */
const ANSWER_BYTES = 4_096;

export interface PostCallbackOptions extends PinnedRequestOptions {
  readonly clock: Clock;
  /** Every key of an account, oldest first. */
  readonly keysOf: (
    appId: string,
  ) => Promise<
    readonly (Pick<Credential, 'secretId' | 'secretKey' | 'subUin'> & { disabledAt: number | null })[]
  >;
  readonly timeoutMs?: number;
}

/**
 * Makes the function that tells a caller's URL that a task has ended: a POST to a public address, never redirected,
 * bounded in time. It is signed with a key of whoever ordered the task, so that its receiver can tell it from anybody
 * else's: `X-Lethe-Key` names the SecretId, `X-Lethe-Timestamp` holds seconds since the epoch, and `X-Lethe-Signature` is
 * the HMAC-SHA256 under the SecretKey, in hex, of the timestamp, a line feed, and the body.
 */
export const createPostCallback =
  (options: PostCallbackOptions): PostNotice =>
  async ({ url, body, caller, signal }) => {
    const { clock, keysOf, timeoutMs = TIMEOUT_MS, ...pinned } = options;
    const keys = (await keysOf(caller.appId)).filter(({ disabledAt }) => disabledAt === null);
    const key = keys.find(({ subUin }) => subUin === caller.subUin) ?? keys[0];
    if (!key) return false;
    const timestamp = String(Math.floor(clock.now() / 1000));
    const content = Buffer.from(body);
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(content.length),
      'x-lethe-key': key.secretId,
      'x-lethe-timestamp': timestamp,
      'x-lethe-signature': signatureOf(key.secretKey, timestamp, body),
    };
    return post(url, { headers, body: content }, { ...pinned, timeoutMs, signal });
  };

interface PostLimit extends PinnedRequestOptions {
  readonly timeoutMs?: number;
  readonly signal: AbortSignal;
}

/** Posts once to a public address, never redirected. Never throws. @returns whether it was taken */
export async function post(
  url: string,
  content: { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array },
  { timeoutMs = TIMEOUT_MS, signal, ...options }: PostLimit,
): Promise<boolean> {
  const until = AbortSignal.any([AbortSignal.timeout(timeoutMs), signal]);
  const posted = async (): Promise<boolean> => {
    const target = await checkedTarget(url, options);
    until.throwIfAborted();
    return isTaken(await pinnedRequest(target, { method: 'POST', ...content }, options, until));
  };
  return abortable(posted(), until).catch(() => false);
}

export const signatureOf = (secretKey: string, timestamp: string, body: string): string =>
  createHmac('sha256', secretKey).update(`${timestamp}\n${body}`).digest('hex');

/** Whether a receiver has taken the notice: it answers 2xx, and not with a `code` that is not 0. */
async function isTaken(response: IncomingMessage): Promise<boolean> {
  const { statusCode = 0 } = response;
  try {
    if (statusCode < 200 || statusCode > 299) return false;
    return codeIn(await beginningOf(response)) === 0;
  } finally {
    response.destroy();
  }
}

async function beginningOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    sizeBytes += chunk.length;
    if (sizeBytes >= ANSWER_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8', 0, ANSWER_BYTES);
}

/** Receivers should answer `{"code":0,"message":"success"}`; many answer anything. */
const codeIn = (answer: string): unknown => {
  try {
    const parsed: unknown = JSON.parse(answer);
    return typeof parsed === 'object' && parsed !== null && 'code' in parsed ? parsed.code : 0;
  } catch {
    return 0;
  }
};
