import { mergedRanges, partCountOf } from '../../tasks/part-ranges.ts';
import type { PartRange } from '../../tasks/types.ts';
import { ApiError } from '../errors.ts';

/** Most pages that one task reads. */
export const MOST_PAGES = 1_000;

/** `1-3,7`. */
export const PAGES = /^\d{1,6}(-\d{1,6})?(,\d{1,6}(-\d{1,6})?){0,99}$/;

const rangeOf = (text: string): PartRange => {
  const [first = 0, last = first] = text.split('-').map(Number);
  return [first, last];
};

/**
 * Which pages of a document are read: all, or those that are named, each once.
 * @param pages in the form of `PAGES`; absent: all
 * @throws ApiError `InvalidParameterValue.InvalidParameterValueLimit` for a page that the document does not have,
 *   `LimitExceeded.TooManyPages`
 */
export const pageRanges = (pages: string | undefined, pageCount: number): readonly PartRange[] => {
  const ranges: readonly PartRange[] = pages === undefined ? [[1, pageCount]] : pages.split(',').map(rangeOf);
  if (ranges.some(([first, last]) => first < 1 || last < first || last > pageCount))
    throw new ApiError('InvalidParameterValue.InvalidParameterValueLimit', { parameter: 'Pages' });
  const merged = mergedRanges(ranges);
  if (partCountOf(merged) > MOST_PAGES)
    throw new ApiError('LimitExceeded.TooManyPages', { limit: MOST_PAGES });
  return merged;
};
