import type { z } from 'zod';

/** Looks through one wrapper (optional, nullable, default, ...); null when the schema wraps nothing. */
export function unwrapOnce(schema: z.core.$ZodType): z.core.$ZodType | null {
  const def = schema._zod.def as z.core.$ZodTypeDef & Record<string, unknown>;
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return def['innerType'] as z.core.$ZodType;
    case 'pipe':
      return def['in'] as z.core.$ZodType;
    case 'lazy':
      return (def['getter'] as () => z.core.$ZodType)();
    default:
      return null;
  }
}

/** Looks through every wrapper. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  let current = schema;
  for (let inner = unwrapOnce(current); inner; inner = unwrapOnce(current)) current = inner;
  return current;
}

/** Fields of an object schema; null for any other. */
export function shapeOf(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> | null {
  const def = unwrap(schema)._zod.def;
  return def.type === 'object' ? (def as z.core.$ZodObjectDef).shape : null;
}

/** Element of an array schema; null for any other. */
export function elementOf(schema: z.core.$ZodType): z.core.$ZodType | null {
  const def = unwrap(schema)._zod.def;
  return def.type === 'array' ? (def as z.core.$ZodArrayDef).element : null;
}

/** Field of a shape, never something inherited. */
export const fieldOf = (
  shape: Readonly<Record<string, z.core.$ZodType>>,
  name: string,
): z.core.$ZodType | undefined => (Object.hasOwn(shape, name) ? shape[name] : undefined);
