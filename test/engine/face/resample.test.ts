import { expect, test } from 'vitest';
import { resizeRegion } from '../../../src/engine/face/resample.ts';
import { warp } from '../../../src/engine/face/warp.ts';
import type { RgbImage } from '../../../src/engine/image.ts';

/** Red rises by 10 a column, green by 5 a row, blue is 7. */
const ramp = (width: number, height: number): RgbImage => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return [10 * (pixel % width), 5 * Math.floor(pixel / width), 7][i % 3]!;
  }),
});

const red = (patch: { data: Float32Array; width: number }, x: number, y: number): number =>
  patch.data[(y * patch.width + x) * 3]!;

test('the whole image at its own size is the image', () => {
  const image = ramp(6, 4);
  const patch = resizeRegion(image, { x: 0, y: 0, width: 6, height: 4 }, 6, 4, 127);
  expect([...patch.data]).toEqual([...image.data]);
});

test('shrinking averages the pixels that an output pixel covers', () => {
  const patch = resizeRegion(ramp(8, 8), { x: 0, y: 0, width: 8, height: 8 }, 2, 2, 0);
  expect(red(patch, 0, 0)).toBeCloseTo(15, 4);
  expect(red(patch, 1, 1)).toBeCloseTo(55, 4);
  expect(patch.data[1]).toBeCloseTo(7.5, 4);
  expect(patch.data[2]).toBeCloseTo(7, 4);
});

test('enlarging is linear between pixel centres', () => {
  const patch = resizeRegion(ramp(8, 8), { x: 2, y: 2, width: 4, height: 4 }, 16, 16, 0);
  for (let x = 0; x < 16; x++) expect(red(patch, x, 8)).toBeCloseTo(10 * (2 + (x + 0.5) / 4 - 0.5), 3);
});

test('what lies outside the image is filled, and edges are mixed by area', () => {
  const white = { width: 2, height: 2, data: new Uint8Array(12).fill(255) };
  const patch = resizeRegion(white, { x: -3, y: 0, width: 6, height: 2 }, 3, 1, 100);
  expect(red(patch, 0, 0)).toBeCloseTo(100, 4);
  expect(red(patch, 1, 0)).toBeCloseTo((100 + 255) / 2, 4);
  expect(red(patch, 2, 0)).toBeCloseTo((100 + 255) / 2, 4);
});

test('warp follows the map and is black outside', () => {
  const patch = warp(ramp(8, 8), [1, 0, 2.5, 0, 1, 3], 8, 2);
  expect(red(patch, 0, 0)).toBeCloseTo(25, 4);
  expect(red(patch, 4, 1)).toBeCloseTo(65, 4);
  expect(red(patch, 6, 0)).toBe(0);
});

test('warp averages when it shrinks', () => {
  const stripes = {
    width: 40,
    height: 40,
    data: new Uint8Array(4800).map((_, i) => (Math.floor(i / 3) % 2) * 200),
  };
  const patch = warp(stripes, [4, 0, 1.5, 0, 4, 1.5], 10, 10);
  for (const value of patch.data) expect(value).toBeCloseTo(100, 3);
});

test('warp turns and shrinks a slope into a slope, however much it shrinks', () => {
  const slope: RgbImage = {
    width: 240,
    height: 240,
    data: Uint8Array.from({ length: 240 * 240 * 3 }, (_, i) => {
      const pixel = Math.floor(i / 3);
      return [pixel % 240, Math.floor(pixel / 240), 7][i % 3]!;
    }),
  };
  for (const scale of [1.2, 2.4, 3.3, 5.9, 9.4]) {
    const [along, across] = [scale * Math.cos(0.2), scale * Math.sin(0.2)];
    const toImage = [along, -across, 60.3, across, along, 40.6] as const;
    const patch = warp(slope, toImage, 12, 12);
    for (const [x, y] of [
      [2, 3],
      [6, 6],
      [10, 9],
    ] as const) {
      const at = (y * 12 + x) * 3;
      expect(patch.data[at]).toBeCloseTo(along * x - across * y + 60.3, 3);
      expect(patch.data[at + 1]).toBeCloseTo(across * x + along * y + 40.6, 3);
      expect(patch.data[at + 2]).toBeCloseTo(7, 3);
    }
  }
});

test('warp of a picture that is smaller than a pixel of the patch takes no more memory than others', () => {
  const small: RgbImage = { width: 50, height: 50, data: new Uint8Array(50 * 50 * 3).fill(200) };
  for (const scale of [1e5, 1e9, 1e12]) {
    const patch = warp(small, [scale, 0, -56 * scale, 0, scale, -56 * scale], 112, 112);
    expect(patch.data.every((value) => value >= 0 && value < 0.1)).toBe(true);
  }
});
