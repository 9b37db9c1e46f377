import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { carries, harmless } from '../personal-data.ts';
import { lineLanguage } from './languages.ts';
import { readText } from './read.ts';
import { signedAngle, textDetection, toDetections } from './text-detection.ts';

/** Base64 text of the image: at most 10 MB, less what the rest of the request needs of the 10 MB body. */
const MAX_ENCODED_BYTES = 10 * 1024 * 1024;

/** Reads text as GeneralBasicOCR does, with a larger input to the detector: slower, better on small text. */
export const GeneralAccurateOCR = action({
  name: 'GeneralAccurateOCR',
  service: 'ocr',
  version: '2018-11-19',
  feature: 'ocr',
  priceItem: 'ocr.accurate',
  rateLimit: 10,
  input: z.object({
    ImageBase64: carries('ocr.images-and-results', z.string().optional()),
    ImageUrl: carries('ocr.images-and-results', z.string().optional()),
    IsWords: harmless(z.boolean().optional()),
    EnableDetectSplit: harmless(z.boolean().optional()),
    IsPdf: harmless(z.boolean().optional()),
    PdfPageNumber: harmless(z.number().int().min(1).optional()),
    EnableDetectText: harmless(z.boolean().optional()),
    ConfigID: harmless(z.enum(['OCR', 'MulOCR']).optional()),
    WordsType: harmless(z.enum(['0', '1', '2']).optional()),
  }),
  output: z.object({
    TextDetections: z.array(textDetection.extend({ Language: harmless(z.string().exactOptional()) })),
    Angel: harmless(z.number()),
    Angle: harmless(z.number()),
  }),
  async run(input, context) {
    const isMultilingual = input.ConfigID === 'MulOCR';
    // As documented: this parameter counts for the one configuration, and without single characters.
    if (input.WordsType === '1' && !isMultilingual && !input.IsWords)
      throw new ApiError('UnsupportedOperation', { parameter: 'WordsType' });
    const how = {
      mode: 'accurate',
      script: isMultilingual ? 'auto' : 'chinese',
      words: !isMultilingual && input.IsWords === true,
      isLine: input.EnableDetectText === false,
    } as const;
    const result = await readText(input, how, MAX_ENCODED_BYTES, context);
    const angle = signedAngle(result.angle);
    const TextDetections = toDetections(result).map((detection, i) =>
      isMultilingual ? { ...detection, Language: lineLanguage(result.lines[i]) } : detection,
    );
    return { TextDetections, Angel: angle, Angle: angle };
  },
  identification: (_input, _output, [photo]) => ({ photo }),
});
