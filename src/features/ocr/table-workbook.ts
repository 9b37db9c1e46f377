import writeExcelFile, { type Cell } from 'write-excel-file/node';
import type { Table, TableResult } from '../../engine/table/types.ts';

/** Widths of columns, characters. */
const NARROWEST = 8;
const WIDEST = 60;

/**
 * The tables as a workbook (.xlsx, ISO/IEC 29500), each on a sheet of its own; without tables the text, a line to a row. Every
 * cell is written as text, so that nothing that was read becomes a formula.
 * @returns Base64 text
 */
export async function toWorkbook({ tables, others }: TableResult): Promise<string> {
  const sheets = tables.map((table, i) => ({
    data: toRows(table),
    sheet: `Table ${i + 1}`,
    columns: widthsOf(table),
  }));
  const lines = others.map((line): Cell[] => [{ value: line.text, type: String }]);
  const file = writeExcelFile(tables.length > 0 ? sheets : [{ data: lines, sheet: 'Text' }]);
  return (await file.toBuffer()).toString('base64');
}

/** Rows of as many cells as there are columns; places that another cell covers hold null. */
function toRows(table: Table): Cell[][] {
  const rows = Array.from({ length: table.rows }, () => new Array<Cell>(table.columns).fill(null));
  for (const cell of table.cells) {
    const row = rows[cell.row];
    if (!row) continue;
    row[cell.column] = {
      ...(cell.text === '' ? {} : { value: cell.text, type: String }),
      rowSpan: cell.rowEnd - cell.row,
      columnSpan: cell.columnEnd - cell.column,
      wrap: cell.text.includes('\n'),
      borderStyle: 'thin',
    };
  }
  return rows;
}

const widthsOf = (table: Table): { width: number }[] =>
  Array.from({ length: table.columns }, (_, column) => {
    const lines = table.cells
      .filter((cell) => cell.column === column && cell.columnEnd === column + 1)
      .flatMap((cell) => cell.text.split('\n'));
    return { width: Math.max(NARROWEST, Math.min(WIDEST, ...lines.map((line) => line.length + 2))) };
  });
