import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

/** Plain form of an address: an IPv4 address that comes in IPv6 clothes is an IPv4 address. */
const plain = (address: string): string =>
  ipaddr.isValid(address) ? ipaddr.process(address).toString() : '';

/** Where a request came from: the socket's peer or, behind a proxy that is trusted, the last address it forwarded. */
export function clientAddress(incoming: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? incoming.headers['x-forwarded-for'] : undefined;
  const last =
    (Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? '')).split(',').at(-1)?.trim() ?? '';
  return plain(last) || plain(incoming.socket.remoteAddress ?? '') || '0.0.0.0';
}
