import { z } from 'zod';
import { action } from '../action.ts';
import { carries, harmless } from '../personal-data.ts';
import { readText } from './read.ts';
import { signedAngle, textDetection, toDetections } from './text-detection.ts';

/** Base64 text of the image: at most 7 MB. */
const MAX_ENCODED_BYTES = 7 * 1024 * 1024;

/** Reads text as GeneralBasicOCR does by default, without its options. */
export const GeneralEfficientOCR = action({
  name: 'GeneralEfficientOCR',
  service: 'ocr',
  version: '2018-11-19',
  feature: 'ocr',
  priceItem: 'ocr.efficient',
  rateLimit: 10,
  input: z.object({
    ImageBase64: carries('ocr.images-and-results', z.string().optional()),
    ImageUrl: carries('ocr.images-and-results', z.string().optional()),
  }),
  output: z.object({
    TextDetections: z.array(textDetection),
    Angel: harmless(z.number()),
    Angle: harmless(z.number()),
  }),
  async run(input, context) {
    const result = await readText(input, { mode: 'basic' }, MAX_ENCODED_BYTES, context);
    const angle = signedAngle(result.angle);
    return { TextDetections: toDetections(result), Angel: angle, Angle: angle };
  },
  identification: (_input, _output, [photo]) => ({ photo }),
});
