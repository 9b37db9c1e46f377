import { lookup } from 'node:dns/promises';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { ApiError } from '../features/errors.ts';
import { isPublicAddress } from './public-address.ts';

const TIMEOUT_MS = 3_000;
const MAX_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Where files are served; not where mail, databases and remote shells listen. */
const PORTS: ReadonlySet<number> = new Set([80, 443, 8000, 8080, 8443, 8888, 9000]);

export interface FetchUrlOptions {
  /** Addresses of a host name. Default: the system's resolver. */
  readonly resolve?: (hostname: string) => Promise<readonly string[]>;
  /** Lets named addresses and ports through that are not public: a deployment's own file server, a test. Default: none. */
  readonly allow?: (address: string, port: number) => boolean;
  readonly timeoutMs?: number;
  /** Extra trust anchors (PEM) for https, besides the system's. */
  readonly ca?: string;
}

export interface FetchLimit {
  readonly maxBytes: number;
  /** Code when the file cannot be had. */
  readonly code?: string;
  /** Code when it is larger than `maxBytes`. */
  readonly tooLargeCode?: string;
}

export type FetchUrl = (url: string, limit: FetchLimit) => Promise<Uint8Array>;

const resolveBySystem = async (hostname: string): Promise<readonly string[]> =>
  (await lookup(hostname, { all: true })).map(({ address }) => address);

/** Why a URL is not fetched; never shown, and without anything of the URL. */
class Refused extends Error {}

/**
 * Makes the function that fetches what callers' URLs name. A name is resolved once, every address it has must be public,
 * and the connection goes to an address that was checked, so a name that resolves differently a moment later gains
 * nothing. Each redirect is checked afresh; time and size are bounded over all of them.
 */
export function createFetchUrl(options: FetchUrlOptions = {}): FetchUrl {
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  return async (url, limit) => {
    const {
      maxBytes,
      code = 'FailedOperation.DownLoadError',
      tooLargeCode = 'RequestSizeLimitExceeded',
    } = limit;
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      return await abortable(follow(url, maxBytes, options, signal), signal);
    } catch (error) {
      if (error instanceof TooLarge) throw new ApiError(tooLargeCode, { limit: maxBytes });
      throw new ApiError(code);
    }
  };
}

class TooLarge extends Error {}

/** Rejects when time is up, even while something that cannot be cancelled, such as a resolver, is still at work. */
function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(new Refused('too slow'));
  signal.addEventListener('abort', onAbort, { once: true });
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', onAbort));
}

async function follow(
  start: string,
  maxBytes: number,
  options: FetchUrlOptions,
  signal: AbortSignal,
): Promise<Uint8Array> {
  let url = start;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const target = await check(url, options);
    signal.throwIfAborted();
    const response = await get(target, options, signal);
    if (REDIRECTS.has(response.statusCode ?? 0)) {
      response.destroy();
      url = new URL(response.headers.location ?? '', target.url).href;
      continue;
    }
    if (response.statusCode !== 200) {
      response.destroy();
      throw new Refused('not found');
    }
    return readUpTo(response, maxBytes);
  }
  throw new Refused('too many redirects');
}

interface Target {
  readonly url: URL;
  /** The address to connect to, already checked. */
  readonly address: string;
  readonly port: number;
}

async function check(text: string, options: FetchUrlOptions): Promise<Target> {
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Refused('scheme');
  if (url.username !== '' || url.password !== '') throw new Refused('credentials');
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  const hostname = bareHost(url);
  const addresses = isIP(hostname) ? [hostname] : await (options.resolve ?? resolveBySystem)(hostname);
  const passes = (address: string): boolean =>
    ipaddr.isValid(address) &&
    ((options.allow?.(address, port) ?? false) || (PORTS.has(port) && isPublicAddress(address)));
  const [first] = addresses;
  if (first === undefined || !addresses.every(passes)) throw new Refused('address');
  const address = addresses.find((candidate) => isIP(candidate) === 4) ?? first;
  return { url, address, port };
}

/** An IPv6 address without its brackets, or the name as it stands. */
const bareHost = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1');

/** Connects to the checked address, whatever the name means by now; `Host` and the certificate are the name's. */
function get(
  { url, address, port }: Target,
  options: FetchUrlOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const hostname = bareHost(url);
  const secure = url.protocol === 'https:';
  const request = (secure ? https : http).request(
    {
      method: 'GET',
      host: address,
      port,
      path: `${url.pathname}${url.search}`,
      headers: { host: url.host, 'accept-encoding': 'identity', accept: '*/*' },
      agent: false,
      signal,
      ...(secure && !isIP(hostname) ? { servername: hostname } : {}),
      ...(secure && options.ca ? { ca: options.ca } : {}),
    },
    resolve,
  );
  request.on('error', reject);
  request.end();
  return promise;
}

async function readUpTo(response: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const announced = Number(response.headers['content-length'] ?? 0);
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  if (announced <= maxBytes)
    for await (const chunk of response as AsyncIterable<Buffer>) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) break;
      chunks.push(chunk);
    }
  if (announced > maxBytes || sizeBytes > maxBytes) {
    response.destroy();
    throw new TooLarge();
  }
  return Buffer.concat(chunks);
}
