import { expect, test } from 'vitest';
import type { RgbImage } from '../../../src/engine/image.ts';
import type { Network } from '../../../src/engine/text/network.ts';
import { pageQuarters } from '../../../src/engine/text/orientation.ts';
import type { Quad } from '../../../src/engine/types.ts';

const image: RgbImage = { data: new Uint8Array(400 * 400 * 3).fill(255), width: 400, height: 400 };

const box = (x: number, y: number, width: number, height: number): Quad => [
  { x, y },
  { x: x + width, y },
  { x: x + width, y: y + height },
  { x, y: y + height },
];
/** The same place on a page that lies on its side. */
const turned = ([a, b, c, d]: Quad): Quad => {
  const turn = ({ x, y }: { x: number; y: number }) => ({ x: 400 - y, y: x });
  return [turn(d), turn(a), turn(b), turn(c)];
};

/** A classifier that finds every line upright, or on its head. */
const classifier = (upsideDown: number): Network => ({
  run: () => Promise.resolve({ data: Float32Array.of(1 - upsideDown, upsideDown), shape: [1, 2] }),
});
const legible = (): Promise<number> => Promise.resolve(0.9);

/** A table: three rows with a name each, and twelve digits, which are higher than wide. */
const table = [20, 60, 100].flatMap((y) => [
  box(10, y, 70, 10),
  ...[150, 200, 250, 300].map((x) => box(x, y, 6, 10)),
]);

test('a page of digits lies as its longer lines do', async () => {
  expect(await pageQuarters(classifier(0), image, table, legible)).toBe(0);
  expect(await pageQuarters(classifier(0), image, table.map(turned), legible)).toBe(1);
});

test('a page is turned over only if it can be read better so', async () => {
  const better = (quad: Quad): Promise<number> => Promise.resolve(quad[0].x > 50 ? 0.9 : 0.2);
  expect(await pageQuarters(classifier(1), image, table, better)).toBe(2);
  expect(await pageQuarters(classifier(1), image, table, legible)).toBe(0);
});

test('a page without text stands upright', async () => {
  expect(await pageQuarters(classifier(1), image, [], legible)).toBe(0);
});
