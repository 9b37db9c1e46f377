import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { carries, harmless } from '../personal-data.ts';
import { readTable } from './read-table.ts';
import { tableDetection, toTableDetections } from './table-detection.ts';
import { toWorkbook } from './table-workbook.ts';
import { signedAngle } from './text-detection.ts';

/** Base64 text of the image: at most 10 MB, less what the rest of the request needs of the 10 MB body. */
const MAX_ENCODED_BYTES = 10 * 1024 * 1024;

/** Reads tables, ruled or not, several on a page, into cells and a workbook; looks for small text, too. */
export const RecognizeTableAccurateOCR = action({
  name: 'RecognizeTableAccurateOCR',
  service: 'ocr',
  version: '2018-11-19',
  feature: 'ocr',
  priceItem: 'ocr.table',
  rateLimit: 2,
  input: z.object({
    ImageBase64: carries('ocr.images-and-results', z.string().optional()),
    ImageUrl: carries('ocr.images-and-results', z.string().optional()),
    PdfPageNumber: harmless(z.number().int().min(1).optional()),
    UseNewModel: harmless(z.boolean().optional()),
  }),
  output: z.object({
    TableDetections: z.array(tableDetection),
    Data: carries('ocr.images-and-results', z.string()),
    PdfPageSize: harmless(z.number().int()),
    Angle: harmless(z.number()),
  }),
  async run(input, context) {
    if (input.UseNewModel) throw new ApiError('UnsupportedOperation', { parameter: 'UseNewModel' });
    const result = await readTable(input, { mode: 'accurate' }, MAX_ENCODED_BYTES, context);
    return {
      TableDetections: toTableDetections(result),
      Data: await toWorkbook(result),
      PdfPageSize: result.pdfPages ?? 0,
      Angle: signedAngle(result.angle),
    };
  },
});
