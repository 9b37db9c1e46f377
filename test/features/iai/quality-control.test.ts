import { expect, test } from 'vitest';
import { meetsQuality } from '../../../src/features/iai/quality-control.ts';

const good = { score: 85, sharpness: 92, brightness: 50 };

test('a good face meets every control, and none is asked for with 0', () => {
  for (const control of [0, 1, 2, 3, 4]) expect(meetsQuality(good, control)).toBe(true);
  expect(meetsQuality({ score: 0, sharpness: 0, brightness: 100 }, 0)).toBe(true);
});

test.each([
  ['unfit for recognition', { ...good, score: 65 }, 3],
  ['hardly fit', { ...good, score: 25 }, 1],
  ['blurred', { ...good, sharpness: 45 }, 2],
  ['dark', { ...good, brightness: 20 }, 3],
  ['glaring', { ...good, brightness: 97 }, 1],
  ['without any use', { ...good, score: 10 }, 0],
])('a face that is %s meets its control and no stricter one', (_, quality, strictest) => {
  const met = [0, 1, 2, 3, 4].filter((control) => meetsQuality(quality, control));
  expect(met).toEqual([0, 1, 2, 3, 4].slice(0, strictest + 1));
});
