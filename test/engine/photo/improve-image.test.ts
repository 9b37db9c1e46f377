import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeImage, type RgbImage } from '../../../src/engine/image.ts';
import { improveImage } from '../../../src/engine/photo/improve-image.ts';
import { treatments } from '../../../src/engine/photo/treatments.ts';
import type { ImproveOptions, Treatment } from '../../../src/engine/photo/types.ts';
import { drawReceipt } from '../../material/draw-document.ts';
import { type Photograph, photograph } from '../../material/photograph.ts';
import { Random } from '../../material/random.ts';

const noReader = (): Promise<never> => Promise.reject(new Error('nothing is read here'));

let photo: Photograph;
beforeAll(async () => {
  const { image } = await drawReceipt();
  const options = { width: 800, height: 1000, tilt: 6, perspective: 0.03, shadow: 0.6, noise: 3 } as const;
  photo = await photograph(image, { ...options, background: 'wood', fill: 0.9 }, new Random(12));
});

async function improve(options: Partial<ImproveOptions>): Promise<RgbImage> {
  const improved = await improveImage(
    photo.image,
    { treatment: 'none', crop: true, format: 'png', ...options },
    noReader,
  );
  return decodeImage(improved.image ?? new Uint8Array());
}

/** Brightness of the paper in each of 4 x 6 fields: what nine in ten pixels of a field do not exceed. */
function paperLevels({ data, width, height }: RgbImage): number[] {
  const fields = Array.from({ length: 24 }, (): number[] => []);
  for (let y = 20; y < height - 20; y++)
    for (let x = 20; x < width - 20; x++)
      fields[Math.floor((y / height) * 6) * 4 + Math.floor((x / width) * 4)]?.push(
        data[(y * width + x) * 3 + 1] ?? 0,
      );
  return fields.map((levels) => levels.sort((p, q) => p - q)[Math.floor(0.9 * levels.length)] ?? 0);
}

const unevenness = (image: RgbImage): number => {
  const levels = paperLevels(image);
  return Math.max(...levels) / Math.min(...levels);
};

describe('cutting out', () => {
  test('gives the page alone, with its proportions, and where it was', async () => {
    const { width, height, quad } = await improveImage(
      photo.image,
      { treatment: 'none', crop: true, positionOnly: true, format: 'jpeg' },
      noReader,
    );
    expect(width / height).toBeCloseTo(640 / 1180, 1);
    quad.forEach((point, i) => {
      const corner = photo.corners[i] ?? { x: NaN, y: NaN };
      expect(Math.hypot(point.x - corner.x, point.y - corner.y)).toBeLessThan(4);
    });
  });

  test('leaves a picture without borders as it is', async () => {
    const plain = await sharp({ create: { width: 317, height: 200, channels: 3, background: '#ddd' } })
      .png()
      .toBuffer();
    const result = await improveImage(plain, { treatment: 'none', crop: true, format: 'png' }, noReader);
    expect([result.width, result.height]).toEqual([317, 200]);
    expect(result.quad[2]).toEqual({ x: 317, y: 200 });
  });
});

describe('treatments', () => {
  test.each(['enhance', 'remove-shadow'] as const)('%s evens the light', async (treatment) => {
    expect(unevenness(await improve({}))).toBeGreaterThan(1.5);
    expect(unevenness(await improve({ treatment }))).toBeLessThan(1.2);
  });

  test('black and white has no other tones, and little ink on white paper in spite of the shadow', async () => {
    const { data } = await improve({ treatment: 'black-and-white' });
    expect(new Set(data)).toEqual(new Set([0, 255]));
    const ink = data.filter((value) => value === 0).length / data.length;
    expect(ink).toBeGreaterThan(0.02);
    expect(ink).toBeLessThan(0.15);
  });

  test('grey has no colour', async () => {
    const { data } = await improve({ treatment: 'grey', crop: false });
    expect(data.every((value, i) => value === data[i - (i % 3)])).toBe(true);
  });

  test('brighten makes paper white; sharpen makes letters harder', async () => {
    const median = (image: RgbImage): number => image.data.toSorted()[image.data.length >> 1] ?? 0;
    const plain = await improve({});
    const grey = { ...plain, data: plain.data.map((value) => 30 + 0.6 * value) };
    expect(median(await treatments.brighten(grey))).toBeGreaterThan(median(grey) + 40);
    expect(steepness(await improve({ treatment: 'sharpen' }))).toBeGreaterThan(1.3 * steepness(plain));
  });

  test.each<Treatment>([
    'none',
    'brighten',
    'enhance',
    'grey',
    'black-and-white',
    'sharpen',
    'remove-shadow',
  ])('%s takes a picture of the smallest size', async (treatment) => {
    const dot = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#777' } })
      .png()
      .toBuffer();
    const result = await improveImage(dot, { treatment, format: 'png' }, noReader);
    expect([result.width, result.height]).toEqual([8, 8]);
  });
});

/** Mean difference of neighbours. */
const steepness = ({ data }: RgbImage): number => {
  let sum = 0;
  for (let i = 3; i < data.length; i++) sum += Math.abs((data[i] ?? 0) - (data[i - 3] ?? 0));
  return sum / data.length;
};
