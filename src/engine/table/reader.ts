import { median, quadHeight } from '../text/geometry.ts';
import type { OpenPage, TextReader } from '../text/reader.ts';
import type { Step, TextLine } from '../types.ts';
import { boxOf, cellBox, type Grid, type GridCell, gridsOf } from './grid.ts';
import { CELL_GAP, confidenceOf, contains, cutLine, middleX, middleY, type Piece, textOf } from './pieces.ts';
import { findRules, type Rules } from './rules.ts';
import { type Box, type Glyph, straighten, type StraightPage } from './straight-page.ts';
import type { Table, TableCell, TableOptions, TableResult } from './types.ts';
import { unruledGrids } from './unruled.ts';

export interface TableReader {
  /** @throws EngineError */
  read(image: Uint8Array, options: TableOptions): Promise<TableResult>;
}

/** Shortest runs of ink that can be rules, in usual heights of a line: longer than strokes of letters. */
const LEVEL_RUN = 2;
const UPRIGHT_RUN = 1.3;
const SHORTEST_RUN = 16;
/** How far rules may miss each other, in usual heights of a line. */
const TOLERANCE = 0.4;
/** Rules that still slope by more than this on the straightened page straighten it once more, degrees. */
const LEVEL_ENOUGH = 0.1;

/** A reader of tables on top of one of text. One call at a time. */
export const createTableReader = (textReader: TextReader): TableReader => ({
  read: async (image, options) => {
    const page = await textReader.open(image, options);
    const start = performance.now();
    const found = findTables(page);
    const step: Step = { name: 'table', ms: Math.round(performance.now() - start) };
    return {
      ...(page.pdfPages === undefined ? {} : { pdfPages: page.pdfPages }),
      width: page.fullWidth,
      height: page.fullHeight,
      ...found,
      steps: [...page.steps, step],
    };
  },
});

/** The tables of a page that has been read, and the text that is in none. */
export function findTables(page: OpenPage): Pick<TableResult, 'tables' | 'others' | 'angle'> {
  const usual = median(page.lines.map((line) => quadHeight(line.quad)));
  if (usual === 0) return { tables: [], others: [], angle: page.angle };
  const { straight, rules, tilt } = straightWithRules(page, usual);
  const ruled = gridsOf(rules, Math.max(4, TOLERANCE * usual));
  const isOutside = ({ at, from, to }: Rules['level'][number]): boolean =>
    !ruled.some((grid) => contains(grown(boxOf(grid), usual), (from + to) / 2, at));
  const pieces = straight.lines
    .flatMap((line) => cutLine(line, (a, b) => b.left - a.right > CELL_GAP * (a.bottom - a.top)))
    .filter((piece) => !ruled.some((grid) => contains(boxOf(grid), middleX(piece), middleY(piece))));
  const unruled = unruledGrids(pieces, rules.level.filter(isOutside));
  const grids = [
    ...ruled.map((grid) => ({ grid, kind: 'ruled' as const })),
    ...unruled.map((grid) => ({ grid, kind: 'unruled' as const })),
  ].sort((a, b) => boxOf(a.grid).top - boxOf(b.grid).top);
  const { inGrids, others } = sortText(
    straight.lines,
    grids.map(({ grid }) => grid),
  );
  const tables = grids
    .map(({ grid, kind }, i) =>
      toTable(grid, kind, inGrids[i] ?? new Map<GridCell, Piece[]>(), page, straight),
    )
    .filter((table) => table.cells.filter((cell) => cell.text).length > 1);
  const angle = (Math.round((page.angle - page.tilt + tilt + 360) * 10) % 3600) / 10;
  return { tables, angle, others: others.map((piece) => toLine(piece, page, straight)) };
}

/** Straightens a page by its text, then by its rules, which tell the tilt better. */
function straightWithRules(
  page: OpenPage,
  usual: number,
): { straight: StraightPage; rules: Rules; tilt: number } {
  const rulesOn = (straight: StraightPage): Rules =>
    findRules(
      straight.image,
      Math.max(SHORTEST_RUN, LEVEL_RUN * usual),
      Math.max(SHORTEST_RUN, UPRIGHT_RUN * usual),
    );
  const straight = straighten(page.image, page.lines, page.tilt);
  const rules = rulesOn(straight);
  const long = rules.level.filter((rule) => rule.to - rule.from > 10 * usual);
  const remaining = (Math.atan(median(long.map((rule) => rule.slope))) * 180) / Math.PI;
  if (Math.abs(remaining) < LEVEL_ENOUGH) return { straight, rules, tilt: page.tilt };
  const tilt = page.tilt + remaining;
  const straighter = straighten(page.image, page.lines, tilt);
  return { straight: straighter, rules: rulesOn(straighter), tilt };
}

const grown = (box: Box, by: number): Box => ({
  left: box.left - by,
  top: box.top - by,
  right: box.right + by,
  bottom: box.bottom + by,
});

/** Puts each character into the cell that holds its middle; `others`: what stands in no grid. */
function sortText(
  lines: readonly (readonly Glyph[])[],
  grids: readonly Grid[],
): { inGrids: Map<GridCell, Piece[]>[]; others: Piece[] } {
  const inGrids = grids.map(() => new Map<GridCell, Piece[]>());
  const boxes = grids.map(boxOf);
  const others: Piece[] = [];
  const placeOf = (glyph: Glyph): { grid: number; cell: GridCell } | undefined => {
    const [x, y] = [middleX(glyph), middleY(glyph)];
    const grid = boxes.findIndex((box) => contains(box, x, y));
    const cell = grids[grid]?.cells.find((each) => contains(cellBox(grids[grid] as Grid, each), x, y));
    return cell && { grid, cell };
  };
  for (const line of lines) {
    const places = new Map(line.map((glyph) => [glyph, placeOf(glyph)]));
    for (const piece of cutLine(line, (a, b) => places.get(a)?.cell !== places.get(b)?.cell)) {
      const place = places.get(piece.glyphs[0] as Glyph);
      if (!place) others.push(piece);
      else {
        const cells = inGrids[place.grid] as Map<GridCell, Piece[]>;
        cells.set(place.cell, [...(cells.get(place.cell) ?? []), piece]);
      }
    }
  }
  return { inGrids, others };
}

function toTable(
  grid: Grid,
  kind: Table['kind'],
  pieces: ReadonlyMap<GridCell, readonly Piece[]>,
  page: OpenPage,
  straight: StraightPage,
): Table {
  const cells = grid.cells.map((cell): TableCell => {
    const inside = pieces.get(cell) ?? [];
    return {
      ...cell,
      text: textOf(inside),
      confidence: confidenceOf(inside),
      quad: page.toInput(straight.toPage(cellBox(grid, cell))),
    };
  });
  const quad = page.toInput(straight.toPage(boxOf(grid)));
  return { kind, rows: grid.ys.length - 1, columns: grid.xs.length - 1, cells, quad };
}

const toLine = (piece: Piece, page: OpenPage, straight: StraightPage): TextLine => ({
  text: textOf([piece]),
  confidence: confidenceOf([piece]),
  quad: page.toInput(straight.toPage(piece)),
});
