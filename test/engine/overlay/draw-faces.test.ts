import sharp from 'sharp';
import { expect, it } from 'vitest';
import { drawFaces } from '../../../src/engine/overlay/draw-faces.ts';
import { placeLabels } from '../../../src/engine/overlay/place-labels.ts';
import type { FaceMark } from '../../../src/engine/overlay/types.ts';

const grey = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#808080' } })
    .png()
    .toBuffer();

const mark = (x: number, y: number, size: number, label = '1'): FaceMark => ({
  box: { x, y, width: size, height: size },
  points: [{ x: x + size / 2, y: y + size / 2 }],
  label,
  tone: 'known',
});

/** Red, green and blue at a pixel of a PNG, and its size. */
async function pixelsOf(png: Uint8Array) {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  expect(info.channels).toBe(3);
  const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 3).subarray(0, 3)];
  return { ...info, at };
}

it('draws a box, a point and a label where they belong', async () => {
  const faces = [mark(300, 400, 200)];
  const { width, height, at } = await pixelsOf(
    await drawFaces({ pictures: [{ image: await grey(1000, 800), faces }] }),
  );
  expect([width, height]).toEqual([1000, 800]);
  expect(at(300, 500)).not.toEqual([128, 128, 128]);
  expect(
    at(400, 500)
      .slice(0, 2)
      .every((value) => value > 200),
  ).toBe(true);
  expect(at(302, 390)[1]).toBeGreaterThan(at(302, 390)[0] ?? 255);
  expect(at(700, 100)).toEqual([128, 128, 128]);
});

it('enlarges small pictures and small faces, and makes large pictures smaller', async () => {
  const sizeOf = async (width: number, height: number, faces: readonly FaceMark[]) => {
    const drawn = await pixelsOf(
      await drawFaces({ pictures: [{ image: await grey(width, height), faces }] }),
    );
    return [drawn.width, drawn.height];
  };
  expect(await sizeOf(70, 70, [mark(10, 10, 40)])).toEqual([640, 640]);
  expect(await sizeOf(500, 400, [mark(10, 10, 30), mark(100, 10, 200)])).toEqual([1600, 1280]);
  expect(await sizeOf(500, 400, [])).toEqual([640, 512]);
  expect(await sizeOf(5000, 500, [mark(10, 10, 300)])).toEqual([4000, 400]);
});

it('draws pictures side by side, with a line under them', async () => {
  const pictures = [
    { image: await grey(400, 800), faces: [mark(100, 100, 200, 'A')] },
    { image: await grey(400, 400), faces: [mark(100, 100, 200, 'B')] },
  ];
  const { width, height, at } = await pixelsOf(await drawFaces({ pictures, caption: 'alike <&>' }));
  expect(width).toBe(400 + 12 + 800);
  expect(height).toBeGreaterThan(820);
  expect(at(406, 400)).toEqual([255, 255, 255]);
  expect(at(800, 700)).toEqual([128, 128, 128]);
});

it('puts labels beside each other and within the picture', () => {
  const size = { width: 60, height: 14 };
  const boxes = [
    { x: 0, y: 0, width: 40, height: 40 },
    { x: 30, y: 20, width: 40, height: 40 },
    { x: 280, y: 180, width: 40, height: 40 },
  ];
  const placed = placeLabels(
    boxes.map((box) => ({ box, size })),
    { width: 300, height: 200 },
  );
  for (const { x, y, width, height } of placed) {
    expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
    expect([x + width <= 300, y + height <= 200]).toEqual([true, true]);
  }
  const [first, second] = placed;
  expect((first?.y ?? 0) + 14 <= (second?.y ?? 0) || (second?.y ?? 0) + 14 <= (first?.y ?? 0)).toBe(true);
});
