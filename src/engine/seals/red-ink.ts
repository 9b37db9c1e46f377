import { type RgbImage, resizeImage } from '../image.ts';
import type { Plane } from './types.ts';

/** Darker pixels tell their colour less clearly; added to their brightness. */
const DARK = 32;
/** Blocks that the paper's own colour is measured in, along the longer side; and the rank of the paper among a block's pixels. */
const BLOCKS = 14;
const PAPER_RANK = 0.35;

/** How red each pixel is, about 0..0.8: by how much red stands above green and blue, as a share of the light. */
export function redness({ data, width, height }: RgbImage): Plane {
  const red = new Float32Array(width * height);
  for (let i = 0, at = 0; i < red.length; i++, at += 3) {
    const r = data[at] as number;
    red[i] = (r - ((data[at + 1] as number) + (data[at + 2] as number)) / 2) / (r + DARK);
  }
  return { data: red, width, height };
}

/** Where red ink lies on a picture made smaller, its longer side at most `side` pixels: redness beyond that of the paper around. */
export async function redInk(image: RgbImage, side: number): Promise<Plane & { readonly scale: number }> {
  const scale = Math.min(1, side / Math.max(image.width, image.height));
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const { data } = redness(await resizeImage(image, width, height));
  const paper = paperColour({ data, width, height });
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) data[i] = (data[i] as number) - paper(x, y);
  return { data, width, height, scale };
}

/** The redness of the paper itself around each place: lamps and old paper are not white. */
function paperColour({ data, width, height }: Plane): (x: number, y: number) => number {
  const side = Math.max(8, Math.ceil(Math.max(width, height) / BLOCKS));
  const [columns, rows] = [Math.ceil(width / side), Math.ceil(height / side)];
  const blocks = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const values: number[] = [];
      for (let y = row * side; y < Math.min(height, (row + 1) * side); y += 2)
        for (let x = column * side; x < Math.min(width, (column + 1) * side); x += 2)
          values.push(data[y * width + x] as number);
      blocks[row * columns + column] =
        values.sort((p, q) => p - q)[Math.floor(PAPER_RANK * values.length)] ?? 0;
    }
  return (x, y) => {
    const u = Math.max(0, Math.min(columns - 1.001, (x + 0.5) / side - 0.5));
    const v = Math.max(0, Math.min(rows - 1.001, (y + 0.5) / side - 0.5));
    const [left, top] = [Math.max(0, Math.floor(u)), Math.max(0, Math.floor(v))];
    const at = (i: number, j: number): number =>
      blocks[Math.min(rows - 1, j) * columns + Math.min(columns - 1, i)] as number;
    const upper = at(left, top) * (1 - u + left) + at(left + 1, top) * (u - left);
    const lower = at(left, top + 1) * (1 - u + left) + at(left + 1, top + 1) * (u - left);
    return upper * (1 - v + top) + lower * (v - top);
  };
}
