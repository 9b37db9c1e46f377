import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (value: string | Buffer): Buffer => createHash('sha256').update(value).digest();

/** Compares in a time that depends on neither value; digests make both sides equally long. */
export const sameBytes = (a: string | Buffer, b: string | Buffer): boolean =>
  timingSafeEqual(digest(a), digest(b));

/** True when `given` is one of `candidates`. Every candidate is compared, whichever matches. */
export function isOneOf(candidates: readonly string[], given: string): boolean {
  let found = false;
  for (const candidate of candidates) found = sameBytes(candidate, given) || found;
  return found;
}
