import { fullExtraction } from './structural-full.ts';

/** Base64 text of the image: at most 7 MB. */
const MAX_ENCODED_BYTES = 7 * 1024 * 1024;

/** The older name of ExtractDocMulti. */
export const SmartStructuralPro = fullExtraction({
  name: 'SmartStructuralPro',
  maxEncodedBytes: MAX_ENCODED_BYTES,
});
