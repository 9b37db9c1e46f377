import { z } from 'zod';
import type { ImproveOptions } from '../../engine/photo/types.ts';
import { action } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { ApiError } from '../errors.ts';
import { inputBytes } from '../input-bytes.ts';
import { carries, harmless } from '../personal-data.ts';
import { ocrEngineCodes, ocrInputCodes } from './codes.ts';

/** Base64 text of the image: at most 10 MB, less what the rest of the request needs of the 10 MB body. */
const MAX_ENCODED_BYTES = 10 * 1024 * 1024;

/**
 * What each of the API's tasks does here. Not done, and answered so: flattening of curled paper (2), ink saving (207), the choice
 * among tasks (300), moiré (301), deblurring (303), overexposure (304).
 */
const TASKS: ReadonlyMap<number, ImproveOptions> = new Map([
  [1, { treatment: 'enhance', crop: true, format: 'jpeg' }],
  [202, { treatment: 'black-and-white', format: 'png' }],
  [204, { treatment: 'brighten', format: 'jpeg' }],
  [205, { treatment: 'grey', format: 'jpeg' }],
  [208, { treatment: 'sharpen', format: 'jpeg' }],
  [302, { treatment: 'remove-shadow', format: 'jpeg' }],
]);

/** Makes a picture of a document easier to read. */
export const ImageEnhancement = action({
  name: 'ImageEnhancement',
  service: 'ocr',
  version: '2018-11-19',
  feature: 'ocr',
  priceItem: 'ocr.picture',
  rateLimit: 5,
  input: z.object({
    ImageBase64: carries('ocr.images-and-results', z.string().optional()),
    ImageUrl: carries('ocr.images-and-results', z.string().optional()),
    ReturnImage: harmless(z.enum(['', ' ', 'preprocess', 'origin']).optional()),
    TaskType: harmless(z.literal([1, 2, 202, 204, 205, 207, 208, 300, 301, 302, 303, 304]).optional()),
  }),
  /** Empty unless a picture is asked for. JPEG; black and white, PNG. */
  output: z.object({
    ImageTag: harmless(z.string().exactOptional()),
    Image: carries('ocr.images-and-results', z.string().exactOptional()),
  }),
  async run(input, context) {
    const options = TASKS.get(input.TaskType ?? 1);
    if (!options) throw new ApiError('UnsupportedOperation', { parameter: 'TaskType' });
    const source = { base64: input.ImageBase64, url: input.ImageUrl };
    const image = await inputBytes(source, MAX_ENCODED_BYTES, ocrInputCodes, context);
    const result = await recognise(ocrEngineCodes, () => context.engine.improveImage({ image, options }));
    context.addSteps(result.steps);
    const tag = input.ReturnImage?.trim();
    if (tag !== 'preprocess' && tag !== 'origin') return {};
    const returned = tag === 'origin' ? image : (result.image ?? image);
    return { ImageTag: tag, Image: Buffer.from(returned).toString('base64') };
  },
  identification: (_input, _output, [photo]) => ({ photo }),
});
