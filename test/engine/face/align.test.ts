import { describe, expect, test } from 'vitest';
import { ARCFACE_TEMPLATE, similarity } from '../../../src/engine/face/align.ts';
import { type Affine, invert, transform } from '../../../src/engine/face/geometry.ts';

const turnAndScale = (degrees: number, scale: number, x: number, y: number): Affine => {
  const a = scale * Math.cos((degrees * Math.PI) / 180);
  const b = scale * Math.sin((degrees * Math.PI) / 180);
  return [a, -b, x, b, a, y];
};

describe('similarity', () => {
  test.each([
    [0, 1, 0, 0],
    [30, 2.5, 100, -40],
    [-170, 0.2, 3, 900],
  ])('recovers a turn of %d degrees, scale %d and a shift', (degrees, scale, x, y) => {
    const known = turnAndScale(degrees, scale, x, y);
    const found = similarity(
      ARCFACE_TEMPLATE,
      ARCFACE_TEMPLATE.map((p) => transform(known, p)),
    );
    found.forEach((value, i) => expect(value).toBeCloseTo(known[i]!, 9));
  });

  test('no nearby similarity fits disturbed points better', () => {
    const known = turnAndScale(12, 1.4, 20, 30);
    const disturbed = ARCFACE_TEMPLATE.map((p, i) => {
      const q = transform(known, p);
      return { x: q.x + Math.sin(7 * i), y: q.y + Math.cos(5 * i) };
    });
    const error = (affine: Affine): number =>
      ARCFACE_TEMPLATE.reduce((sum, p, i) => {
        const q = transform(affine, p);
        return sum + (q.x - disturbed[i]!.x) ** 2 + (q.y - disturbed[i]!.y) ** 2;
      }, 0);
    const [a, , c, b, , f] = similarity(ARCFACE_TEMPLATE, disturbed);
    const best = error([a, -b, c, b, a, f]);
    for (const step of [-0.01, 0.01]) {
      expect(error([a + step, -b, c, b, a + step, f])).toBeGreaterThan(best);
      expect(error([a, -b - step, c, b + step, a, f])).toBeGreaterThan(best);
      expect(error([a, -b, c + step, b, a, f - step])).toBeGreaterThan(best);
    }
  });

  test('never mirrors', () => {
    const mirrored = ARCFACE_TEMPLATE.map(({ x, y }) => ({ x: -x, y }));
    const [a, b, , d, e] = similarity(ARCFACE_TEMPLATE, mirrored);
    expect(a * e - b * d).toBeGreaterThan(0);
  });

  test('refuses points that are one point', () => {
    const points = ARCFACE_TEMPLATE.map(() => ({ x: 1, y: 1 }));
    expect(() => similarity(points, ARCFACE_TEMPLATE)).toThrow(RangeError);
  });
});

test('invert undoes a transform', () => {
  const affine = turnAndScale(40, 3, -7, 11);
  const { x, y } = transform(invert(affine), transform(affine, { x: 5, y: 9 }));
  expect(x).toBeCloseTo(5, 9);
  expect(y).toBeCloseTo(9, 9);
});
