import { ApiError } from '../../features/errors.ts';

/** Deeper nesting than any parameter needs; bounds the recursion over a hostile body. */
const MAX_DEPTH = 32;

export type Parameters = Readonly<Record<string, unknown>>;

/** Sets a property whatever its name is: `__proto__` in a request is a name like any other. */
export const setOwn = (target: object, name: string, value: unknown): void => {
  Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
};

/**
 * Parameters of a JSON body. A null property is an absent one: SDKs send fields that were not set as null.
 * @throws ApiError `InvalidParameter` when the body is not a JSON object.
 */
export function jsonParameters(body: Buffer): Parameters {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    // The parser's own message quotes the body.
    throw new ApiError('InvalidParameter', { problem: 'JSON' });
  }
  if (value === '') return {};
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ApiError('InvalidParameter', { problem: 'JSON' });
  return withoutNulls(value, 0) as Parameters;
}

function withoutNulls(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) throw new ApiError('InvalidParameter', { problem: 'JSON' });
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item, depth + 1));
  const kept = {};
  for (const [name, item] of Object.entries(value))
    if (item !== null) setOwn(kept, name, withoutNulls(item, depth + 1));
  return kept;
}
