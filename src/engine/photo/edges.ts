import sharp from 'sharp';
import type { RgbImage } from '../image.ts';

/** Where colours change: a gradient for each pixel of a picture that was scaled by `scale`. */
export interface EdgeMap {
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  /** Change to the right and downwards, grey levels a pixel, of the colour channel that changes most. */
  readonly dx: Float32Array;
  readonly dy: Float32Array;
  readonly magnitude: Float32Array;
  /** Magnitude that what is no edge seldom passes: paper grain, sensor noise. */
  readonly noise: number;
}

/** Edges fainter than so many grey levels a pixel are not seen. */
const FAINTEST = 1.2;

/** A picture made smaller by `scale` and smooth: noise is gone, borders are left. */
export interface SmoothImage extends RgbImage {
  readonly scale: number;
}

/** The picture at the size at which its longer side is at most `side` pixels, smoothed by `sigma` pixels. */
export async function smooth(image: RgbImage, side: number, sigma: number): Promise<SmoothImage> {
  const scale = Math.min(1, side / Math.max(image.width, image.height));
  const width = Math.max(3, Math.round(image.width * scale));
  const height = Math.max(3, Math.round(image.height * scale));
  const data = await sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } })
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .blur(sigma)
    .raw()
    .toBuffer();
  return { data, width, height, scale };
}

/** The change to the right and downwards at a pixel that is not on the image's rim (Sobel), grey levels a pixel. */
export function gradientAt({ data, width }: RgbImage, x: number, y: number): { dx: number; dy: number } {
  const row = width * 3;
  const first = (y * width + x) * 3;
  let [dx, dy, most] = [0, 0, -1];
  for (let i = first; i < first + 3; i++) {
    const nw = data[i - row - 3] as number;
    const ne = data[i - row + 3] as number;
    const sw = data[i + row - 3] as number;
    const se = data[i + row + 3] as number;
    const across = (data[i + 3] as number) - (data[i - 3] as number);
    const down = (data[i + row] as number) - (data[i - row] as number);
    const gx = ne + se - nw - sw + 2 * across;
    const gy = sw + se - nw - ne + 2 * down;
    const square = gx * gx + gy * gy;
    if (square > most) [dx, dy, most] = [gx / 8, gy / 8, square];
  }
  return { dx, dy };
}

/** The edges of a whole picture. */
export function edgesOf(image: SmoothImage): EdgeMap {
  const { width, height, scale } = image;
  const dx = new Float32Array(width * height);
  const dy = new Float32Array(width * height);
  const magnitude = new Float32Array(width * height);
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const gradient = gradientAt(image, x, y);
      dx[at] = gradient.dx;
      dy[at] = gradient.dy;
      magnitude[at] = Math.sqrt(gradient.dx ** 2 + gradient.dy ** 2);
    }
  return { width, height, scale, dx, dy, magnitude, noise: Math.max(FAINTEST, noiseOf(magnitude)) };
}

/** Somewhat more than the middle magnitude, of a sample. */
function noiseOf(magnitude: Float32Array): number {
  const sample = new Float32Array(Math.floor(magnitude.length / 7));
  for (let i = 0; i < sample.length; i++) sample[i] = magnitude[7 * i] as number;
  sample.sort();
  return 1.7 * (sample[sample.length >> 1] ?? 0);
}
