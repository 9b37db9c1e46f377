import sharp from 'sharp';
import type { RgbImage } from '../image.ts';
import { evenLight } from './even-light.ts';
import { lumaOf } from './luma.ts';
import { threshold } from './threshold.ts';
import type { Treatment } from './types.ts';

/** Rank of paper and of ink among a picture's brightnesses. */
const WHITE = 0.75;
const BLACK = 0.01;

/** What each treatment does to a picture, which keeps its size. */
export const treatments: Readonly<Record<Treatment, (image: RgbImage) => Promise<RgbImage>>> = {
  none: (image) => Promise.resolve(image),
  brighten: (image) => Promise.resolve(stretchLevels(image)),
  enhance: async (image) => sharpen(stretchLevels(await evenLight(image))),
  grey: (image) => Promise.resolve(grey(image)),
  'black-and-white': (image) => Promise.resolve(threshold(image)),
  sharpen: (image) => sharpen(image),
  'remove-shadow': evenLight,
};

/** Unsharp masking; flat areas, where it would raise noise alone, are left as they are. */
async function sharpen({ data, width, height }: RgbImage): Promise<RgbImage> {
  const picture = sharp(data, { raw: { width, height, channels: 3 } });
  const sharper = await picture.sharpen({ sigma: 1.2, m1: 0.3, m2: 2.5 }).raw().toBuffer();
  return { data: sharper, width, height };
}

function grey(image: RgbImage): RgbImage {
  const data = new Uint8Array(image.data.length);
  for (const [i, value] of lumaOf(image).entries()) data.fill(value, 3 * i, 3 * i + 3);
  return { data, width: image.width, height: image.height };
}

/** Paper becomes white and ink black; hues stay. */
function stretchLevels({ data, width, height }: RgbImage): RgbImage {
  const counts = new Uint32Array(256);
  for (let i = 1; i < data.length; i += 3) counts[data[i] as number]!++;
  const level = (share: number): number => {
    let below = 0;
    return counts.findIndex((count) => (below += count) >= share * width * height);
  };
  const [black, white] = [Math.min(80, level(BLACK)), Math.max(120, level(WHITE))];
  const table = Uint8ClampedArray.from({ length: 256 }, (_, v) => (255 * (v - black)) / (white - black));
  return { data: data.map((value) => table[value] as number), width, height };
}
