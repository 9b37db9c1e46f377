import { z } from 'zod';
import type { Table, TableCell, TableResult } from '../../engine/table/types.ts';
import { boxAround } from '../../engine/text/geometry.ts';
import { carries, harmless } from '../personal-data.ts';
import { coord, toCoords } from './text-detection.ts';

const read = <S extends z.ZodType>(schema: S): S => carries('ocr.images-and-results', schema);
const index = () => harmless(z.number().int());

/** A cell: rows `RowTl` up to `RowBr` and columns `ColTl` up to `ColBr`, counted from 0, the ends not included. */
export const tableCell = z.object({
  ColTl: index(),
  RowTl: index(),
  ColBr: index(),
  RowBr: index(),
  /** Several lines are parted by line feeds. */
  Text: read(z.string()),
  Type: harmless(z.literal('body')),
  /** 0..100; 0 for an empty cell. */
  Confidence: harmless(z.number().min(0).max(100)),
  Polygon: read(z.array(coord)),
});

/** One table, or the text that stands in none. */
export const tableDetection = z.object({
  Cells: z.array(tableCell),
  /** 0: text beside tables, 1: ruled table, 2: table without rules. */
  Type: harmless(z.number().int()),
  TableCoordPoint: read(z.array(coord)),
});

/** A cell as the API has it, its table beginning at row `firstRow`. */
export const toCell = (cell: TableCell, firstRow = 0): z.output<typeof tableCell> => ({
  ColTl: cell.column,
  RowTl: firstRow + cell.row,
  ColBr: cell.columnEnd,
  RowBr: firstRow + cell.rowEnd,
  Text: cell.text,
  Type: 'body',
  Confidence: Math.round(100 * cell.confidence),
  Polygon: toCoords(cell.quad),
});

const TYPES: Readonly<Record<Table['kind'], number>> = { ruled: 1, unruled: 2 };

/** The tables from the top, then the text beside them, if there is any: one column, a line to a row. */
export function toTableDetections({ tables, others }: TableResult): z.output<typeof tableDetection>[] {
  const detections = tables.map((table) => ({
    Cells: table.cells.map((cell) => toCell(cell)),
    Type: TYPES[table.kind],
    TableCoordPoint: toCoords(table.quad),
  }));
  if (others.length === 0) return detections;
  const lines = others.map((line, row) => toCell({ ...line, row, rowEnd: row + 1, column: 0, columnEnd: 1 }));
  return [
    ...detections,
    { Cells: lines, Type: 0, TableCoordPoint: toCoords(boxAround(others.flatMap((line) => line.quad))) },
  ];
}
