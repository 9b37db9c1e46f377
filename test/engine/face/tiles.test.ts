import { describe, expect, test } from 'vitest';
import { INPUT_HEIGHT, INPUT_WIDTH, tileLevels } from '../../../src/engine/face/tiles.ts';

const sizes = [
  [640, 480],
  [480, 640],
  [4000, 3000],
  [3000, 4000],
  [4000, 900],
  [70, 70],
] as const;

describe.each(sizes)('tiles of a %dx%d image', (width, height) => {
  test('the first level is one region that holds the whole image, little stretched', () => {
    const [[whole]] = tileLevels(width, height, 34) as [
      [{ x: number; y: number; width: number; height: number }],
    ];
    expect(whole.x).toBeLessThanOrEqual(0);
    expect(whole.y).toBeLessThanOrEqual(0);
    expect(whole.x + whole.width).toBeGreaterThanOrEqual(width);
    expect(whole.y + whole.height).toBeGreaterThanOrEqual(height);
    const stretch = whole.width / INPUT_WIDTH / (whole.height / INPUT_HEIGHT);
    expect(Math.max(stretch, 1 / stretch)).toBeLessThan(1.51);
  });

  test.each([36, 60, 120, 250])('somewhere a face of %d pixels is whole and large enough', (size) => {
    const levels = tileLevels(width, height, 34);
    const [w, h] = [0.75 * size, size];
    for (let y = 0; y + h <= height; y += Math.max(7, height / 40))
      for (let x = 0; x + w <= width; x += Math.max(7, width / 40)) {
        const seen = levels
          .flat()
          .some(
            (tile) =>
              (h / tile.height) * INPUT_HEIGHT >= 21 &&
              (tile.x <= 0 || x >= tile.x + 0.02 * tile.width) &&
              (tile.y <= 0 || y >= tile.y + 0.02 * tile.width) &&
              (tile.x + tile.width >= width || x + w <= tile.x + 0.98 * tile.width) &&
              (tile.y + tile.height >= height || y + h <= tile.y + tile.height - 0.02 * tile.width),
          );
        expect(seen, `face at ${x}, ${y}`).toBe(true);
      }
  });
});

test('the number of looks stays bounded for the largest images', () => {
  expect(tileLevels(4000, 4000, 34).flat().length).toBeLessThan(350);
  expect(tileLevels(10_000, 10_000, 1).flat().length).toBeLessThan(700);
});
