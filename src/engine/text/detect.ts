import type { RgbImage } from '../image.ts';
import { resizeImage } from '../image.ts';
import type { Quad } from '../types.ts';
import { boxAround, minAreaRect, rectCorners, type RotatedRect } from './geometry.ts';
import type { Network } from './network.ts';

/** A place that looks like text. `quad` is in pixels of the image given; its corners may lie a little outside. */
export interface TextBox {
  readonly quad: Quad;
  /** Mean probability of text inside, 0..1. */
  readonly score: number;
}

/** A pixel is text above this probability. */
const PIXEL_THRESHOLD = 0.3;
/** A box is kept when its mean probability reaches this. */
const BOX_THRESHOLD = 0.5;
/** The network is trained to find shrunken boxes; they are widened by area x ratio / perimeter (Liao et al. 2020, DB). */
const UNCLIP_RATIO = 1.5;
/** Shorter sides of a shrunken box are specks, pixels of the map. */
const MIN_SIDE = 3;
/** So many boxes at most: dense book pages hold about 200. */
const MAX_BOXES = 1500;
/** The map is sampled at no more than about so many points to score one box. */
const MAX_SCORE_SAMPLES = 4096;

/** The network's normalisation, for channels in the order blue, green, red. */
const MEAN = [0.485, 0.456, 0.406] as const;
const DEVIATION = [0.229, 0.224, 0.225] as const;

/** Finds text in an image, which is scaled by `scale` for the network. Order of the boxes: as found from top to bottom. */
export async function detectText(network: Network, image: RgbImage, scale: number): Promise<TextBox[]> {
  const toMultipleOf32 = (side: number): number => Math.max(32, Math.round((side * scale) / 32) * 32);
  const [width, height] = [toMultipleOf32(image.width), toMultipleOf32(image.height)];
  const resized = await resizeImage(image, width, height);
  const { data: map } = await network.run(toTensor(resized), [1, 3, height, width]);
  const [sx, sy] = [image.width / width, image.height / height];
  return boxesFromMap(map, width, height).map(({ rect, score }) => {
    const [a, b, c, d] = rectCorners(rect);
    const toImage = (p: { x: number; y: number }): { x: number; y: number } => ({ x: p.x * sx, y: p.y * sy });
    return { quad: [toImage(a), toImage(b), toImage(c), toImage(d)], score };
  });
}

/** Boxes of a second look are new when no more than this share of them was found before. */
const NEW_SHARE = 0.25;

/** Adds to the boxes of a first look those of a closer one that lie where nothing was found. Overlap is that of upright bounds. */
export function addMissing(found: readonly TextBox[], closer: readonly TextBox[]): TextBox[] {
  const known = found.map(({ quad }) => bounds(quad));
  const missing = closer.filter(({ quad }) => {
    const [x0, y0, x1, y1] = bounds(quad);
    let covered = 0;
    for (const [a0, b0, a1, b1] of known)
      covered +=
        Math.max(0, Math.min(x1, a1) - Math.max(x0, a0)) * Math.max(0, Math.min(y1, b1) - Math.max(y0, b0));
    return covered < NEW_SHARE * (x1 - x0) * (y1 - y0);
  });
  return [...found, ...missing];
}

/** x0, y0, x1, y1. */
function bounds(quad: Quad): [number, number, number, number] {
  const [start, , end] = boxAround(quad);
  return [start.x, start.y, end.x, end.y];
}

/** [3, height, width], blue first, normalised. */
function toTensor(image: RgbImage): Float32Array {
  const pixels = image.width * image.height;
  const tensor = new Float32Array(3 * pixels);
  for (let c = 0; c < 3; c++) {
    const factor = 1 / (255 * (DEVIATION[c] as number));
    const offset = -(MEAN[c] as number) / (DEVIATION[c] as number);
    for (let i = 0, j = 2 - c; i < pixels; i++, j += 3)
      tensor[c * pixels + i] = (image.data[j] as number) * factor + offset;
  }
  return tensor;
}

/** Connected components of the text map → widened rectangles, in pixels of the map. */
export function boxesFromMap(
  map: Float32Array,
  width: number,
  height: number,
): { rect: RotatedRect; score: number }[] {
  const boxes: { rect: RotatedRect; score: number }[] = [];
  for (const outline of componentOutlines(map, width, height)) {
    const rect = minAreaRect(outline);
    if (!rect || Math.min(rect.width, rect.height) < MIN_SIDE) continue;
    const score = meanInside(map, width, height, rect);
    if (score < BOX_THRESHOLD) continue;
    const widen = (rect.width * rect.height * UNCLIP_RATIO) / (2 * (rect.width + rect.height));
    // A pixel's position is its middle here, and its left edge in the image: half a pixel.
    boxes.push({
      rect: {
        ...rect,
        cx: rect.cx + 0.5,
        cy: rect.cy + 0.5,
        width: rect.width + 2 * widen,
        height: rect.height + 2 * widen,
      },
      score,
    });
    if (boxes.length >= MAX_BOXES) break;
  }
  return boxes;
}

/** For each 8-connected component of text, the first and last pixel of each of its rows: all that its hull needs. */
function* componentOutlines(
  map: Float32Array,
  width: number,
  height: number,
): Generator<{ x: number; y: number }[]> {
  // 1: text that belongs to no component yet. One border pixel all round saves the bounds checks.
  const stride = width + 2;
  const open = new Uint8Array(stride * (height + 2));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if ((map[y * width + x] as number) > PIXEL_THRESHOLD) open[(y + 1) * stride + x + 1] = 1;
  const neighbours = [-stride - 1, -stride, -stride + 1, -1, 1, stride - 1, stride, stride + 1];
  const stack = new Int32Array(width * height);
  const first = new Int32Array(height).fill(width);
  const last = new Int32Array(height).fill(-1);
  for (let seed = stride; seed < open.length; seed++) {
    if (open[seed] !== 1) continue;
    let size = 0;
    let depth = 1;
    let bottom = 0;
    const top = Math.floor(seed / stride) - 1;
    stack[0] = seed;
    open[seed] = 0;
    while (depth > 0) {
      const pixel = stack[--depth] as number;
      const y = Math.floor(pixel / stride) - 1;
      const x = pixel - (y + 1) * stride - 1;
      size++;
      if (x < (first[y] as number)) first[y] = x;
      if (x > (last[y] as number)) last[y] = x;
      if (y > bottom) bottom = y;
      for (const step of neighbours)
        if (open[pixel + step] === 1) {
          open[pixel + step] = 0;
          stack[depth++] = pixel + step;
        }
    }
    const outline: { x: number; y: number }[] = [];
    for (let y = top; y <= bottom; y++) {
      outline.push({ x: first[y] as number, y }, { x: last[y] as number, y });
      first[y] = width;
      last[y] = -1;
    }
    if (size >= 4) yield outline;
  }
}

/** Mean of the map inside a rectangle, sampled along its own axes. */
function meanInside(map: Float32Array, width: number, height: number, rect: RotatedRect): number {
  const [across, down] = [rect.width + 1, rect.height + 1];
  const step = Math.max(1, Math.sqrt((across * down) / MAX_SCORE_SAMPLES));
  const [columns, rows] = [Math.max(1, Math.round(across / step)), Math.max(1, Math.round(down / step))];
  let sum = 0;
  let count = 0;
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) {
      const s = ((i + 0.5) / columns - 0.5) * across;
      const t = ((j + 0.5) / rows - 0.5) * down;
      const x = Math.round(rect.cx + s * rect.ux - t * rect.uy);
      const y = Math.round(rect.cy + s * rect.uy + t * rect.ux);
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      sum += map[y * width + x] as number;
      count++;
    }
  return count ? sum / count : 0;
}
