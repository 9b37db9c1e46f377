import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { decodeImage, decodeScaled, MAX_PIXELS } from '../../src/engine/image.ts';

/** A colourful picture: no two rows or columns alike. */
const width = 13;
const height = 7;
const pixels = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 37) % 256);
const picture = (): Sharp => sharp(pixels, { raw: { width, height, channels: 3 } });

/** A Windows bitmap of `rows`, given as they are stored. */
function bitmap(
  bits: number,
  storedHeight: number,
  rows: Uint8Array[],
  palette: number[] = [],
  masks: number[] = [],
): Buffer {
  const stride = Math.ceil((width * bits) / 32) * 4;
  const offset = 54 + 4 * (palette.length + masks.length);
  const file = Buffer.alloc(offset + stride * rows.length);
  file.write('BM');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(offset, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(storedHeight, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(bits, 28);
  file.writeUInt32LE(masks.length ? 3 : 0, 30);
  file.writeUInt32LE(palette.length, 46);
  [...masks, ...palette].forEach((value, i) => file.writeUInt32LE(value, 54 + 4 * i));
  rows.forEach((row, i) => file.set(row, offset + i * stride));
  return file;
}

const rowOf = (y: number, bytes: (r: number, g: number, b: number) => number[]): Uint8Array =>
  Uint8Array.from(
    Array.from({ length: width }, (_, x) => {
      const [r = 0, g = 0, b = 0] = pixels.subarray((y * width + x) * 3);
      return bytes(r, g, b);
    }).flat(),
  );
const topDown = [...Array(height).keys()];

describe('decodeImage', () => {
  test.each([
    ['png', {}],
    ['gif', { dither: 0 }],
    ['tiff', { compression: 'lzw' }],
    ['webp', { lossless: true }],
  ] as const)('decodes %s without loss', async (format, options) => {
    const image = await decodeImage(await picture().toFormat(format, options).toBuffer());
    expect([image.width, image.height, image.data.length]).toEqual([width, height, width * height * 3]);
    expect([...image.data]).toEqual([...pixels]);
  });

  test('decodes bitmaps of 24 and 32 bits, bottom-up and top-down', async () => {
    const rows24 = topDown.map((y) => rowOf(y, (r, g, b) => [b, g, r]));
    const rows32 = topDown.map((y) => rowOf(y, (r, g, b) => [b, g, r, 0]));
    for (const file of [
      bitmap(24, height, rows24.toReversed()),
      bitmap(24, -height, rows24),
      bitmap(32, height, rows32.toReversed()),
      bitmap(32, -height, rows32, [], [0xff0000, 0xff00, 0xff]),
    ])
      expect([...(await decodeImage(file)).data]).toEqual([...pixels]);
  });

  test('decodes bitmaps with a palette and with 16 bits', async () => {
    const palette = Array.from({ length: 16 }, (_, i) => i * 0x0f0b07);
    const indices = topDown.map((y) => Uint8Array.from({ length: width }, (_, x) => (x + y) % 16));
    const nibbles = indices.map((row) =>
      Uint8Array.from(
        { length: Math.ceil(width / 2) },
        (_, i) => ((row[2 * i] ?? 0) << 4) | (row[2 * i + 1] ?? 0),
      ),
    );
    const wanted = indices.flatMap((row) =>
      [...row].flatMap((i) => [16, 8, 0].map((shift) => ((palette[i] ?? 0) >> shift) & 255)),
    );
    for (const file of [
      bitmap(8, -height, indices, palette),
      bitmap(4, height, nibbles.toReversed(), palette),
    ])
      expect([...(await decodeImage(file)).data]).toEqual(wanted);
    const red = topDown.map(() => Uint8Array.from({ length: 2 * width }, (_, i) => (i % 2 ? 0x7c : 0)));
    expect([...(await decodeImage(bitmap(16, height, red))).data.subarray(0, 3)]).toEqual([255, 0, 0]);
  });

  test.each([
    ['grey', () => picture().greyscale().png()],
    ['grey with alpha', () => picture().ensureAlpha(0.5).greyscale().png()],
    ['16 bits', () => picture().toColourspace('rgb16').png()],
    ['transparent', () => picture().ensureAlpha(0).png()],
    ['CMYK', () => picture().toColourspace('cmyk').jpeg()],
    ['progressive', () => picture().jpeg({ progressive: true })],
  ])('gives 8-bit RGB for an image that is %s', async (_, make) => {
    const image = await decodeImage(await make().toBuffer());
    expect([image.width, image.height, image.data.length]).toEqual([width, height, width * height * 3]);
  });

  test('lays transparency on white', async () => {
    const image = await decodeImage(await picture().ensureAlpha(0).png().toBuffer());
    expect(new Set(image.data)).toEqual(new Set([255]));
  });

  test('takes the first picture of an animation', async () => {
    const frames = Buffer.from([...pixels, ...pixels.map((v) => 255 - v)]);
    const raw = { width, height: 2 * height, channels: 3 as const, pageHeight: height };
    const image = await decodeImage(await sharp(frames, { raw }).gif().toBuffer());
    expect([image.width, image.height]).toEqual([width, height]);
  });

  test('turns by EXIF orientation, also when it scales', async () => {
    const file = await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const whole = await decodeImage(file);
    expect([whole.width, whole.height]).toEqual([height, width]);
    const half = await decodeScaled(file, () => 0.5);
    expect([half.fullWidth, half.fullHeight]).toEqual([height, width]);
    expect([half.image.width, half.image.height]).toEqual([Math.round(height / 2), Math.round(width / 2)]);
  });
});

describe('what is no image', () => {
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('hello')],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['a bare signature', Buffer.from([0xff, 0xd8, 0xff])],
    ['a bare bitmap header', Buffer.from('BM')],
    ['PDF', Buffer.from('%PDF-1.7\n')],
    [
      'a compressed bitmap',
      ((): Buffer => {
        const file = bitmap(
          8,
          height,
          topDown.map(() => new Uint8Array(width)),
        );
        file.writeUInt32LE(1, 30);
        return file;
      })(),
    ],
  ])('%s is refused', async (_, bytes) => {
    await expect(decodeImage(bytes)).rejects.toMatchObject({ reason: 'unreadable-image' });
  });

  test('cut off files are refused', async () => {
    for (const format of ['png', 'jpeg'] as const) {
      const whole = await sharp({
        create: {
          width: 300,
          height: 200,
          channels: 3,
          noise: { type: 'gaussian', mean: 120, sigma: 40 },
          background: '#fff',
        },
      })
        .toFormat(format)
        .toBuffer();
      await expect(decodeImage(whole.subarray(0, whole.length / 2))).rejects.toMatchObject({
        reason: 'unreadable-image',
      });
    }
    const rows = topDown.map((y) => rowOf(y, (r, g, b) => [b, g, r]));
    await expect(decodeImage(bitmap(24, height, rows).subarray(0, 200))).rejects.toMatchObject({
      reason: 'unreadable-image',
    });
  });

  test('a bomb is refused by its header', async () => {
    const side = Math.ceil(Math.sqrt(MAX_PIXELS)) + 1;
    const png = await sharp({ create: { width: side, height: side, channels: 3, background: '#000' } })
      .png({ compressionLevel: 1 })
      .toBuffer();
    await expect(decodeImage(png)).rejects.toMatchObject({ reason: 'image-too-large' });
    const bmp = bitmap(24, height, []);
    bmp.writeInt32LE(2 ** 30, 18);
    bmp.writeInt32LE(-(2 ** 31), 22);
    await expect(decodeImage(bmp)).rejects.toMatchObject({ reason: 'image-too-large' });
  });

  test('the message names no part of the input', async () => {
    await expect(decodeImage(Buffer.from('canary-4711'))).rejects.not.toThrow('canary');
  });
});
