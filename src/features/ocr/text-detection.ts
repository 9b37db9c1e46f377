import { z } from 'zod';
import type { Point, Quad, TextLine, TextResult } from '../../engine/types.ts';
import { carries, harmless } from '../personal-data.ts';

const pixel = () => z.number().int();
export const coord = z.object({ X: pixel(), Y: pixel() });
const read = <S extends z.ZodType>(schema: S): S => carries('ocr.images-and-results', schema);
const percent = () => harmless(z.number().min(0).max(100));

/** One line of text, as both general actions return it. */
export const textDetection = z.object({
  DetectedText: read(z.string()),
  Confidence: percent(),
  Polygon: read(z.array(coord)),
  /** A JSON text: `{"Parag":{"ParagNo":n}}`, paragraphs counted from 1. */
  AdvancedInfo: harmless(z.string()),
  ItemPolygon: read(z.object({ X: pixel(), Y: pixel(), Width: pixel(), Height: pixel() })),
  Words: read(z.array(z.object({ Confidence: percent(), Character: z.string() }))),
  WordCoordPoint: read(z.array(z.object({ WordCoordinate: z.array(coord) }))),
});

export type Coord = z.output<typeof coord>;

export const toCoord = ({ x, y }: Point): Coord => ({ X: Math.round(x), Y: Math.round(y) });

export const toCoords = (quad: Quad): Coord[] => quad.map(toCoord);

/** The API counts clockwise rotation positive, from -180 to 180. */
export const signedAngle = (degrees: number): number => {
  const wrapped = ((degrees % 360) + 360) % 360;
  return Math.round((wrapped > 180 ? wrapped - 360 : wrapped) * 100) / 100;
};

/** A line's place once the picture is turned upright about its centre. */
export function uprightBox(
  quad: Quad,
  { width, height, angle }: Pick<TextResult, 'width' | 'height' | 'angle'>,
) {
  const radians = (-angle * Math.PI) / 180;
  const [sin, cos] = [Math.sin(radians), Math.cos(radians)];
  const uprightWidth = Math.abs(width * cos) + Math.abs(height * sin);
  const uprightHeight = Math.abs(width * sin) + Math.abs(height * cos);
  const points = quad.map(({ x, y }) => {
    const [dx, dy] = [x - width / 2, y - height / 2];
    return { x: dx * cos - dy * sin + uprightWidth / 2, y: dx * sin + dy * cos + uprightHeight / 2 };
  });
  const left = Math.min(...points.map((p) => p.x));
  const top = Math.min(...points.map((p) => p.y));
  return {
    X: Math.round(left),
    Y: Math.round(top),
    Width: Math.round(Math.max(...points.map((p) => p.x)) - left),
    Height: Math.round(Math.max(...points.map((p) => p.y)) - top),
  };
}

const toDetection = (line: TextLine, result: TextResult, paragraph: number) => ({
  DetectedText: line.text,
  Confidence: Math.round(line.confidence * 100),
  Polygon: toCoords(line.quad),
  AdvancedInfo: JSON.stringify({ Parag: { ParagNo: paragraph } }),
  ItemPolygon: uprightBox(line.quad, result),
  Words: (line.words ?? []).map((w) => ({ Confidence: Math.round(w.confidence * 100), Character: w.text })),
  WordCoordPoint: (line.words ?? []).map((w) => ({ WordCoordinate: toCoords(w.quad) })),
});

/** Lines in reading order; a new paragraph begins where the gap to the line above exceeds 1.2 line heights. */
export function toDetections(result: TextResult): z.output<typeof textDetection>[] {
  let paragraph = 0;
  let previous: ReturnType<typeof uprightBox> | undefined;
  return result.lines.map((line) => {
    const box = uprightBox(line.quad, result);
    const gap = previous ? box.Y - (previous.Y + previous.Height) : Infinity;
    if (gap > 1.2 * box.Height || (previous && box.Y + box.Height < previous.Y)) paragraph += 1;
    previous = box;
    return toDetection(line, result, paragraph);
  });
}
