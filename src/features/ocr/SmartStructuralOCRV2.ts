import { basicExtraction } from './structural-basic.ts';

/** Base64 text of the image: at most 7 MB. */
const MAX_ENCODED_BYTES = 7 * 1024 * 1024;

/** Finds keys and their values on any page: those that are asked for, or all. */
export const SmartStructuralOCRV2 = basicExtraction({
  name: 'SmartStructuralOCRV2',
  maxEncodedBytes: MAX_ENCODED_BYTES,
});
