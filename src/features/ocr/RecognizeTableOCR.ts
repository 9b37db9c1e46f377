import { z } from 'zod';
import { action } from '../action.ts';
import { carries, harmless } from '../personal-data.ts';
import { readTable } from './read-table.ts';
import { tableDetection, toTableDetections } from './table-detection.ts';
import { toWorkbook } from './table-workbook.ts';

/** Base64 text of the image: at most 7 MB. */
const MAX_ENCODED_BYTES = 7 * 1024 * 1024;

/** What reads each language of the API; English stands in both. */
const SCRIPTS = { zh: 'chinese', jap: 'japanese' } as const;

/** Reads tables, ruled or not, several on a page, into cells and a workbook. */
export const RecognizeTableOCR = action({
  name: 'RecognizeTableOCR',
  service: 'ocr',
  version: '2018-11-19',
  feature: 'ocr',
  priceItem: 'ocr.table',
  rateLimit: 10,
  input: z.object({
    ImageBase64: carries('ocr.images-and-results', z.string().optional()),
    ImageUrl: carries('ocr.images-and-results', z.string().optional()),
    IsPdf: harmless(z.boolean().optional()),
    PdfPageNumber: harmless(z.number().int().min(1).optional()),
    TableLanguage: harmless(z.enum(['zh', 'jap']).optional()),
  }),
  output: z.object({
    TableDetections: z.array(tableDetection),
    Data: carries('ocr.images-and-results', z.string()),
    PdfPageSize: harmless(z.number().int()),
    Angle: harmless(z.number()),
  }),
  async run(input, context) {
    const page = input.IsPdf ? input : { ...input, PdfPageNumber: 1 };
    const result = await readTable(
      page,
      { mode: 'basic', script: SCRIPTS[input.TableLanguage ?? 'zh'] },
      MAX_ENCODED_BYTES,
      context,
    );
    return {
      TableDetections: toTableDetections(result),
      Data: await toWorkbook(result),
      PdfPageSize: result.pdfPages ?? 0,
      // Here the API counts by how much the picture must be turned counter-clockwise, as a negative number.
      Angle: result.angle === 0 ? 0 : -result.angle,
    };
  },
});
