import { z } from 'zod';
import { action } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { inputBytes } from '../input-bytes.ts';
import { carries } from '../personal-data.ts';
import { ocrEngineCodes, ocrInputCodes } from './codes.ts';

/** Base64 text of the image: at most 7 MB. */
const MAX_ENCODED_BYTES = 7 * 1024 * 1024;

const corner = z.object({ X: z.number().int(), Y: z.number().int() });

/** Finds the corners of cards and pages in a picture, largest first; the list is empty when their borders cannot be seen. */
export const RecognizeDetectCardCoords = action({
  name: 'RecognizeDetectCardCoords',
  service: 'ocr',
  version: '2018-11-19',
  feature: 'ocr',
  priceItem: 'ocr.picture',
  rateLimit: 20,
  input: z.object({
    ImageBase64: carries('ocr.images-and-results', z.string().optional()),
    ImageUrl: carries('ocr.images-and-results', z.string().optional()),
  }),
  output: z.object({
    ItemList: carries(
      'ocr.images-and-results',
      z.array(
        z.object({
          Polygon: z.object({ LeftTop: corner, RightTop: corner, RightBottom: corner, LeftBottom: corner }),
          /** The upright box around them. */
          Coords: z.object({ ...corner.shape, Width: z.number().int(), Height: z.number().int() }),
        }),
      ),
    ),
  }),
  async run(input, context) {
    const source = { base64: input.ImageBase64, url: input.ImageUrl };
    const image = await inputBytes(source, MAX_ENCODED_BYTES, ocrInputCodes, context);
    const result = await recognise(ocrEngineCodes, () => context.engine.findCards({ image }));
    context.addSteps(result.steps);
    return {
      ItemList: result.cards.map(({ quad }) => {
        const [xs, ys] = [quad.map((p) => Math.round(p.x)), quad.map((p) => Math.round(p.y))];
        const [left, top] = [Math.min(...xs), Math.min(...ys)];
        const at = (i: 0 | 1 | 2 | 3) => ({ X: Math.round(quad[i].x), Y: Math.round(quad[i].y) });
        return {
          Polygon: { LeftTop: at(0), RightTop: at(1), RightBottom: at(2), LeftBottom: at(3) },
          Coords: { X: left, Y: top, Width: Math.max(...xs) - left, Height: Math.max(...ys) - top },
        };
      }),
    };
  },
});
