import { z } from 'zod';
import type { Code, CodeFormat } from '../../engine/codes/types.ts';
import { action } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { ApiError } from '../errors.ts';
import { inputBytes } from '../input-bytes.ts';
import { carries, harmless } from '../personal-data.ts';
import { ocrEngineCodes, ocrInputCodes } from './codes.ts';

/** Base64 text of the image: at most 10 MB, less what the rest of the request needs of the 10 MB body. */
const MAX_ENCODED_BYTES = 10 * 1024 * 1024;

/** The API's names. It knows WX_CODE, too, which is read by its maker alone. */
const TYPE_NAMES: Readonly<Record<CodeFormat, string>> = {
  'qr-code': 'QR_CODE',
  'data-matrix': 'DATA_MATRIX',
  pdf417: 'PDF_417',
  'ean-13': 'EAN-13',
  'ean-8': 'EAN-8',
  'ean-2': 'EAN-2',
  'upc-a': 'UPC-A',
  'upc-e': 'UPC-E',
  'code-39': 'CODE-39',
  'code-93': 'CODE-93',
  'code-128': 'CODE-128',
};

const TWO_DIMENSIONAL: readonly CodeFormat[] = ['qr-code', 'data-matrix', 'pdf417'];

const corner = z.object({ X: z.number().int(), Y: z.number().int() });

/** Reads QR codes, DataMatrix, PDF417 and bar codes, several in one picture; of a PDF, its first page. */
export const QrcodeOCR = action({
  name: 'QrcodeOCR',
  service: 'ocr',
  version: '2018-11-19',
  feature: 'ocr',
  priceItem: 'ocr.code',
  rateLimit: 5,
  input: z.object({
    ImageBase64: carries('ocr.images-and-results', z.string().optional()),
    ImageUrl: carries('ocr.images-and-results', z.string().optional()),
  }),
  output: z.object({
    CodeResults: carries(
      'ocr.images-and-results',
      z.array(
        z.object({
          TypeName: z.string(),
          /** What the code says, an address or not. */
          Url: z.string(),
          Position: z.object({ LeftTop: corner, RightTop: corner, RightBottom: corner, LeftBottom: corner }),
        }),
      ),
    ),
    ImgSize: z.object({ Wide: harmless(z.number().int()), High: harmless(z.number().int()) }),
  }),
  async run(input, context) {
    const source = { base64: input.ImageBase64, url: input.ImageUrl };
    const image = await inputBytes(source, MAX_ENCODED_BYTES, ocrInputCodes, context);
    const result = await recognise(ocrEngineCodes, () => context.engine.readCodes({ image, options: {} }));
    context.addSteps(result.steps);
    if (result.codes.length === 0) throw new ApiError('FailedOperation.ImageNoText');
    return { CodeResults: result.codes.map(toResult), ImgSize: { Wide: result.width, High: result.height } };
  },
});

const toResult = (code: Code) => ({
  TypeName: TYPE_NAMES[code.format],
  Url: code.text,
  Position: {
    LeftTop: position(code, 0),
    RightTop: position(code, 1),
    RightBottom: position(code, 2),
    LeftBottom: position(code, 3),
  },
});

/** A corner; the API gives -1 for those of bar codes. */
const position = ({ format, quad }: Code, index: 0 | 1 | 2 | 3): z.output<typeof corner> =>
  TWO_DIMENSIONAL.includes(format)
    ? { X: Math.round(quad[index].x), Y: Math.round(quad[index].y) }
    : { X: -1, Y: -1 };
