import { quadAngle, quadCentre, quadHeight, quadWidth } from '../text/geometry.ts';
import type { ReadLine } from '../text/read-line.ts';
import type { Quad } from '../types.ts';

/** What may be the text of a plate: one row, or two of which the upper one names the office. */
export interface Candidate {
  readonly quad: Quad;
  readonly rows: readonly Quad[];
}

type Line = Pick<ReadLine, 'text' | 'quad'>;

/** Letters, digits and the like of a line. */
const solid = (text: string): string => text.toUpperCase().replace(/[^\p{Script=Han}A-Z0-9]/gu, '');
const latin = (text: string): number => text.replace(/[^A-Z0-9]/g, '').length;

/** Width by height of a plate's text in one row: GA 36 has 409 mm by 90 mm. */
const FLATTEST = 9;
const HIGHEST = 2.2;

/** Lines of a page that could be plates by their length and form, and pairs of lines that could be one. */
export function findCandidates(lines: readonly Line[]): Candidate[] {
  const single = lines.filter((line) => isWhole(line)).map(({ quad }) => ({ quad, rows: [quad] }));
  const pairs = lines.flatMap((head) => lines.flatMap((tail) => pairOf(head, tail) ?? []));
  return [...single, ...pairs];
}

function isWhole({ text, quad }: Line): boolean {
  const characters = solid(text);
  const ratio = quadWidth(quad) / Math.max(1, quadHeight(quad));
  const length = [...characters].length;
  return length >= 5 && length <= 10 && latin(characters) >= 4 && ratio > HIGHEST && ratio < FLATTEST;
}

/** The office (two characters) beside or above the number (four to six). */
function pairOf(head: Line, tail: Line): Candidate | undefined {
  const [office, number] = [solid(head.text), solid(tail.text)];
  if ([...office].length < 1 || [...office].length > 3 || latin(office) > 2) return undefined;
  if ([...number].length < 4 || [...number].length > 7 || latin(number) < 4) return undefined;
  const height = quadHeight(tail.quad);
  const angle = (quadAngle(tail.quad) * Math.PI) / 180;
  const [from, to] = [quadCentre(head.quad), quadCentre(tail.quad)];
  const along = (to.x - from.x) * Math.cos(angle) + (to.y - from.y) * Math.sin(angle);
  const down = (to.y - from.y) * Math.cos(angle) - (to.x - from.x) * Math.sin(angle);
  const [a, b, c, d] = [head.quad, tail.quad]
    .map((quad) => quadWidth(quad))
    .concat(quadHeight(head.quad), height) as [number, number, number, number];
  const gap = along - (a + b) / 2;
  if (Math.abs(down) < 0.35 * height && gap > -0.5 * height && gap < height && c < 1.6 * d && d < 1.6 * c) {
    const quad: Quad = [head.quad[0], tail.quad[1], tail.quad[2], head.quad[3]];
    return { quad, rows: [quad] };
  }
  const isAbove = down > 0.5 * (c + d) * 0.8 && down < 0.5 * (c + d) * 2.2;
  if (!isAbove || Math.abs(along) > 0.35 * b) return undefined;
  return {
    quad: [
      spread(tail.quad[0], head.quad[0], angle),
      spread(tail.quad[1], head.quad[1], angle),
      tail.quad[2],
      tail.quad[3],
    ],
    rows: [head.quad, tail.quad],
  };
}

/** A corner of the lower row, moved up to the height of the upper row's. */
function spread(lower: Quad[0], upper: Quad[0], angle: number): Quad[0] {
  const down = (upper.y - lower.y) * Math.cos(angle) - (upper.x - lower.x) * Math.sin(angle);
  return { x: lower.x - down * Math.sin(angle), y: lower.y + down * Math.cos(angle) };
}
