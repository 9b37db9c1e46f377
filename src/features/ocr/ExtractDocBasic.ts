import { basicExtraction } from './structural-basic.ts';

/** Base64 text of the image: at most 10 MB, less what the rest of the request needs of the 10 MB body. */
const MAX_ENCODED_BYTES = 10 * 1024 * 1024;

/** What the mainland calls SmartStructuralOCRV2. */
export const ExtractDocBasic = basicExtraction({
  name: 'ExtractDocBasic',
  maxEncodedBytes: MAX_ENCODED_BYTES,
});
