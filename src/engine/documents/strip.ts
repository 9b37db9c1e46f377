import { pointIn } from '../text/crop.ts';
import { boxAround, quadHeight } from '../text/geometry.ts';
import type { ReadLine } from '../text/read-line.ts';
import type { Quad } from '../types.ts';
import type { Flow } from './flow.ts';

/** One character of a line, or what the reader gave as one. */
export interface Glyph {
  readonly text: string;
  readonly confidence: number;
  /** Whether a space stands before it. */
  readonly spaced: boolean;
  readonly quad: Quad;
  /** Along the text, in the page's flow. */
  readonly left: number;
  readonly right: number;
}

/** Characters that stand side by side on one line. Never empty. */
export interface Strip {
  readonly glyphs: readonly Glyph[];
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** Middle and height, in the page's flow. */
  readonly middle: number;
  readonly height: number;
}

/** What matching takes of a line; `words` are its characters without spaces. */
export type MatchableLine = Pick<ReadLine, 'text' | 'confidence' | 'quad' | 'words'>;

/** A gap between characters wider than so many heights divides a line. */
const WIDE_GAP = 2;

const sliceQuad = (quad: Quad, from: number, to: number): Quad => [
  pointIn(quad, from, 0),
  pointIn(quad, to, 0),
  pointIn(quad, to, 1),
  pointIn(quad, from, 1),
];

/** The characters of a line; where its character boxes do not tell its text, the text is spread evenly over the line. */
function glyphsOf(line: MatchableLine, flow: Flow): Glyph[] {
  const solid = line.text.replace(/\s/g, '');
  const words =
    line.words.map((word) => word.text).join('') === solid
      ? line.words
      : [...line.text].flatMap((text, i, all) =>
          /\s/.test(text)
            ? []
            : [
                {
                  text,
                  confidence: line.confidence,
                  quad: sliceQuad(line.quad, i / all.length, (i + 1) / all.length),
                },
              ],
        );
  let at = 0;
  return words.map(({ text, confidence, quad }) => {
    const start = line.text.indexOf(text[0] ?? '', at);
    const spaced = /\s/.test(line.text.slice(at, start));
    at = start + text.length;
    const [a, b, c, d] = quad.map(flow) as [Quad[0], Quad[1], Quad[2], Quad[3]];
    return { text, confidence, spaced, quad, left: (a.x + d.x) / 2, right: (b.x + c.x) / 2 };
  });
}

const textOf = (glyphs: readonly Glyph[]): string =>
  glyphs.map((glyph, i) => (glyph.spaced && i > 0 ? ' ' : '') + glyph.text).join('');

/** Characters as a strip of the same line. */
export const stripOf = (
  glyphs: readonly Glyph[],
  { middle, height }: Pick<Strip, 'middle' | 'height'>,
): Strip => ({
  glyphs,
  text: textOf(glyphs),
  left: Math.min(...glyphs.map((glyph) => glyph.left)),
  right: Math.max(...glyphs.map((glyph) => glyph.right)),
  middle,
  height,
});

/** Divides a strip before each glyph for which `before` is true. */
export function divide(strip: Strip, before: (glyph: Glyph, previous: Glyph) => boolean): Strip[] {
  const groups: Glyph[][] = [];
  for (const glyph of strip.glyphs) {
    const previous = groups.at(-1)?.at(-1);
    if (!previous || before(glyph, previous)) groups.push([]);
    groups.at(-1)?.push(glyph);
  }
  return groups.map((glyphs) => stripOf(glyphs, strip));
}

export const divideAtGaps = (strip: Strip): Strip[] =>
  divide(strip, (glyph, previous) => glyph.left - previous.right > WIDE_GAP * strip.height);

export const divideAtSpaces = (strip: Strip): Strip[] => divide(strip, (glyph) => glyph.spaced);

/** The lines of a page as strips of the page's flow. */
export const toStrips = (lines: readonly MatchableLine[], flow: Flow): Strip[] =>
  lines.flatMap((line) => {
    const glyphs = glyphsOf(line, flow);
    if (glyphs.length === 0) return [];
    const corners = line.quad.map(flow);
    const middle = corners.reduce((sum, point) => sum + point.y, 0) / 4;
    return [stripOf(glyphs, { middle, height: quadHeight(line.quad) })];
  });

export const confidenceOf = (strips: readonly Strip[]): number => {
  const glyphs = strips.flatMap((strip) => strip.glyphs);
  return glyphs.reduce((sum, glyph) => sum + glyph.confidence, 0) / Math.max(1, glyphs.length);
};

/** The quad around a strip, pixels; `margin`: a share of its height on each side. */
export function quadOf(strip: Strip, margin = 0): Quad {
  const [first, last] = [strip.glyphs[0] as Glyph, strip.glyphs.at(-1) as Glyph];
  const quad: Quad = [first.quad[0], last.quad[1], last.quad[2], first.quad[3]];
  if (margin === 0) return quad;
  const across = (margin * strip.height) / Math.max(1, strip.right - strip.left);
  const at = (u: number, v: number) => pointIn(quad, u, v);
  return [
    at(-across, -margin / 2),
    at(1 + across, -margin / 2),
    at(1 + across, 1 + margin / 2),
    at(-across, 1 + margin / 2),
  ];
}

/** The quad around several strips: level when they stand on several lines. */
export function quadAround(strips: readonly Strip[]): Quad | undefined {
  const [first] = strips;
  if (!first) return undefined;
  if (strips.every((strip) => strip.middle === first.middle))
    return quadOf(
      stripOf(
        strips.flatMap((strip) => strip.glyphs),
        first,
      ),
    );
  return boxAround(strips.flatMap((strip) => quadOf(strip)));
}
