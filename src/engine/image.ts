import sharp, { type Sharp } from 'sharp';
import { decodeBmp, isBmp } from './bmp.ts';
import { EngineError } from './types.ts';

// Images are personal data: the decoder keeps nothing of one call for the next. Processes, not threads, share the cores.
sharp.cache(false);
sharp.concurrency(1);

/** An image in memory: 8-bit RGB, row by row, `data.length === width * height * 3`. */
export interface RgbImage {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** An image that may have been scaled down while it was decoded. */
export interface ScaledImage {
  readonly image: RgbImage;
  /** Size of the input after EXIF rotation, pixels. */
  readonly fullWidth: number;
  readonly fullHeight: number;
}

/** More pixels than this are not decoded: a guard against decompression bombs. */
export const MAX_PIXELS = 100_000_000;
/** Nor are images with a longer side, pixels: the bound of the public API, "20 to 10000 px". */
export const MAX_SIDE = 10_000;

/** First bytes of the formats that are read. Others that the library knows (SVG above all) can refer to files or take for ever. */
const SIGNATURES: readonly (readonly number[])[] = [
  [0xff, 0xd8, 0xff], // JPEG
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], // PNG
  [0x47, 0x49, 0x46, 0x38], // GIF, of which the first picture is read
  [0x49, 0x49, 0x2a, 0x00], // TIFF, little endian
  [0x4d, 0x4d, 0x00, 0x2a], // TIFF, big endian
  [0x52, 0x49, 0x46, 0x46], // WebP
];

const PDF_SIGNATURE = [0x25, 0x50, 0x44, 0x46, 0x2d]; // %PDF-

/** The first bytes of a PDF document, which is no image: `renderPdfPage` draws its pages. */
export const isPdf = (bytes: Uint8Array): boolean => PDF_SIGNATURE.every((byte, i) => bytes[i] === byte);

/**
 * Decodes PNG, JPEG, BMP, GIF, TIFF or WebP, turns it upright by its EXIF orientation and lays it on white.
 * @throws EngineError `unreadable-image` or `image-too-large`.
 */
export async function decodeImage(bytes: Uint8Array): Promise<RgbImage> {
  return (await decodeScaled(bytes, () => 1)).image;
}

/**
 * As `decodeImage`, but scaled by what `scaleFor` gives for the size (1 at most): a big JPEG then takes a fraction of the time and memory.
 * @throws EngineError `unreadable-image` or `image-too-large`.
 */
export async function decodeScaled(
  bytes: Uint8Array,
  scaleFor: (width: number, height: number) => number,
): Promise<ScaledImage> {
  try {
    const input = openImage(bytes);
    const { autoOrient, hasAlpha } = await input.metadata();
    const { width: fullWidth, height: fullHeight } = autoOrient;
    if (Math.max(fullWidth, fullHeight) > MAX_SIDE) throw tooLong();
    const scale = Math.min(1, scaleFor(fullWidth, fullHeight));
    const upright = input.autoOrient();
    if (scale < 1)
      upright.resize(
        Math.max(1, Math.round(fullWidth * scale)),
        Math.max(1, Math.round(fullHeight * scale)),
        {
          fit: 'fill',
        },
      );
    if (hasAlpha) upright.flatten({ background: '#fff' });
    const { data, info } = await upright
      .toColourspace('srgb')
      .removeAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { image: { data, width: info.width, height: info.height }, fullWidth, fullHeight };
  } catch (error) {
    if (error instanceof EngineError) throw error;
    const tooLarge = error instanceof Error && error.message.includes('pixel limit');
    throw tooLarge
      ? new EngineError('image-too-large', `the image has more than ${MAX_PIXELS} pixels`)
      : new EngineError('unreadable-image', 'the image cannot be decoded');
  }
}

function openImage(bytes: Uint8Array): Sharp {
  if (isBmp(bytes)) {
    const { data, width, height } = decodeBmp(bytes, MAX_SIDE);
    return sharp(data, { raw: { width, height, channels: 3 } });
  }
  if (!SIGNATURES.some((signature) => signature.every((byte, i) => bytes[i] === byte)))
    throw new EngineError('unreadable-image', 'this is not a PNG, JPEG, BMP, GIF, TIFF or WebP image');
  return sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' });
}

const tooLong = (): EngineError =>
  new EngineError('image-too-large', `the image has a side of more than ${MAX_SIDE} pixels`);

/** Stretches an image to the given size: area-averaged when it shrinks, linear when it grows. */
export async function resizeImage(image: RgbImage, width: number, height: number): Promise<RgbImage> {
  if (image.width === width && image.height === height) return image;
  const raw = { width: image.width, height: image.height, channels: 3 as const };
  const data = await sharp(image.data, { raw })
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer();
  return { data, width, height };
}
