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

/** Edges of a picture at the size at which its longer side is at most `side` pixels; smoothed by `sigma` pixels. */
export async function edgesOf(image: RgbImage, side: number, sigma: number): Promise<EdgeMap> {
  const scale = Math.min(1, side / Math.max(image.width, image.height));
  const width = Math.max(3, Math.round(image.width * scale));
  const height = Math.max(3, Math.round(image.height * scale));
  const small = await sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } })
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .blur(sigma)
    .raw()
    .toBuffer();
  const [dx, dy, magnitude] = gradients(small, width, height);
  return { width, height, scale, dx, dy, magnitude, noise: Math.max(FAINTEST, noiseOf(magnitude)) };
}

function gradients(
  rgb: Uint8Array,
  width: number,
  height: number,
): [Float32Array, Float32Array, Float32Array] {
  const dx = new Float32Array(width * height);
  const dy = new Float32Array(width * height);
  const magnitude = new Float32Array(width * height);
  const row = width * 3;
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      for (let i = at * 3, end = i + 3; i < end; i++) {
        const p = (n: number): number => rgb[i + n] as number;
        const [nw, ne, sw, se] = [p(-row - 3), p(3 - row), p(row - 3), p(row + 3)];
        const gx = (ne + se - nw - sw + 2 * (p(3) - p(-3))) / 8;
        const gy = (sw + se - nw - ne + 2 * (p(row) - p(-row))) / 8;
        const size = Math.hypot(gx, gy);
        if (size <= (magnitude[at] as number)) continue;
        magnitude[at] = size;
        dx[at] = gx;
        dy[at] = gy;
      }
    }
  return [dx, dy, magnitude];
}

/** Twice the middle magnitude, of a sample. */
function noiseOf(magnitude: Float32Array): number {
  const sample = magnitude.filter((_, i) => i % 7 === 0).sort();
  return 2 * (sample[sample.length >> 1] ?? 0);
}
