import type { RgbImage } from '../image.ts';
import { quadCentre, quadHeight } from '../text/geometry.ts';
import type { ReadLine } from '../text/read-line.ts';
import type { Point, Quad } from '../types.ts';

/** An upright rectangle, pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** One character of a page and where it stands. */
export interface Glyph extends Box {
  readonly text: string;
  readonly confidence: number;
  /** A space stands before it. */
  readonly spaceBefore: boolean;
}

/** 8-bit grey levels, row by row. */
export interface GreyImage {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A page turned so that its lines of text run level. */
export interface StraightPage {
  readonly image: GreyImage;
  /** The characters of each line of text, from the left. */
  readonly lines: readonly (readonly Glyph[])[];
  /** Where a rectangle lies on the page that was straightened. */
  toPage(box: Box): Quad;
}

/** Less tilt than this is left as it is, degrees. */
const LEVEL = 0.1;

/** Turns a page by `tilt` degrees counter-clockwise, with the text on it; the image grows so that no corner is cut off. */
export function straighten(image: RgbImage, lines: readonly ReadLine[], tilt: number): StraightPage {
  const radians = Math.abs(tilt) < LEVEL ? 0 : (tilt * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const width = Math.round(image.width * cos + image.height * Math.abs(sin));
  const height = Math.round(image.height * cos + image.width * Math.abs(sin));
  const forth = ({ x, y }: Point): Point => {
    const [dx, dy] = [x - image.width / 2, y - image.height / 2];
    return { x: dx * cos + dy * sin + width / 2, y: dy * cos - dx * sin + height / 2 };
  };
  const back = (x: number, y: number): Point => {
    const [dx, dy] = [x - width / 2, y - height / 2];
    return { x: dx * cos - dy * sin + image.width / 2, y: dy * cos + dx * sin + image.height / 2 };
  };
  const grey = toGrey(image);
  return {
    image: radians === 0 ? grey : turned(grey, width, height, back),
    lines: lines.map((line) => toGlyphs(line, forth)),
    toPage: ({ left, top, right, bottom }) => [
      back(left, top),
      back(right, top),
      back(right, bottom),
      back(left, bottom),
    ],
  };
}

function toGrey({ data, width, height }: RgbImage): GreyImage {
  const grey = new Uint8Array(width * height);
  for (let i = 0, j = 0; i < grey.length; i++, j += 3)
    grey[i] = ((data[j] as number) * 77 + (data[j + 1] as number) * 150 + (data[j + 2] as number) * 29) >> 8;
  return { data: grey, width, height };
}

/** Bilinear; beyond the image's edge its last pixels continue. */
function turned(
  source: GreyImage,
  width: number,
  height: number,
  back: (x: number, y: number) => Point,
): GreyImage {
  const data = new Uint8Array(width * height);
  const [maxX, maxY] = [source.width - 1, source.height - 1];
  const [origin, alongX, alongY] = [back(0.5, 0.5), back(1.5, 0.5), back(0.5, 1.5)];
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const sx = origin.x + x * (alongX.x - origin.x) + y * (alongY.x - origin.x) - 0.5;
      const sy = origin.y + x * (alongX.y - origin.y) + y * (alongY.y - origin.y) - 0.5;
      const px = sx < 0 ? 0 : sx > maxX ? maxX : sx;
      const py = sy < 0 ? 0 : sy > maxY ? maxY : sy;
      const [left, top] = [Math.floor(px), Math.floor(py)];
      const [fx, fy] = [px - left, py - top];
      const at = top * source.width + left;
      const right = left < maxX ? 1 : 0;
      const below = at + (top < maxY ? source.width : 0);
      const upper = (source.data[at] as number) * (1 - fx) + (source.data[at + right] as number) * fx;
      const lower = (source.data[below] as number) * (1 - fx) + (source.data[below + right] as number) * fx;
      data[i] = upper * (1 - fy) + lower * fy + 0.5;
    }
  return { data, width, height };
}

/** The characters of a line as level boxes; spaces of its text are told by the character after them. */
function toGlyphs(line: ReadLine, forth: (point: Point) => Point): Glyph[] {
  const glyphs: Glyph[] = [];
  let rest = line.text;
  for (const word of line.words) {
    const at = Math.max(0, rest.indexOf(word.text));
    const spaceBefore = glyphs.length > 0 && rest.slice(0, at).includes(' ');
    rest = rest.slice(at + word.text.length);
    const centre = forth(quadCentre(word.quad));
    const [from, to] = [midpoint(word.quad[0], word.quad[3]), midpoint(word.quad[1], word.quad[2])].map(
      forth,
    );
    const half = quadHeight(word.quad) / 2;
    glyphs.push({
      text: word.text,
      confidence: word.confidence,
      spaceBefore,
      left: Math.min(from?.x ?? centre.x, to?.x ?? centre.x),
      right: Math.max(from?.x ?? centre.x, to?.x ?? centre.x),
      top: centre.y - half,
      bottom: centre.y + half,
    });
  }
  return glyphs;
}

const midpoint = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
