import { z } from 'zod';
import { action } from '../action.ts';
import { carries, harmless } from '../personal-data.ts';
import { findText } from './read.ts';

/** Base64 text of the image: at most 10 MB, less what the rest of the request needs of the 10 MB body. */
const MAX_ENCODED_BYTES = 10 * 1024 * 1024;

/** Tells whether an image holds text that can be read. */
export const TextDetect = action({
  name: 'TextDetect',
  service: 'ocr',
  version: '2018-11-19',
  feature: 'ocr',
  priceItem: 'ocr.detect',
  rateLimit: 5,
  input: z.object({
    ImageBase64: carries('ocr.images-and-results', z.string().optional()),
    ImageUrl: carries('ocr.images-and-results', z.string().optional()),
  }),
  output: z.object({ HasText: harmless(z.boolean()) }),
  async run(input, context) {
    const { lines } = await findText(input, { mode: 'fast', script: 'auto' }, MAX_ENCODED_BYTES, context);
    return { HasText: lines.length > 0 };
  },
  identification: (_input, _output, [photo]) => ({ photo }),
});
