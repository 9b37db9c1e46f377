import { fullExtraction } from './structural-full.ts';

/** Base64 text of the image: at most 10 MB, less what the rest of the request needs of the 10 MB body. */
const MAX_ENCODED_BYTES = 10 * 1024 * 1024;

/** Finds keys and their values on any page, and gives the whole text with its places when asked. */
export const ExtractDocMulti = fullExtraction({
  name: 'ExtractDocMulti',
  maxEncodedBytes: MAX_ENCODED_BYTES,
});
