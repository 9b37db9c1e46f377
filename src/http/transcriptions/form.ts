import type { z } from 'zod';
import { ApiError } from '../../features/errors.ts';
import { nest } from '../parameters/flat.ts';
import { setOwn, type Parameters } from '../parameters/json.ts';
import { boundaryOf, multipartParts } from '../parameters/multipart.ts';
import { uploadOf } from '../speech/uploads.ts';

/** Fields that may come more than once, with `[]` after their names or without. */
const LISTS = [
  ...['timestamp_granularities', 'include', 'keywords', 'languages'],
  ...['known_speaker_names', 'known_speaker_references'],
];

/**
 * Parameters of a form with a file.
 * @throws ApiError `InvalidRequest`, `InvalidParameter`
 */
export function formParameters(
  body: Buffer,
  contentType: string,
  schema: z.core.$ZodType,
  gone: AbortSignal,
): Parameters {
  const boundary = boundaryOf(contentType);
  if (boundary === null) throw new ApiError('InvalidRequest');
  const fields = new Map<string, string>();
  const lists = new Map<string, string[]>();
  const files = {};
  for (const { name, fileName, content } of multipartParts(body, boundary)) {
    const plain = name.replace(/\[\]$/, '');
    if (fileName !== null || name === 'file') {
      if (Object.hasOwn(files, name)) throw new ApiError('InvalidParameter', { parameter: name });
      setOwn(files, name, uploadOf([content], gone));
    } else if (LISTS.includes(plain)) {
      lists.set(plain, [...(lists.get(plain) ?? []), content.toString('utf8')]);
    } else {
      if (fields.has(name)) throw new ApiError('InvalidParameter', { parameter: name });
      fields.set(name, content.toString('utf8'));
    }
  }
  return { ...nest(fields, schema), ...Object.fromEntries(lists), ...files };
}
