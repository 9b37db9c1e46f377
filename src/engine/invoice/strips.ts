import { flowOf } from '../documents/flow.ts';
import { type Glyph, type Strip, stripOf, toStrips } from '../documents/strip.ts';
import type { ReadLine } from '../text/read-line.ts';
import { quadAngle } from '../text/geometry.ts';

/** Letters that forms print one below the other beside their parts. */
const SIDE_LETTERS = /^[购买销售方信息密码区备注]$/;

/** Lines whose direction differs by more from the page's run up or down, degrees. */
const MOST_TILT = 30;

/** Whether two strips stand side by side in one row. */
export const isSameRow = (a: Strip, b: Strip): boolean =>
  Math.abs(a.middle - b.middle) < 0.5 * Math.min(a.height, b.height) + 0.15 * Math.max(a.height, b.height);

const centre = (glyph: Glyph): number => (glyph.left + glyph.right) / 2;

/** Where the boxes of two lines overlap, both read the same letters: they are dropped from the first of the two. */
function withoutOverlaps(strips: readonly Strip[]): Strip[] {
  return strips.flatMap((strip) => {
    const next = strips.find(
      (other) =>
        other !== strip &&
        isSameRow(strip, other) &&
        other.left > strip.left &&
        other.left < strip.right - 0.2 * strip.height &&
        other.right > strip.right,
    );
    if (!next) return [strip];
    const glyphs = strip.glyphs.filter((glyph) => centre(glyph) < next.left);
    return glyphs.length ? [stripOf(glyphs, strip)] : [];
  });
}

/** The level lines of a page, straightened: without those that run up or down. */
export function levelStrips(lines: readonly ReadLine[], tilt: number): Strip[] {
  const level = lines.filter(({ quad }) => {
    const off = Math.abs(((quadAngle(quad) - tilt + 540) % 360) - 180);
    return off < MOST_TILT;
  });
  const flow = flowOf(
    level.map(({ quad }) => quad),
    tilt,
  );
  return withoutOverlaps(toStrips(level, flow));
}

/** Without the letters that run down beside the parts of a form, and those letters. */
export function apartFromSides(strips: readonly Strip[]): { text: Strip[]; sides: Strip[] } {
  const isSide = (strip: Strip): boolean => SIDE_LETTERS.test(strip.text);
  return { text: strips.filter((strip) => !isSide(strip)), sides: strips.filter(isSide) };
}
