import { z } from 'zod';
import { action } from '../action.ts';
import { carries, harmless } from '../personal-data.ts';
import { mainLanguage } from './languages.ts';
import { readText } from './read.ts';
import { signedAngle, textDetection, toDetections } from './text-detection.ts';

/** Base64 text of the image: at most 7 MB. */
const MAX_ENCODED_BYTES = 7 * 1024 * 1024;

/** Reads text with a smaller input to the detector, worse on small text; tells Chinese, Japanese and Korean from each other. */
export const GeneralFastOCR = action({
  name: 'GeneralFastOCR',
  service: 'ocr',
  version: '2018-11-19',
  feature: 'ocr',
  priceItem: 'ocr.fast',
  rateLimit: 10,
  input: z.object({
    ImageBase64: carries('ocr.images-and-results', z.string().optional()),
    ImageUrl: carries('ocr.images-and-results', z.string().optional()),
    IsPdf: harmless(z.boolean().optional()),
    PdfPageNumber: harmless(z.number().int().min(1).optional()),
  }),
  output: z.object({
    TextDetections: z.array(textDetection),
    Language: harmless(z.string()),
    Angel: harmless(z.number()),
    PdfPageSize: harmless(z.number().int()),
  }),
  async run(input, context) {
    const how = { mode: 'fast', script: 'auto-east-asian' } as const;
    const result = await readText(input, how, MAX_ENCODED_BYTES, context);
    return {
      TextDetections: toDetections(result),
      Language: mainLanguage(result),
      Angel: signedAngle(result.angle),
      PdfPageSize: result.pdfPages ?? 0,
    };
  },
  identification: (_input, _output, [photo]) => ({ photo }),
});
