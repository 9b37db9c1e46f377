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
  const { data, width: imageWidth, height: imageHeight } = image;
  const [a, b, c, d, e, f, g, h] = homography(quad);
  const samples = (length: number, pixels: number): number =>
    Math.max(1, Math.min(MAX_SAMPLES, Math.round(length / pixels)));
  const [across, down] = [samples(quadWidth(quad), width), samples(quadHeight(quad), height)];
  const [maxX, maxY] = [imageWidth - 1, imageHeight - 1];
  const out = new Uint8Array(width * height * 3);
  const share = 1 / (across * down);
  for (let y = 0, o = 0; y < height; y++)
    for (let x = 0; x < width; x++, o += 3) {
      let [red, green, blue] = [0.5, 0.5, 0.5];
      for (let j = 0; j < down; j++)
        for (let i = 0; i < across; i++) {
          const u = (x + (i + 0.5) / across) / width;
          const v = (y + (j + 0.5) / down) / height;
          const z = 1 / (g * u + h * v + 1);
          const px = Math.min(maxX, Math.max(0, (a * u + b * v + c) * z - 0.5));
          const py = Math.min(maxY, Math.max(0, (d * u + e * v + f) * z - 0.5));
          const [x0, y0] = [Math.floor(px), Math.floor(py)];
          const [fx, fy] = [px - x0, py - y0];
          const top = (y0 * imageWidth + x0) * 3;
          const right = x0 < maxX ? 3 : 0;
          const bottom = top + (y0 < maxY ? imageWidth * 3 : 0);
          const [w00, w10, w01, w11] = [
            (1 - fx) * (1 - fy) * share,
            fx * (1 - fy) * share,
            (1 - fx) * fy * share,
            fx * fy * share,
          ];
          const at = (offset: number): number =>
            (data[top + offset] as number) * w00 +
            (data[top + right + offset] as number) * w10 +
            (data[bottom + offset] as number) * w01 +
            (data[bottom + right + offset] as number) * w11;
          red += at(0);
          green += at(1);
          blue += at(2);
        }
      out[o] = red;
      out[o + 1] = green;
      out[o + 2] = blue;
    }
  return { data: out, width, height };
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
