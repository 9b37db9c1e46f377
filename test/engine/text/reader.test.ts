import { beforeAll, describe, expect, test } from 'vitest';
import { createTextReader, type TextReader } from '../../../src/engine/text/reader.ts';
import type { Point, TextLine, TextResult } from '../../../src/engine/types.ts';
import { editDistance } from '../../../tools/accuracy/text-score.ts';
import { drawIdDocument, drawLetter, drawReceipt } from '../../material/draw-document.ts';

let reader: TextReader;

beforeAll(async () => {
  reader = await createTextReader();
});

const read = (image: Uint8Array, words = false): Promise<TextResult> =>
  reader.read(image, { mode: 'basic', words });

const solid = (lines: readonly string[]): string => lines.join('').replace(/\s/g, '');

/** Share of wrong characters, spaces aside. */
const errorRate = (truth: readonly string[], lines: readonly TextLine[]): number =>
  editDistance(solid(truth), solid(lines.map((line) => line.text))) / solid(truth).length;

const isZone = (line: string): boolean => line.includes('<');

describe('a clean document', () => {
  test('is read letter by letter in reading order; the zone but for O and 0', async () => {
    const drawn = await drawIdDocument();
    const { lines, angle, width, height, steps } = await read(drawn.image);
    const texts = lines.map((line) => line.text);
    expect(texts.filter((text) => !isZone(text)).sort()).toEqual(
      drawn.lines.filter((text) => !isZone(text)).sort(),
    );
    const zone = texts.filter(isZone);
    expect(zone).toHaveLength(3);
    // No dictionary tells O from 0 there, and a letter may be lost at the end of a line.
    zone.forEach((text, i) => {
      const truth = drawn.fields['mrz']?.split('\n')[i] ?? '';
      const same = (t: string): string => t.replaceAll('O', '0');
      expect(editDistance(same(text), same(truth))).toBeLessThanOrEqual(2);
    });
    expect([angle, width, height]).toEqual([0, drawn.width, drawn.height]);
    expect(steps.map((step) => step.name)).toEqual(['decode', 'detect', 'orient', 'recognise']);
    for (const line of lines) expect(line.confidence).toBeGreaterThan(0.8);
  });

  test('a receipt keeps its columns apart and its numbers whole', async () => {
    const drawn = await drawReceipt();
    const texts = (await read(drawn.image)).lines.map((line) => line.text);
    expect(texts).toEqual(expect.arrayContaining(['TOTAL', drawn.fields['total'], 'CORNER BOOKSHOP']));
    // One line of 34 may differ: the space repair is a judgement.
    expect(drawn.lines.filter((line) => !texts.includes(line)).length).toBeLessThanOrEqual(1);
  });

  test('a letter has its words and lines in order', async () => {
    const drawn = await drawLetter();
    const { lines } = await read(drawn.image);
    const text = lines.map((line) => line.text).join('\n');
    expect(editDistance(text, drawn.lines.join('\n'))).toBeLessThanOrEqual(0.01 * text.length);
  });
});

describe('a photograph', () => {
  test.each([0, 90, 180, 270] as const)(
    'turned by %i degrees, tilted and noisy, is read where it lies',
    async (rotate) => {
      const drawn = await drawIdDocument({
        rotate,
        tilt: 4,
        perspective: 0.08,
        noise: 8,
        blur: 0.6,
        format: 'jpeg',
      });
      const { lines, angle } = await read(drawn.image, true);
      // The zone's O and 0, and a small label that noise eats, stay within a twentieth.
      expect(errorRate(drawn.lines, lines.toSorted(byDrawnOrder(drawn.lines)))).toBeLessThan(0.08);
      expect(Math.abs(((angle - rotate - 4 + 540) % 360) - 180)).toBeLessThan(2);
      const surname = drawn.words.find((word) => word.text === drawn.fields['surname']);
      const line = lines.find((l) => l.text === drawn.fields['surname']);
      line?.quad.forEach((corner, i) => {
        const truth = surname?.quad[i] as Point;
        expect(Math.hypot(corner.x - truth.x, corner.y - truth.y)).toBeLessThan(12);
      });
      expect(line).toBeDefined();
    },
  );

  test('of many pixels is scaled down early and keeps its coordinates', async () => {
    const drawn = await drawIdDocument({ scale: 5, format: 'jpeg' });
    const { lines, width, height } = await read(drawn.image);
    expect([width, height]).toEqual([5000, 3150]);
    const line = lines.find((l) => l.text === 'ERIKSSON');
    expect(line?.quad[0].x).toBeGreaterThan(1650);
    expect(line?.quad[1].x).toBeLessThan(2620);
  });
});

test('each character has its box', async () => {
  const drawn = await drawLetter();
  const { lines } = await read(drawn.image, true);
  const line = lines.find((l) => l.text.startsWith('Harbour Authority'));
  expect(line?.words?.map((w) => w.text).join('')).toBe('HarbourAuthorityofUtopia');
  // The box of a word is that of its characters; ink of the drawn word lies in it within a quarter of the line's height.
  const word = drawn.words.find((w) => w.text === 'Authority');
  const characters = line?.words?.slice(7, 16) ?? [];
  const height = (line?.quad[3].y ?? 0) - (line?.quad[0].y ?? 0);
  expect(Math.abs((characters[0]?.quad[0].x ?? 0) - (word?.quad[0]?.x ?? 0))).toBeLessThan(height / 4);
  expect(Math.abs((characters.at(-1)?.quad[1].x ?? 0) - (word?.quad[1]?.x ?? 0))).toBeLessThan(height / 4);
  for (const c of line?.words ?? []) {
    expect(c.quad[1].x).toBeGreaterThan(c.quad[0].x);
    expect(c.confidence).toBeGreaterThan(0.5);
  }
});

test('accurate reads small print that is a few pixels high', async () => {
  const drawn = await drawLetter({ scale: 0.45 });
  const { lines } = await reader.read(drawn.image, { mode: 'accurate' });
  expect(errorRate(drawn.lines, lines)).toBeLessThan(0.05);
});

/** Rows of a tilted card can come out in another order: sorts read lines as the drawn ones they resemble most. */
function byDrawnOrder(drawn: readonly string[]): (a: TextLine, b: TextLine) => number {
  const rank = ({ text }: TextLine): number => {
    const distances = drawn.map((line) => editDistance(line, text));
    return distances.indexOf(Math.min(...distances));
  };
  return (a, b) => rank(a) - rank(b);
}
