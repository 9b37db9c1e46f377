import type { MatchableLine } from '../../src/engine/documents/strip.ts';
import type { Sample } from '../material/documents/sample.ts';

/** What a reader without faults makes of a drawn page: each printed line, level, with the box of its ink. */
export async function drawnLines({ page }: Sample): Promise<MatchableLine[]> {
  const { lines, words } = await page.render({ scale: 0.2 });
  let next = 0;
  return lines.flatMap((text) => {
    const count = text.match(/\S+/g)?.length ?? 0;
    const drawn = words.slice(next, next + count);
    next += count;
    const corners = drawn.flatMap(({ quad }) => quad);
    if (corners.length === 0) return [];
    const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const quad: MatchableLine['quad'] = [
      { x: left, y: top },
      { x: right, y: top },
      { x: right, y: bottom },
      { x: left, y: bottom },
    ];
    return [{ text, confidence: 1, quad, words: [] }];
  });
}
