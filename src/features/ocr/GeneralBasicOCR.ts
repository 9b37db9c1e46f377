import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { carries, harmless } from '../personal-data.ts';
import { LANGUAGES, mainLanguage, scriptOf } from './languages.ts';
import { readText } from './read.ts';
import { signedAngle, textDetection, toDetections } from './text-detection.ts';

/** Base64 text of the image: at most 7 MB. */
const MAX_ENCODED_BYTES = 7 * 1024 * 1024;

/** Reads printed text of any kind of picture, line by line. */
export const GeneralBasicOCR = action({
  name: 'GeneralBasicOCR',
  service: 'ocr',
  version: '2018-11-19',
  feature: 'ocr',
  priceItem: 'ocr.general',
  rateLimit: 20,
  input: z.object({
    ImageBase64: carries('ocr.images-and-results', z.string().optional()),
    ImageUrl: carries('ocr.images-and-results', z.string().optional()),
    Scene: z.string().optional(),
    LanguageType: harmless(z.enum(LANGUAGES).optional()),
    IsPdf: harmless(z.boolean().optional()),
    PdfPageNumber: harmless(z.number().int().min(1).optional()),
    IsWords: harmless(z.boolean().optional()),
  }),
  output: z.object({
    TextDetections: z.array(textDetection),
    Language: harmless(z.string()),
    Angel: harmless(z.number()),
    Angle: harmless(z.number()),
    PdfPageSize: harmless(z.number().int()),
  }),
  async run(input, context) {
    const language = input.LanguageType ?? 'zh';
    const script = scriptOf(language);
    if (script === null) throw new ApiError('FailedOperation.LanguageNotSupport', { language });
    const result = await readText(
      input,
      { mode: 'basic', script, words: input.IsWords ?? false },
      MAX_ENCODED_BYTES,
      context,
    );
    const angle = signedAngle(result.angle);
    return {
      TextDetections: toDetections(result),
      Language: language === 'auto' || language === 'mix' ? mainLanguage(result) : language,
      Angel: angle,
      Angle: angle,
      PdfPageSize: result.pdfPages ?? 0,
    };
  },
  identification: (_input, _output, [photo]) => ({ photo }),
});
