import { z } from 'zod';
import type { Table } from '../../engine/table/types.ts';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { carries } from '../personal-data.ts';
import { readTable } from './read-table.ts';
import { tableCell, toCell } from './table-detection.ts';
import { toWorkbook } from './table-workbook.ts';

/** Base64 text of the image: at most 3 MB. */
const MAX_ENCODED_BYTES = 3 * 1024 * 1024;

/** Reads tables into one list of cells, the rows of a second table following those of the first, and a workbook. */
export const TableOCR = action({
  name: 'TableOCR',
  service: 'ocr',
  version: '2018-11-19',
  feature: 'ocr',
  priceItem: 'ocr.table',
  rateLimit: 10,
  input: z.object({
    ImageBase64: carries('ocr.images-and-results', z.string().optional()),
    ImageUrl: carries('ocr.images-and-results', z.string().optional()),
  }),
  output: z.object({
    TextDetections: z.array(tableCell),
    Data: carries('ocr.images-and-results', z.string()),
  }),
  async run(input, context) {
    const result = await readTable(input, { mode: 'basic' }, MAX_ENCODED_BYTES, context);
    if (result.tables.length === 0) throw new ApiError('FailedOperation.OcrFailed');
    return { TextDetections: oneAfterAnother(result.tables), Data: await toWorkbook(result) };
  },
});

function oneAfterAnother(tables: readonly Table[]): z.output<typeof tableCell>[] {
  let firstRow = 0;
  return tables.flatMap((table) => {
    const cells = table.cells.map((cell) => toCell(cell, firstRow));
    firstRow += table.rows;
    return cells;
  });
}
