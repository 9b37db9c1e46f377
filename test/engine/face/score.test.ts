import { expect, test } from 'vitest';
import calibration from '../../../models/face-score-calibration.json' with { type: 'json' };
import { compareScore, cosineSimilarity, interpolateScore } from '../../../src/engine/face/score.ts';

test('40, 50 and 60 stand for a false acceptance rate of 1e-3, 1e-4 and 1e-5', () => {
  const score = (far: number): number => compareScore(calibration.points.find((p) => p.far === far)!.cosine);
  expect(score(1e-3)).toBeCloseTo(40, 9);
  expect(score(1e-4)).toBeCloseTo(50, 9);
  expect(score(1e-5)).toBeCloseTo(60, 9);
});

test('rises strictly with the cosine, from 0 to 100', () => {
  expect(compareScore(-1)).toBe(0);
  expect(compareScore(1)).toBe(100);
  expect(compareScore(1.0000002)).toBe(100);
  expect(compareScore(-1.1)).toBe(0);
  for (let cosine = -1; cosine < 1; cosine += 0.001)
    expect(compareScore(cosine + 0.001)).toBeGreaterThan(compareScore(cosine));
});

test('is linear between calibrated points', () => {
  const points = [
    { cosine: 0, score: 10 },
    { cosine: 0.5, score: 20 },
  ];
  expect(interpolateScore(points, 0.25)).toBeCloseTo(15, 9);
});

test('the calibration rests on millions of pairs and says how it did on people held out', () => {
  expect(calibration.impostorPairs).toBeGreaterThan(1e6);
  for (const { far, measured } of calibration.heldOut.falseAcceptance)
    for (const rate of measured) {
      expect(rate).toBeLessThan(3 * far);
      expect(rate).toBeGreaterThan(far / 3);
    }
});

test('the cosine of a vector with itself is one', () => {
  const vector = Float32Array.from({ length: 512 }, () => 1 / Math.sqrt(512));
  expect(cosineSimilarity(vector, vector)).toBeCloseTo(1, 5);
  expect(
    cosineSimilarity(
      vector,
      vector.map((v) => -v),
    ),
  ).toBeCloseTo(-1, 5);
});
