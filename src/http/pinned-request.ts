import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { isPublicAddress } from './public-address.ts';
import { createResolveName, type ResolveName } from './resolve-name.ts';

/** Where files are served; not where mail, databases and remote shells listen. */
const PORTS: ReadonlySet<number> = new Set([80, 443, 8000, 8080, 8443, 8888, 9000]);

export interface PinnedRequestOptions {
  /** Default: asks the system's name servers. */
  readonly resolve?: ResolveName;
  /** Lets named addresses and ports through that are not public: a deployment's own file server, a test. Default: none. */
  readonly allow?: (address: string, port: number) => boolean;
  /** Extra trust anchors (PEM) for https, besides the system's. */
  readonly ca?: string;
}

/** What is sent. */
export interface PinnedRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** Where a URL leads to, checked. */
export interface Target {
  readonly url: URL;
  /** The address to connect to, already checked. */
  readonly address: string;
  readonly port: number;
}

/** Why a URL is not asked; never shown, and without anything of the URL. */
export class Refused extends Error {}

const resolveName = createResolveName();

/**
 * Resolves the name of a URL once: every address it has must be public.
 * @throws Refused, or what the resolver throws
 */
export async function checkedTarget(text: string, options: PinnedRequestOptions): Promise<Target> {
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Refused('scheme');
  if (url.username !== '' || url.password !== '') throw new Refused('credentials');
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  const hostname = bareHost(url);
  const addresses = isIP(hostname) ? [hostname] : await (options.resolve ?? resolveName)(hostname);
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
export function pinnedRequest(
  { url, address, port }: Target,
  { method, headers, body }: PinnedRequest,
  options: PinnedRequestOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const hostname = bareHost(url);
  const secure = url.protocol === 'https:';
  const request = (secure ? https : http).request(
    {
      method,
      host: address,
      port,
      path: `${url.pathname}${url.search}`,
      headers: { ...headers, host: url.host },
      agent: false,
      signal,
      ...(secure && !isIP(hostname) ? { servername: hostname } : {}),
      ...(secure && options.ca ? { ca: options.ca } : {}),
    },
    resolve,
  );
  request.on('error', reject);
  request.end(body);
  return promise;
}

/** Rejects when time is up, even while something that cannot be cancelled, such as a resolver, is still at work. */
export function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(new Refused('too slow'));
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', onAbort));
}
