import type { RgbImage } from '../image.ts';
import { cropQuad } from '../text/crop.ts';
import { quadHeight, quadWidth } from '../text/geometry.ts';
import type { Quad } from '../types.ts';

/** Width to height of ID-1 cards: 85.60 mm by 53.98 mm (ISO/IEC 7810). */
const ID1 = 85.6 / 53.98;
/** Proportions this near to a card's are taken to be a card's: perspective shortens one side. */
const NEAR = 1.15;

/** Cuts a card out of a picture and looks at it straight on, `width` by `height` pixels. */
export const straighten = (image: RgbImage, quad: Quad, width: number, height: number): RgbImage =>
  cropQuad(image, quad, Math.max(1, Math.round(width)), Math.max(1, Math.round(height)));

/** The size at which a straightened quad loses nothing, pixels; with a card's proportions if it nearly has them. */
export function straightSize(quad: Quad): { width: number; height: number } {
  const [width, height] = [Math.max(1, quadWidth(quad)), Math.max(1, quadHeight(quad))];
  const ratio = width / height;
  const near = [ID1, 1 / ID1].find((each) => Math.max(ratio / each, each / ratio) < NEAR);
  if (near === undefined) return { width: Math.round(width), height: Math.round(height) };
  return near > ratio
    ? { width: Math.round(height * near), height: Math.round(height) }
    : { width: Math.round(width), height: Math.round(width / near) };
}
