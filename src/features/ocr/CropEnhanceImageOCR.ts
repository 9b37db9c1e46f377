import { z } from 'zod';
import type { Treatment } from '../../engine/photo/types.ts';
import { action } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { ApiError } from '../errors.ts';
import { inputBytes } from '../input-bytes.ts';
import { carries, harmless } from '../personal-data.ts';
import { ocrEngineCodes, ocrInputCodes } from './codes.ts';

/** Base64 text of the image: at most 10 MB, less what the rest of the request needs of the 10 MB body. */
const MAX_ENCODED_BYTES = 10 * 1024 * 1024;

/** What each `EnhanceType` does here; 6, a picture of dots, is not done. */
const TREATMENTS: ReadonlyMap<number, Treatment> = new Map([
  [-1, 'none'],
  [1, 'brighten'],
  [2, 'enhance'],
  [3, 'black-and-white'],
  [4, 'grey'],
  [5, 'remove-shadow'],
]);

const flag = () => harmless(z.literal([0, 1]).optional());

/**
 * Cuts a page or card out of a picture, straightens it and makes it easier to read. Paper is taken to be flat: who asks for `Deskew`,
 * the flattening of curled paper, is told that it is not done. The picture comes in the answer: nothing is kept that an address could name.
 */
export const CropEnhanceImageOCR = action({
  name: 'CropEnhanceImageOCR',
  service: 'ocr',
  version: '2018-11-19',
  feature: 'ocr',
  priceItem: 'ocr.picture',
  rateLimit: 5,
  input: z.object({
    ImageBase64: carries('ocr.images-and-results', z.string().optional()),
    ImageUrl: carries('ocr.images-and-results', z.string().optional()),
    PdfPageNumber: harmless(z.number().int().min(1).optional()),
    Crop: flag(),
    Deskew: flag(),
    OnlyPosition: flag(),
    EnhanceType: harmless(z.literal([-1, 1, 2, 3, 4, 5, 6]).optional()),
    AdjustOrientation: flag(),
  }),
  output: z.object({
    CroppedWidth: harmless(z.number().int()),
    CroppedHeight: harmless(z.number().int()),
    /** JPEG. */
    CroppedImage: carries('ocr.images-and-results', z.string().exactOptional()),
    /** x and y of the top left, top right, bottom right and bottom left corner. */
    Position: carries('ocr.images-and-results', z.array(z.number().int())),
    /** Degrees by which the text was turned; -1 when there is none to tell by. Only with `AdjustOrientation`. */
    Angle: harmless(z.number().int().exactOptional()),
  }),
  async run(input, context) {
    const treatment = TREATMENTS.get(input.EnhanceType ?? -1);
    if (!treatment) throw new ApiError('UnsupportedOperation', { parameter: 'EnhanceType' });
    if (input.Deskew === 1) throw new ApiError('UnsupportedOperation', { parameter: 'Deskew' });
    const source = { base64: input.ImageBase64, url: input.ImageUrl };
    const image = await inputBytes(source, MAX_ENCODED_BYTES, ocrInputCodes, context);
    const upright = input.AdjustOrientation === 1;
    const options = {
      ...{ treatment, upright, crop: input.Crop !== 0, format: 'jpeg' as const },
      ...{ positionOnly: input.OnlyPosition === 1, pdfPage: input.PdfPageNumber ?? 1 },
    };
    const result = await recognise(ocrEngineCodes, () => context.engine.improveImage({ image, options }));
    context.addSteps(result.steps);
    return {
      CroppedWidth: result.width,
      CroppedHeight: result.height,
      ...(result.image && { CroppedImage: Buffer.from(result.image).toString('base64') }),
      Position: result.quad.flatMap(({ x, y }) => [Math.round(x), Math.round(y)]),
      ...(upright && { Angle: result.turned ?? -1 }),
    };
  },
  identification: (_input, _output, [photo]) => ({ photo }),
});
