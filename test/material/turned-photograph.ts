import type { RgbImage } from '../../src/engine/image.ts';

/** How far the camera is from the photograph, in widths of it. */
const DISTANCE = 2.2;

/** One channel of a picture at (x, y), pixel centres at integers, bilinear; black outside. */
function sample({ data, width, height }: RgbImage, x: number, y: number, channel: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) return 0;
  const at = (row: number, column: number): number => data[(row * width + column) * 3 + channel]!;
  const [right, low] = [x - left, y - top];
  const upper = at(top, left) * (1 - right) + at(top, left + 1) * right;
  const lower = at(top + 1, left) * (1 - right) + at(top + 1, left + 1) * right;
  return upper * (1 - low) + lower * low;
}

/**
 * A flat photograph as a pinhole camera sees it when it is turned about the upright or the level axis through its middle:
 * drawn, not photographed. Black around it.
 */
export function turnedPhotograph(photo: RgbImage, axis: 'upright' | 'level', degrees: number): RgbImage {
  const { width, height } = photo;
  const far = DISTANCE * width;
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const [x, y] = [column + 0.5 - width / 2, row + 0.5 - height / 2];
      // Where the ray meets the paper: along the axis a point keeps its place, across it the angle foreshortens.
      const across = axis === 'upright' ? x : y;
      const onPaper = (across * far) / (far * cos - across * sin);
      const scale = (far + onPaper * sin) / far;
      const [u, v] = axis === 'upright' ? [onPaper, y * scale] : [x * scale, onPaper];
      for (let channel = 0; channel < 3; channel++)
        data[(row * width + column) * 3 + channel] = Math.round(
          sample(photo, u + width / 2 - 0.5, v + height / 2 - 0.5, channel),
        );
    }
  return { data, width, height };
}
