import type { RgbImage } from '../image.ts';
import type { Quad } from '../types.ts';
import { quadHeight, quadWidth } from './geometry.ts';

/** Each output pixel is the mean of at most so many by so many samples. */
const MAX_SAMPLES = 4;

/** The width that keeps a quad's proportions at the given height, in pixels. */
export const widthAt = (quad: Quad, height: number): number =>
  Math.ceil((height * quadWidth(quad)) / Math.max(1, quadHeight(quad)));

/**
 * Cuts a quad out of an image and straightens it to `width` x `height`, undoing perspective. Bilinear, averaged over the area
 * that an output pixel covers; beyond the image's edge its last pixels continue.
 */
export function cropQuad(image: RgbImage, quad: Quad, width: number, height: number): RgbImage {
  const [a, b, c, d, e, f, g, h] = homography(quad);
  const samples = (length: number, pixels: number): number =>
    Math.max(1, Math.min(MAX_SAMPLES, Math.round(length / pixels)));
  const across = samples(quadWidth(quad), width);
  const down = samples(quadHeight(quad), height);
  const [fineWidth, fineHeight] = [width * across, height * down];
  const sums = new Float32Array(width * height * 3);
  for (let fineY = 0; fineY < fineHeight; fineY++) {
    const v = (fineY + 0.5) / fineHeight;
    const row = Math.floor(fineY / down) * width;
    for (let fineX = 0; fineX < fineWidth; fineX++) {
      const u = (fineX + 0.5) / fineWidth;
      const z = 1 / (g * u + h * v + 1);
      const x = (a * u + b * v + c) * z - 0.5;
      const y = (d * u + e * v + f) * z - 0.5;
      addSample(image, x, y, sums, (row + Math.floor(fineX / across)) * 3);
    }
  }
  const data = new Uint8Array(sums.length);
  const share = 1 / (across * down);
  for (let i = 0; i < sums.length; i++) data[i] = (sums[i] as number) * share + 0.5;
  return { data, width, height };
}

/** Adds the colour at a point between pixels to three sums. */
function addSample(image: RgbImage, x: number, y: number, sums: Float32Array, at: number): void {
  const { data } = image;
  const [maxX, maxY] = [image.width - 1, image.height - 1];
  const px = x < 0 ? 0 : x > maxX ? maxX : x;
  const py = y < 0 ? 0 : y > maxY ? maxY : y;
  const left = Math.floor(px);
  const top = Math.floor(py);
  const fx = px - left;
  const fy = py - top;
  const i = (top * image.width + left) * 3;
  const right = left < maxX ? 3 : 0;
  const below = i + (top < maxY ? image.width * 3 : 0);
  const w00 = (1 - fx) * (1 - fy);
  const w10 = fx * (1 - fy);
  const w01 = (1 - fx) * fy;
  const w11 = fx * fy;
  for (let k = 0; k < 3; k++)
    sums[at + k] =
      (sums[at + k] as number) +
      (data[i + k] as number) * w00 +
      (data[i + right + k] as number) * w10 +
      (data[below + k] as number) * w01 +
      (data[below + right + k] as number) * w11;
}

/**
 * The projective map from the unit square to a quad: x = (au + bv + c) / (gu + hv + 1), y = (du + ev + f) / (gu + hv + 1)
 * (Heckbert 1989, Fundamentals of Texture Mapping and Image Warping, 2.2.3).
 */
function homography([p, q, r, s]: Quad): [number, number, number, number, number, number, number, number] {
  const [sumX, sumY] = [p.x - q.x + r.x - s.x, p.y - q.y + r.y - s.y];
  const [dx1, dx2] = [q.x - r.x, s.x - r.x];
  const [dy1, dy2] = [q.y - r.y, s.y - r.y];
  const determinant = dx1 * dy2 - dx2 * dy1 || 1;
  const g = (sumX * dy2 - dx2 * sumY) / determinant;
  const h = (dx1 * sumY - sumX * dy1) / determinant;
  return [q.x - p.x + g * q.x, s.x - p.x + h * s.x, p.x, q.y - p.y + g * q.y, s.y - p.y + h * s.y, p.y, g, h];
}

/** A point of the unit square of a quad, as `cropQuad` maps it. */
export function pointIn(quad: Quad, u: number, v: number): { x: number; y: number } {
  const [a, b, c, d, e, f, g, h] = homography(quad);
  const z = 1 / (g * u + h * v + 1);
  return { x: (a * u + b * v + c) * z, y: (d * u + e * v + f) * z };
}
