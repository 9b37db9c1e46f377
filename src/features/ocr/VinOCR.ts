import { z } from 'zod';
import { action } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { ApiError } from '../errors.ts';
import { inputBytes } from '../input-bytes.ts';
import { carries } from '../personal-data.ts';
import { ocrEngineCodes, ocrInputCodes } from './codes.ts';

/** Base64 text of the image: at most 10 MB, less what the rest of the request needs of the 10 MB body. */
const MAX_ENCODED_BYTES = 10 * 1024 * 1024;

/** Reads a vehicle identification number. One whose check digit is wrong where it must be right is not given. */
export const VinOCR = action({
  name: 'VinOCR',
  service: 'ocr',
  version: '2018-11-19',
  feature: 'ocr',
  priceItem: 'ocr.card',
  rateLimit: 10,
  input: z.object({
    ImageBase64: carries('ocr.images-and-results', z.string().optional()),
    ImageUrl: carries('ocr.images-and-results', z.string().optional()),
  }),
  output: z.object({ Vin: carries('ocr.images-and-results', z.string()) }),
  async run(input, context) {
    const source = { base64: input.ImageBase64, url: input.ImageUrl };
    const image = await inputBytes(source, MAX_ENCODED_BYTES, ocrInputCodes, context);
    const result = await recognise(ocrEngineCodes, () => context.engine.readVin({ image }));
    context.addSteps(result.steps);
    if (!result.hasText) throw new ApiError('FailedOperation.ImageNoText');
    if (result.vin === undefined) throw new ApiError('FailedOperation.OcrFailed');
    return { Vin: result.vin };
  },
});
