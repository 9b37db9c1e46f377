import { createHash, randomBytes } from 'node:crypto';

/** JSON with the keys of every object in order, so that equal values are equal texts. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** Fewer bytes could be guessed. */
const SALT_BYTES = 16;

/**
 * A commitment to what goes: SHA-256 over its description and the salts of the keys that sealed it. Whoever still
 * has those keys could check it; once they are destroyed nobody can even guess at it. Where nothing secret sealed
 * it, the salt is random and forgotten at once.
 * @param salts one for each key, each at least 16 secret bytes; shorter ones count for nothing
 */
export const commitmentTo = (what: unknown, salts: Iterable<Uint8Array>): string => {
  const secret = [...salts].filter((salt) => salt.length >= SALT_BYTES);
  const sorted = secret.map((salt) => Buffer.from(salt).toString('hex')).sort();
  const salt = sorted.length > 0 ? sorted.join() : randomBytes(32).toString('hex');
  return createHash('sha256').update(canonicalJson({ salt, what })).digest('hex');
};
