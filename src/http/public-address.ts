import ipaddr from 'ipaddr.js';

/** The well-known prefix by which IPv6-only hosts reach IPv4 (RFC 6052). */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/**
 * True for an address that anybody on the internet may be reached at. IPv6 forms that stand for an IPv4 address
 * (mapped, NAT64) are judged by the IPv4 address inside; every other special range is refused.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.kind() === 'ipv4') return address.range() === 'unicast';
  const v6 = address as ipaddr.IPv6;
  if (v6.isIPv4MappedAddress()) return v6.toIPv4Address().range() === 'unicast';
  if (v6.match(NAT64)) return isPublicAddress(v6.toByteArray().slice(12).join('.'));
  return v6.range() === 'unicast';
}
