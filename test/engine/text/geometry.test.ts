import { expect, test } from 'vitest';
import type { Quad } from '../../../src/engine/types.ts';
import { cropQuad, pointIn } from '../../../src/engine/text/crop.ts';
import {
  convexHull,
  median,
  minAreaRect,
  quadAngle,
  rectCorners,
  startAt,
} from '../../../src/engine/text/geometry.ts';
import { readingOrder } from '../../../src/engine/text/order.ts';
import { turnBack } from '../../../src/engine/text/turn.ts';

const square: Quad = [
  { x: 0, y: 0 },
  { x: 4, y: 0 },
  { x: 4, y: 2 },
  { x: 0, y: 2 },
];

test('the hull leaves out what lies inside or on an edge', () => {
  const hull = convexHull([...square, { x: 1, y: 1 }, { x: 2, y: 0 }, { x: 4, y: 0 }]);
  expect(hull).toHaveLength(4);
  expect(hull).toEqual(expect.arrayContaining([...square]));
});

test('the smallest rectangle finds size and angle of a turned one', () => {
  const turned = rectCorners({ cx: 50, cy: 40, ux: Math.cos(0.4), uy: Math.sin(0.4), width: 30, height: 10 });
  const rect = minAreaRect([...turned, { x: 50, y: 40 }]);
  expect(rect?.cx).toBeCloseTo(50);
  expect(rect?.cy).toBeCloseTo(40);
  expect([rect?.width, rect?.height].map((side) => Math.round(side ?? 0)).sort()).toEqual([10, 30]);
});

test('points on one line have no rectangle', () => {
  expect(minAreaRect([0, 1, 2, 3].map((i) => ({ x: i, y: 2 * i })))).toBeUndefined();
});

test('a quad read from its next corner runs a quarter turn further', () => {
  expect([0, 1, 2, 3].map((i) => quadAngle(startAt(square, i)))).toEqual([0, 90, 180, 270]);
});

test('a point of the upright page goes back to where it was', () => {
  const upright = { data: new Uint8Array(0), width: 10, height: 6 };
  expect(([0, 1, 2, 3] as const).map((q) => turnBack({ x: 1, y: 2 }, upright, q))).toEqual([
    { x: 1, y: 2 },
    { x: 4, y: 1 },
    { x: 9, y: 4 },
    { x: 2, y: 9 },
  ]);
});

test('straightening maps corners to corners, also in perspective', () => {
  const quad: Quad = [
    { x: 10, y: 5 },
    { x: 90, y: 20 },
    { x: 80, y: 60 },
    { x: 5, y: 70 },
  ];
  const corners = [pointIn(quad, 0, 0), pointIn(quad, 1, 0), pointIn(quad, 1, 1), pointIn(quad, 0, 1)];
  corners.forEach((corner, i) => {
    expect(corner.x).toBeCloseTo(quad[i]?.x ?? NaN);
    expect(corner.y).toBeCloseTo(quad[i]?.y ?? NaN);
  });
});

test('a crop at its own size is the pixels themselves; beyond the edge the last ones continue', () => {
  const data = Uint8Array.from({ length: 4 * 2 * 3 }, (_, i) => i * 10);
  const image = { data, width: 4, height: 2 };
  expect(cropQuad(image, square, 4, 2).data).toEqual(data);
  const left = square.map((p) => ({ x: p.x - 10, y: p.y })) as unknown as Quad;
  expect([...cropQuad(image, left, 4, 2).data.subarray(0, 3)]).toEqual([0, 10, 20]);
});

test('reading order: rows from the top, each from the left, along the tilt', () => {
  const at = (name: string, x: number, y: number): { name: string; quad: Quad } => ({
    name,
    quad: rectCorners({ cx: x, cy: y, ux: 1, uy: 0, width: 20, height: 10 }),
  });
  const items = [at('d', 80, 62), at('b', 80, 12), at('c', 10, 60), at('a', 10, 10)];
  expect(readingOrder(items, 0).map((i) => i.name)).toEqual(['a', 'b', 'c', 'd']);
  // Tilted by 45 degrees, c lies on the same row as b.
  expect(readingOrder([at('b', 60, 60), at('a', 10, 10), at('c', 10, 60)], 45).map((i) => i.name)).toEqual([
    'a',
    'b',
    'c',
  ]);
});

test('the median of nothing is 0', () => {
  expect([median([]), median([3, 1, 2])]).toEqual([0, 2]);
});
