import { z } from 'zod';
import { action } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { inputBytes } from '../input-bytes.ts';
import { carries } from '../personal-data.ts';
import { ocrEngineCodes, ocrInputCodes } from './codes.ts';
import { rect, rectAround } from './rect.ts';
import { polygon, toPolygon } from './structural.ts';

/** Base64 text of the image: at most 7 MB. */
const MAX_ENCODED_BYTES = 7 * 1024 * 1024;

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
          Polygon: polygon,
          /** The upright box around them. */
          Coords: rect,
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
      ItemList: result.cards.map(({ quad }) => ({ Polygon: toPolygon(quad), Coords: rectAround(quad) })),
    };
  },
});
