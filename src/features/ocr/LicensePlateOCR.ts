import { z } from 'zod';
import type { Plate, PlateColour } from '../../engine/plates/types.ts';
import { action } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { ApiError } from '../errors.ts';
import { inputBytes } from '../input-bytes.ts';
import { carries, harmless } from '../personal-data.ts';
import { ocrEngineCodes, ocrInputCodes } from './codes.ts';
import { rect, rectAround } from './rect.ts';

/** Base64 text of the image: at most 10 MB, less what the rest of the request needs of the 10 MB body. */
const MAX_ENCODED_BYTES = 10 * 1024 * 1024;

/** As the API names them. */
const COLOURS: Readonly<Record<PlateColour, string>> = {
  blue: '蓝',
  yellow: '黄',
  green: '绿',
  'yellow-green': '黄绿',
  white: '白',
  black: '黑',
};

const read = <S extends z.ZodType>(schema: S): S => carries('ocr.images-and-results', schema);

const plate = {
  /** Without the dot. */
  Number: z.string(),
  /** 0..100. */
  Confidence: z.number().int(),
  Rect: rect,
  Color: z.string(),
};

/** Reads licence plates of mainland China and tells their colours, best read first. What a plate is made of is not told. */
export const LicensePlateOCR = action({
  name: 'LicensePlateOCR',
  service: 'ocr',
  version: '2018-11-19',
  feature: 'ocr',
  priceItem: 'ocr.card',
  rateLimit: 10,
  input: z.object({
    ImageBase64: read(z.string().optional()),
    ImageUrl: read(z.string().optional()),
  }),
  output: z.object({
    Number: read(plate.Number),
    Confidence: harmless(plate.Confidence),
    Rect: read(plate.Rect),
    Color: read(plate.Color),
    LicensePlateInfos: read(z.array(z.object(plate))),
  }),
  async run(input, context) {
    const source = { base64: input.ImageBase64, url: input.ImageUrl };
    const image = await inputBytes(source, MAX_ENCODED_BYTES, ocrInputCodes, context);
    const result = await recognise(ocrEngineCodes, () => context.engine.readPlates({ image }));
    context.addSteps(result.steps);
    if (!result.hasText) throw new ApiError('FailedOperation.ImageNoText');
    const LicensePlateInfos = result.plates.map(toInfo);
    const [first] = LicensePlateInfos;
    if (!first) throw new ApiError('FailedOperation.OcrFailed');
    return { ...first, LicensePlateInfos };
  },
});

const toInfo = ({ number, confidence, colour, quad }: Plate) => ({
  Number: number,
  Confidence: Math.round(100 * confidence),
  Rect: rectAround(quad),
  Color: COLOURS[colour],
});
