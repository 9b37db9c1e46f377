import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { createTextReader, type TextReader } from '../../../src/engine/text/reader.ts';
import { drawIdDocument } from '../../material/draw-document.ts';

let reader: TextReader;

beforeAll(async () => {
  reader = await createTextReader();
});

const blank = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#f0f0f0' } })
    .png()
    .toBuffer();

const read = (image: Uint8Array) => reader.read(image, { mode: 'basic', words: true });

test.each([
  [10_000, 40],
  [40, 10_000],
  [10_000, 9],
  [5000, 5000],
])('an empty image of %i x %i has no text', async (width, height) => {
  const result = await read(await blank(width, height));
  expect(result).toMatchObject({ width, height, angle: 0, lines: [] });
});

test.each([
  [1, 1],
  [7, 500],
])('%i x %i is too small', async (width, height) => {
  await expect(read(await blank(width, height))).rejects.toMatchObject({ reason: 'image-too-small' });
});

test.each([
  [10_001, 40],
  [40, 20_000],
])('%i x %i is too large', async (width, height) => {
  await expect(read(await blank(width, height))).rejects.toMatchObject({ reason: 'image-too-large' });
});

test('noise is read in bounded time', async () => {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  const image = await sharp({ create: { width: 2000, height: 1500, channels: 3, noise, background: '#fff' } })
    .jpeg()
    .toBuffer();
  const { lines } = await read(image);
  expect(lines.length).toBeLessThan(50);
});

test('text is found on a long strip', async () => {
  const { image, fields } = await drawIdDocument();
  const strip = await sharp(image).extend({ right: 8500, background: '#e9f0f4' }).png().toBuffer();
  const { lines } = await read(strip);
  expect(lines.map((line) => line.text)).toContain(fields['surname']);
});

test('a file that breaks off is refused, and the next one is read', async () => {
  const { image, fields } = await drawIdDocument({ format: 'jpeg' });
  await expect(read(image.subarray(0, image.length >> 1))).rejects.toMatchObject({
    reason: 'unreadable-image',
  });
  expect((await read(image)).lines.map((line) => line.text)).toContain(fields['number']);
});
