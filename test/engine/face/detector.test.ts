import { beforeAll, expect, test } from 'vitest';
import { openDetector } from '../../../src/engine/face/detector.ts';
import { resizeRegion } from '../../../src/engine/face/resample.ts';
import { output, openNetwork } from '../../../src/engine/face/session.ts';
import { planes } from '../../../src/engine/face/tensor.ts';
import { decodeImage, type RgbImage } from '../../../src/engine/image.ts';
import { facePhotos } from '../../material/faces.ts';

let group: RgbImage;
beforeAll(async () => {
  group = await decodeImage((await facePhotos()).group);
});

const input = (width: number, height: number): Float32Array =>
  planes(
    resizeRegion(group, { x: 0, y: 0, width: group.width, height: group.height }, width, height, 127),
    127,
    128,
    'rgb',
  );

test('the network that is cut at its heads finds the boxes of the packaged one', async () => {
  const packaged = await openNetwork('face-detection');
  const tensor = input(320, 240);
  const outputs = await packaged.run(tensor, [1, 3, 240, 320]);
  const [scores, boxes] = [output(outputs, 'scores'), output(outputs, 'boxes')];
  const expected = Array.from({ length: 4420 }, (_, i) => [
    scores[2 * i + 1]!,
    ...boxes.subarray(4 * i, 4 * i + 4),
  ]).filter(([confidence]) => confidence! >= 0.65);
  const found = (await (await openDetector(320, 240)).run(tensor)).map(
    ({ x, y, width, height, confidence }) => [confidence, x, y, x + width, y + height],
  );
  expect(found.length).toBe(expected.length);
  expect(found.length).toBeGreaterThan(4);
  const same = (p: number[], q: number[]): boolean => p.every((value, k) => Math.abs(value - q[k]!) < 1e-4);
  for (const box of expected) expect(found.filter((other) => same(box, other))).toHaveLength(1);
});

test('at half of its size it sees the same large faces', async () => {
  const found = await (await openDetector(160, 120)).run(input(160, 120));
  // Middles of the four faces, parts of the picture.
  for (const [x, y] of [
    [0.19, 0.4],
    [0.4, 0.31],
    [0.66, 0.29],
    [0.83, 0.26],
  ] as const)
    expect(
      found.some(
        (box) => Math.abs(box.x + box.width / 2 - x) < 0.03 && Math.abs(box.y + box.height / 2 - y) < 0.04,
      ),
    ).toBe(true);
});
