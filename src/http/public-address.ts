import ipaddr from 'ipaddr.js';

/** The well-known prefix by which IPv6-only hosts reach IPv4 (RFC 6052). */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/**
 * Public by number, but answered by the host of a virtual machine, which tells who asks about the machine and its secrets:
 * https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
 */
const HOSTS_OWN: ReadonlySet<string> = new Set(['168.63.129.16']);

const isPublicIpv4 = (address: ipaddr.IPv4): boolean =>
  address.range() === 'unicast' && !HOSTS_OWN.has(address.toString());

/**
 * True for an address that anybody on the internet may be reached at. IPv6 forms that stand for an IPv4 address
 * (mapped, NAT64) are judged by the IPv4 address inside; every other special range is refused.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.kind() === 'ipv4') return isPublicIpv4(address as ipaddr.IPv4);
  const v6 = address as ipaddr.IPv6;
  if (v6.isIPv4MappedAddress()) return isPublicIpv4(v6.toIPv4Address());
  if (v6.match(NAT64)) return isPublicAddress(v6.toByteArray().slice(12).join('.'));
  return v6.range() === 'unicast';
}
