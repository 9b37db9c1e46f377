import { hash, timingSafeEqual } from 'node:crypto';

const digest = (value: string): Buffer => hash('sha256', value, 'buffer');

/** Compares in a time that depends on neither text; digests make both sides equally long. */
export const sameBytes = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/** True when `given` is one of `candidates`. Every candidate is compared, whichever matches. */
export function isOneOf(candidates: readonly string[], given: string): boolean {
  const wanted = digest(given);
  let found = false;
  for (const candidate of candidates) found = timingSafeEqual(digest(candidate), wanted) || found;
  return found;
}
