import { category, type CategoryId } from './catalogue.ts';

/** Longer runs of Base64 are an image or a recording, not a name, an id or a signature. */
const LONGEST_BASE64_TEXT = 256;
/** Longer lists of numbers are a face's features, not its box or its landmarks. */
const LONGEST_NUMBER_LIST = 64;
const BASE64 = /^(?:data:[\w/+.-]+;base64,)?[A-Za-z0-9+/_\-\r\n]+=*$/;

const isContent = (value: unknown): boolean => {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return true;
  if (typeof value === 'string') return value.length > LONGEST_BASE64_TEXT && BASE64.test(value);
  return (
    Array.isArray(value) &&
    value.length > LONGEST_NUMBER_LIST &&
    value.every((item) => typeof item === 'number')
  );
};

const find = (value: unknown, path: string): string | null => {
  if (isContent(value)) return path;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = find(inner, path ? `${path}.${key}` : key);
    if (found !== null) return found;
  }
  return null;
};

/**
 * Where a record of `id` carries image bytes or face features although its category excludes them: the path of
 * the first such value, or null. "User input and output" in an error log and "face images are not stored" are
 * both kept only if this finds nothing.
 */
export const excludedContentIn = (id: CategoryId, record: object): string | null =>
  category(id).excludes ? find(record, '') : null;
