import type { IncomingHttpHeaders } from 'node:http';

/** What came over the socket, before anything in it is believed. */
export interface WireRequest {
  readonly method: 'GET' | 'POST';
  /** As sent, still escaped. */
  readonly path: string;
  /** As sent, still escaped, without the question mark. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What every call carries besides its own parameters; in headers (TC3) or among the parameters (HmacSHA1, HmacSHA256). */
export interface CommonParameters {
  readonly action: string;
  readonly version: string;
  /** Empty when the caller named none. */
  readonly region: string;
  /** Seconds since the Unix epoch. */
  readonly timestamp: number;
  /** Session token of a temporary key; empty for a permanent one. */
  readonly token: string;
}

/** One header as a single string; empty when absent. */
export function header(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return (Array.isArray(value) ? value.join(', ') : (value ?? '')).trim();
}

/** The forms of the host that clients sign: as sent, and without its port (the Node SDK signs the latter with TC3). */
export function hostForms(headers: IncomingHttpHeaders): readonly string[] {
  const host = header(headers, 'host');
  return [...new Set([host, host.replace(/:\d+$/, '')])];
}
