import sharp from 'sharp';
import { EngineError } from './types.ts';

/** An image in memory: 8-bit RGB, row by row, `data.length === width * height * 3`. */
export interface RgbImage {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** More pixels than this are not decoded: a guard against decompression bombs. */
export const MAX_PIXELS = 100_000_000;

/**
 * Decodes PNG, JPEG or BMP, turns it upright by its EXIF orientation and lays it on white.
 * @throws EngineError `unreadable-image` or `image-too-large`.
 */
export async function decodeImage(bytes: Uint8Array): Promise<RgbImage> {
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
      .rotate()
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height };
  } catch (error) {
    const tooLarge = error instanceof Error && error.message.includes('pixel limit');
    throw tooLarge
      ? new EngineError('image-too-large', `the image has more than ${MAX_PIXELS} pixels`)
      : new EngineError('unreadable-image', 'the image cannot be decoded');
  }
}
