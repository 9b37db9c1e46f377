import type { z } from 'zod';
import type { CategoryId } from '../policy/catalogue.ts';
import { personalData, type FieldPolicy } from './personal-data.ts';
import { elementOf, fieldOf, shapeOf, unwrap, unwrapOnce } from './unwrap-schema.ts';

type Schema = z.core.$ZodType;

/** Entries of a list that are written one by one; of the rest only the number. */
const MAX_LISTED = 32;
/** Texts up to this long are not told apart, so that no name or number is given away by its length. */
const SHORT_TEXT = 64;
/** Base64 from this length on is taken for a file; shorter is as good as text. */
const MIN_FILE_LENGTH = 256;
const KIB = 1024;

export interface DesensitiseOptions {
  /** The category that the copy is written to: values that a schema declares to be of it may appear. Absent: none. */
  readonly category?: CategoryId;
}

/**
 * A copy of a request or response that may be written to a log. Denied by default: a value appears only if its schema is
 * marked `harmless` (or carries `options.category`) *and* accepts the value; all else becomes a mark of its type and
 * rough size; names that the schema does not know are dropped.
 */
export function desensitise(schema: Schema, value: unknown, options: DesensitiseOptions = {}): unknown {
  return copy(schema, value, false, options.category);
}

function copy(schema: Schema, value: unknown, inherited: boolean, category: CategoryId | undefined): unknown {
  if (value === undefined || value === null) return null;
  const policy = policyOf(schema);
  const open = policy
    ? policy.log === 'harmless' || (category !== undefined && policy.category === category)
    : inherited;
  // What is withheld as a whole is not looked into: the box around a name tells how long the name is.
  if (policy && !open) return mark(value);
  const shape = shapeOf(schema);
  if (shape && isRecord(value)) return copyObject(shape, value, open, category);
  const element = elementOf(schema);
  if (element && Array.isArray(value)) return copyArray(element, value, open, category);
  const option = matchingOption(schema, value);
  if (option) return copy(option, value, open, category);
  return open && accepts(schema, value) ? value : mark(value);
}

/** What is declared for a schema or for one of the wrappers around it; the outermost declaration counts. */
function policyOf(schema: Schema): FieldPolicy | undefined {
  for (let current: Schema | null = schema; current; current = unwrapOnce(current)) {
    const policy = personalData.get(current as z.ZodType);
    if (policy) return policy;
  }
  return undefined;
}

function copyObject(
  shape: Readonly<Record<string, Schema>>,
  value: Readonly<Record<string, unknown>>,
  open: boolean,
  category: CategoryId | undefined,
): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const name of Object.keys(shape)) {
    const field = fieldOf(shape, name);
    const held = Object.hasOwn(value, name) ? value[name] : undefined;
    if (field && held !== undefined && held !== null) kept[name] = copy(field, held, open, category);
  }
  return kept;
}

function copyArray(
  element: Schema,
  values: readonly unknown[],
  open: boolean,
  category: CategoryId | undefined,
): unknown[] {
  const kept = values.slice(0, MAX_LISTED).map((value) => copy(element, value, open, category));
  if (values.length > MAX_LISTED) kept.push(`<${values.length - MAX_LISTED} more>`);
  return kept;
}

function matchingOption(schema: Schema, value: unknown): Schema | null {
  const def = unwrap(schema)._zod.def;
  if (def.type !== 'union') return null;
  return (def as z.core.$ZodUnionDef).options.find((option) => accepts(option, value)) ?? null;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

/** A caller may put anything into a field that would be harmless if it held what it should. */
const accepts = (schema: Schema, value: unknown): boolean => {
  try {
    return (schema as z.ZodType).safeParse(value).success;
  } catch {
    return false;
  }
};

/** Type and rough size of a value, and nothing else of it. */
export function mark(value: unknown): string {
  if (typeof value === 'string') return markText(value);
  if (ArrayBuffer.isView(value)) return `<bytes ${roughSize(value.byteLength)}>`;
  if (Array.isArray(value)) return `<list of ${value.length}>`;
  return `<${typeof value}>`;
}

function markText(text: string): string {
  if (text.length >= MIN_FILE_LENGTH && /^[A-Za-z0-9+/]{256}/.test(text)) {
    const kind = fileKind(text.slice(0, 24));
    return `<base64 ${kind ? `${kind} ` : ''}${roughSize(Math.floor((text.length * 3) / 4))}>`;
  }
  if (text.length <= SHORT_TEXT) return '<text>';
  return `<text up to ${2 ** Math.ceil(Math.log2(text.length))}>`;
}

/** An exact size can tell which file it was. */
const roughSize = (bytes: number): string => `${Math.max(1, Math.ceil(bytes / KIB))} KiB`;

const KINDS: readonly (readonly [start: string, kind: string])[] = [
  ['ffd8ff', 'jpeg'],
  ['89504e47', 'png'],
  ['424d', 'bmp'],
  ['47494638', 'gif'],
  ['25504446', 'pdf'],
  ['52494646', 'riff'],
  ['4f676753', 'ogg'],
  ['494433', 'mp3'],
  ['664c6143', 'flac'],
  ['2321414d52', 'amr'],
];

function fileKind(base64Start: string): string | null {
  const hex = Buffer.from(base64Start, 'base64').toString('hex');
  return KINDS.find(([start]) => hex.startsWith(start))?.[1] ?? null;
}
