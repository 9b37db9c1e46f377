import type { RgbImage } from '../image.ts';

/** Brightness of each pixel, 0..255 (ITU-R BT.601). */
export function lumaOf({ data, width, height }: RgbImage): Uint8Array {
  const luma = new Uint8Array(width * height);
  for (let i = 0, at = 0; i < luma.length; i++, at += 3)
    luma[i] =
      0.299 * (data[at] as number) +
      0.587 * (data[at + 1] as number) +
      0.114 * (data[at + 2] as number) +
      0.5;
  return luma;
}
