import { z } from 'zod';
import type { Seal } from '../../engine/seals/types.ts';
import { action } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { ApiError } from '../errors.ts';
import { inputBytes } from '../input-bytes.ts';
import { carries, harmless } from '../personal-data.ts';
import { ocrEngineCodes, ocrInputCodes } from './codes.ts';
import { rect, rectAround } from './rect.ts';

/** Base64 text of the image: at most 10 MB, less what the rest of the request needs of the 10 MB body. */
const MAX_ENCODED_BYTES = 10 * 1024 * 1024;

/** The API's numbers of shapes; diamonds and triangles, its 3 and 4, are not told. */
const SHAPES = { round: '0', oval: '1', rectangle: '2' } as const;

const read = <S extends z.ZodType>(schema: S): S => carries('ocr.images-and-results', schema);

const seal = {
  SealBody: z.string(),
  Location: rect,
  OtherTexts: z.array(z.string()),
  SealShape: z.string(),
};

/** Reads the seals on a page that are stamped in red ink, largest first. A border in which nothing can be read is no seal. */
export const SealOCR = action({
  name: 'SealOCR',
  service: 'ocr',
  version: '2018-11-19',
  feature: 'ocr',
  priceItem: 'ocr.structure',
  rateLimit: 5,
  input: z.object({
    ImageBase64: read(z.string().optional()),
    ImageUrl: read(z.string().optional()),
    /** Of the mainland alone; PDF documents are read unless it is false. */
    EnablePdf: harmless(z.boolean().optional()),
    PdfPageNumber: harmless(z.number().int().min(1).optional()),
  }),
  output: z.object({
    SealBody: read(seal.SealBody),
    Location: read(seal.Location),
    OtherTexts: read(seal.OtherTexts),
    SealInfos: read(z.array(z.object(seal))),
    SealShape: read(seal.SealShape),
  }),
  async run(input, context) {
    const source = { base64: input.ImageBase64, url: input.ImageUrl };
    const image = await inputBytes(source, MAX_ENCODED_BYTES, ocrInputCodes, context);
    const options = { pdfPage: input.PdfPageNumber ?? 1, picturesOnly: input.EnablePdf === false };
    const result = await recognise(ocrEngineCodes, () => context.engine.readSeals({ image, options }));
    context.addSteps(result.steps);
    const SealInfos = result.seals.map(toInfo);
    const [first] = SealInfos;
    if (!first) throw new ApiError('FailedOperation.OcrFailed');
    return { ...first, SealInfos };
  },
});

const toInfo = ({ shape, quad, body, others }: Seal) => ({
  SealBody: body,
  Location: rectAround(quad),
  OtherTexts: [...others],
  SealShape: SHAPES[shape],
});
