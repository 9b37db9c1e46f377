import { describe, expect, test } from 'vitest';
import { addMissing, boxesFromMap } from '../../../src/engine/text/detect.ts';
import { rectCorners } from '../../../src/engine/text/geometry.ts';
import { collapsePath, meanConfidence } from '../../../src/engine/text/recognise.ts';
import { findInk, findSpaces, gapsBetween } from '../../../src/engine/text/spaces.ts';

describe('detection', () => {
  const draw = (width: number, height: number, areas: [number, number, number, number][]): Float32Array => {
    const map = new Float32Array(width * height);
    for (const [x0, y0, x1, y1] of areas)
      for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) map[y * width + x] = 0.9;
    return map;
  };

  test('each patch of text becomes one box, widened on all sides', () => {
    const map = draw(200, 100, [
      [20, 10, 120, 20],
      [30, 60, 90, 72],
      [150, 50, 151, 51],
    ]);
    const boxes = boxesFromMap(map, 200, 100);
    expect(boxes).toHaveLength(2);
    const [first] = boxes;
    expect(first?.score).toBeCloseTo(0.9, 1);
    expect(first?.rect.cx).toBeCloseTo(70, 0);
    expect(first?.rect.cy).toBeCloseTo(15, 0);
    // 99 x 9 widened by 1.5 x area / perimeter on each side.
    const widened = (1.5 * 99 * 9) / (2 * 108);
    const sides = [first?.rect.width ?? 0, first?.rect.height ?? 0].sort((a, b) => a - b);
    expect(sides[0]).toBeCloseTo(9 + 2 * widened, 3);
    expect(sides[1]).toBeCloseTo(99 + 2 * widened, 3);
  });

  test('a closer look adds only what was not found before', () => {
    const box = (cx: number): { quad: ReturnType<typeof rectCorners>; score: number } => ({
      quad: rectCorners({ cx, cy: 10, ux: 1, uy: 0, width: 20, height: 8 }),
      score: 0.9,
    });
    const [first, same, other] = [box(20), box(22), box(60)];
    expect(addMissing([first], [same, other])).toEqual([first, other]);
  });

  test('a map full of specks takes no longer than one full of text', () => {
    const map = Float32Array.from({ length: 960 * 960 }, (_, i) => ((i * 2654435761) % 97 < 30 ? 0.9 : 0));
    const start = performance.now();
    boxesFromMap(map, 960, 960);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('CTC decoding', () => {
  test('repeats collapse unless a blank parts them', () => {
    const alphabet = ['', 'a', 'b'];
    const path = [1, 1, 0, 1, 2, 2, 0];
    const probabilities = Float32Array.from(
      path.flatMap((best) => [0, 1, 2].map((i) => (i === best ? 0.8 : 0.1))),
    );
    const characters = collapsePath(probabilities, path.length, alphabet);
    expect(characters.map((c) => [c.text, c.position])).toEqual([
      ['a', 0],
      ['a', 3],
      ['b', 4],
    ]);
    expect(meanConfidence(characters)).toBeCloseTo(0.8);
    expect(meanConfidence([])).toBe(0);
  });
});

describe('spaces', () => {
  /** A white line with black bars, as letters. */
  const bars = (width: number, at: [number, number][]) => {
    const data = new Uint8Array(width * 48 * 3).fill(255);
    for (const [x0, x1] of at)
      for (let y = 10; y < 40; y++)
        for (let x = x0; x < x1; x++) data.fill(0, (y * width + x) * 3, (y * width + x) * 3 + 3);
    return { data, width, height: 48 };
  };
  const line = bars(160, [
    [4, 20],
    [24, 40],
    [44, 60],
    [90, 106],
    [110, 126],
  ]);
  const positions = [12, 32, 52, 98, 118];
  const unsure = positions.map(() => 0.1);

  test('a wide gap in the ink is a space', () => {
    const ink = findInk(line);
    expect(ink.height).toBe(30);
    const gaps = gapsBetween(ink, positions, 4);
    expect(gaps[2]).toEqual({ from: 60, to: 90 });
    expect(findSpaces([...'abcde'], gaps, ink.height, unsure, true)).toEqual([
      false,
      false,
      false,
      true,
      false,
    ]);
  });

  test('light text on dark ground is ink too', () => {
    const inverted = { ...line, data: line.data.map((v) => 255 - v) };
    expect(findInk(inverted).columns).toEqual(findInk(line).columns);
  });

  test('no space beside Chinese characters, inside a number, or in a machine readable zone', () => {
    const gaps = gapsBetween(findInk(line), positions, 4);
    for (const text of ['ab中de', 'a2.10', '<<<AB'])
      expect(findSpaces([...text], gaps, 30, unsure, true)).toEqual([false, false, false, false, false]);
  });

  test('where all are sure that there is none in Latin letters, the ink needs a wider gap; where one sees a space, none', () => {
    const gaps = gapsBetween(findInk(line), positions, 4);
    const sure = [0, 0, 0, 0.001, 0];
    expect(findSpaces([...'abcde'], gaps, 30, sure, true)).toEqual([false, false, false, true, false]);
    expect(findSpaces([...'abcde'], gaps, 90, sure, true)).toEqual([false, false, false, false, false]);
    expect(findSpaces([...'abcde'], gaps, 90, sure, false)).toEqual([false, false, false, true, false]);
    expect(findSpaces([...'abcde'], gaps, 90, unsure, true)).toEqual([false, false, false, true, false]);
    expect(findSpaces([...'abcde'], gaps, 30, [0, 0.4, 0, 0, 0], false)[1]).toBe(true);
    expect(findSpaces([...'a中cde'], gaps, 30, [0, 0.4, 0, 0, 0], false)[1]).toBe(false);
  });
});
