import { Resolver } from 'node:dns/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** Of one question to one server, milliseconds, and how often it is asked. */
const TIMEOUT_MS = 1_000;
const TRIES = 2;
/** Some networks drop questions for IPv6: once there is an address, its answer is not waited for longer (RFC 8305, section 3). */
const GRACE_MS = 300;

/** Addresses of a host name; none where it has none. */
export type ResolveName = (hostname: string) => Promise<readonly string[]>;

/**
 * Asks name servers directly, and not through the system's resolver: that one has two threads for the whole process, so names
 * that a caller lets go unanswered would keep it from everybody, the stores' connections included. Names of a hosts file are
 * not known to it; they lead to no public address.
 * @param servers `address:port`; absent: those of the system
 */
export function createResolveName(servers?: readonly string[]): ResolveName {
  return async (hostname) => {
    // One for each name: it reads anew which name servers the system has.
    const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
    if (servers) resolver.setServers(servers);
    const [four, six] = [resolver.resolve4(hostname), resolver.resolve6(hostname)].map((asked) =>
      asked.catch((): string[] => []),
    );
    const found = (await four) ?? [];
    const late = found.length > 0 ? delay(GRACE_MS, [], { ref: false }) : six;
    const all = [...found, ...((await Promise.race([six, late])) ?? [])];
    resolver.cancel();
    return all;
  };
}
