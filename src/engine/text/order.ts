import type { Quad } from '../types.ts';
import { quadCentre, quadHeight } from './geometry.ts';

/** Two boxes stand in one row when their middles differ by less than this share of the smaller height. */
const SAME_ROW = 0.5;
/** So many of the latest rows are looked at for one that a box fits. */
const OPEN_ROWS = 6;

/** Sorts what lies on a page into reading order: rows from the top, each from the left, both along the text's angle in degrees. */
export function readingOrder<T extends { readonly quad: Quad }>(items: readonly T[], angle: number): T[] {
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  const placed = items.map((item) => {
    const { x, y } = quadCentre(item.quad);
    return { item, along: x * cos + y * sin, down: y * cos - x * sin, height: quadHeight(item.quad) };
  });
  placed.sort((a, b) => a.down - b.down);
  const rows: { down: number; height: number; members: typeof placed }[] = [];
  for (const entry of placed) {
    const row = rows
      .slice(-OPEN_ROWS)
      .findLast((r) => Math.abs(entry.down - r.down) < SAME_ROW * Math.min(entry.height, r.height));
    if (!row) {
      rows.push({ down: entry.down, height: entry.height, members: [entry] });
      continue;
    }
    row.members.push(entry);
    row.down += (entry.down - row.down) / row.members.length;
  }
  rows.sort((a, b) => a.down - b.down);
  return rows.flatMap((row) => row.members.sort((a, b) => a.along - b.along).map(({ item }) => item));
}
