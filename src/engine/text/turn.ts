import sharp from 'sharp';
import type { RgbImage } from '../image.ts';
import type { Point } from '../types.ts';
import type { Quarters } from './orientation.ts';

/** Turns an image whose text is turned clockwise by `quarters` right angles, so that it stands upright. */
export async function turnUpright(image: RgbImage, quarters: Quarters): Promise<RgbImage> {
  if (quarters === 0) return image;
  const { data, info } = await sharp(image.data, {
    raw: { width: image.width, height: image.height, channels: 3 },
  })
    .rotate(360 - 90 * quarters)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Where a point of the upright image lies in the one that was turned. */
export function turnBack({ x, y }: Point, upright: RgbImage, quarters: Quarters): Point {
  if (quarters === 1) return { x: upright.height - y, y: x };
  if (quarters === 2) return { x: upright.width - x, y: upright.height - y };
  if (quarters === 3) return { x: y, y: upright.width - x };
  return { x, y };
}
