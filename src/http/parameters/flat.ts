import type { z } from 'zod';
import { ApiError } from '../../features/errors.ts';
import { elementOf, fieldOf, shapeOf, unwrap } from '../../features/unwrap-schema.ts';
import { setOwn, type Parameters } from './json.ts';

/** Longest list that flattened parameters may spell out. */
const MAX_INDEX = 1_000;
const MAX_PARTS = 32;

/** Parameters that belong to the call and not to the action, in a GET or form request. */
const COMMON = new Set([
  ...['Action', 'Version', 'Region', 'Timestamp', 'Nonce', 'SecretId', 'Signature', 'SignatureMethod'],
  ...['Token', 'Language', 'RequestClient'],
]);

/** Name and value pairs of a query string or form body, unescaped. @throws ApiError when a name comes twice. */
export function parseFlat(encoded: string): ReadonlyMap<string, string> {
  const flat = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(encoded)) {
    if (flat.has(name)) throw new ApiError('InvalidParameter', { parameter: name });
    flat.set(name, value);
  }
  return flat;
}

/** The action's own among the flattened parameters. */
export const withoutCommon = (flat: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...flat].filter(([name]) => !COMMON.has(name)));

/**
 * Builds what `A.0.B=x` stands for, taking types from the schema: `0` is an index where it expects an array, and texts
 * become numbers and flags where it expects those. Whatever does not fit is left as it came, for validation to name.
 */
export function nest(flat: ReadonlyMap<string, string | Uint8Array>, schema: z.core.$ZodType): Parameters {
  const root = {};
  for (const [name, value] of flat) {
    const parts = name.split('.');
    if (parts.length > MAX_PARTS || !place(root, parts, value, schema)) setOwn(root, name, value);
  }
  return root;
}

/** Puts one value where its path leads; false when the schema knows no such path. */
function place(
  root: object,
  parts: readonly string[],
  value: string | Uint8Array,
  schema: z.core.$ZodType,
): boolean {
  let [container, current] = [root, schema];
  for (const [i, part] of parts.entries()) {
    const next = step(container, part, current);
    if (!next) return false;
    current = next;
    if (i === parts.length - 1) continue;
    const held: unknown = Object.hasOwn(container, part)
      ? (container as Record<string, unknown>)[part]
      : null;
    if (held !== null && typeof held !== 'object') return false;
    const inner = held ?? (elementOf(next) ? [] : {});
    setOwn(container, part, inner);
    container = inner;
  }
  setOwn(container, parts.at(-1) as string, convert(value, current));
  return true;
}

function step(container: object, part: string, schema: z.core.$ZodType): z.core.$ZodType | null {
  const shape = shapeOf(schema);
  if (shape) return fieldOf(shape, part) ?? null;
  const element = elementOf(schema);
  if (!element || !Array.isArray(container)) return null;
  return /^(0|[1-9]\d{0,3})$/.test(part) && Number(part) < MAX_INDEX ? element : null;
}

function convert(value: string | Uint8Array, schema: z.core.$ZodType): unknown {
  const { type } = unwrap(schema)._zod.def;
  if (typeof value !== 'string') return type === 'string' ? textOf(value) : value;
  if (takesNumbers(schema)) return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value) ? Number(value) : value;
  if (type === 'boolean') return value === 'true' ? true : value === 'false' ? false : value;
  return value;
}

/** Whether a number may be right: the type itself, one number or another, or any of these. */
function takesNumbers(schema: z.core.$ZodType): boolean {
  const { def } = unwrap(schema)._zod;
  if (def.type === 'literal')
    return (def as z.core.$ZodLiteralDef<never>).values.some((value) => typeof value === 'number');
  if (def.type === 'union') return (def as z.core.$ZodUnionDef).options.some(takesNumbers);
  return def.type === 'number';
}

/** A binary part for a field of text: the text itself where it is text, else its Base64 form. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('base64');
  }
}
