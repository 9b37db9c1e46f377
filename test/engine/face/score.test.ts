import { expect, test } from 'vitest';
import calibration from '../../../models/face-score-calibration.json' with { type: 'json' };
import {
  compareScore,
  cosineSimilarity,
  distanceOfScore,
  interpolateScore,
  templateScore,
} from '../../../src/engine/face/score.ts';
import { TEMPLATE_BITS } from '../../../src/engine/face/template/types.ts';

const KINDS = ['cosine', 'template'] as const;

test('40, 50 and 60 stand for a false acceptance rate of 1e-3, 1e-4 and 1e-5', () => {
  for (const [score, far] of [
    [40, 1e-3],
    [50, 1e-4],
    [60, 1e-5],
  ] as const) {
    const cosine = calibration.cosine.points.find((p) => p.far === far)!.cosine;
    const distance = calibration.template.points.find((p) => p.far === far)!.distance;
    expect(compareScore(cosine)).toBeCloseTo(score, 9);
    expect(templateScore(Math.floor(distance))).toBeGreaterThanOrEqual(score);
    expect(templateScore(Math.ceil(distance))).toBeLessThan(score + 0.01);
  }
});

test('every measured score is ten points a decade of false acceptance', () => {
  for (const kind of KINDS)
    for (const { score, far } of calibration[kind].points)
      if (far !== undefined) expect(10 * (1 - Math.log10(far))).toBeCloseTo(score, 2);
});

test('rises strictly with the cosine, from 0 to 100', () => {
  expect(compareScore(-1)).toBe(0);
  expect(compareScore(1)).toBe(100);
  expect(compareScore(1.0000002)).toBe(100);
  expect(compareScore(-1.1)).toBe(0);
  for (let cosine = -1; cosine < 1; cosine += 0.001)
    expect(compareScore(cosine + 0.001)).toBeGreaterThan(compareScore(cosine));
});

test('falls strictly with the distance of templates, from 100 to 0', () => {
  expect(templateScore(0)).toBe(100);
  expect(templateScore(TEMPLATE_BITS)).toBe(0);
  for (let distance = 0; distance < TEMPLATE_BITS; distance++)
    expect(templateScore(distance + 1)).toBeLessThan(templateScore(distance));
  expect(() => templateScore(TEMPLATE_BITS + 1)).toThrow(RangeError);
});

test('a distance of a score is the largest that has it', () => {
  expect(distanceOfScore(0)).toBe(TEMPLATE_BITS);
  expect(distanceOfScore(100)).toBe(0);
  expect(distanceOfScore(100.1)).toBe(-1);
  for (let score = 1; score < 100; score += 0.7) {
    const distance = distanceOfScore(score);
    expect(templateScore(distance)).toBeGreaterThanOrEqual(score);
    expect(templateScore(distance + 1)).toBeLessThan(score);
  }
});

test('embeddings and templates of the same pair score alike', () => {
  for (let score = 15; score <= 70; score += 5) {
    const angle = (Math.PI * distanceOfScore(score)) / TEMPLATE_BITS;
    expect(Math.abs(compareScore(Math.cos(angle)) - score)).toBeLessThan(2.5);
  }
});

test('is linear between calibrated points', () => {
  const points = [
    { at: 0, score: 10 },
    { at: 0.5, score: 20 },
  ];
  expect(interpolateScore(points, 0.25)).toBeCloseTo(15, 9);
});

test('the calibration rests on millions of pairs and says how it did on people held out', () => {
  expect(calibration.impostorPairs).toBeGreaterThan(1e6);
  for (const kind of KINDS)
    for (const { score, far, measured } of calibration.heldOut[kind])
      for (const rate of measured) {
        expect(rate / far).toBeLessThan(score > 60 ? 10 : 2);
        expect(rate / far).toBeGreaterThan(score > 60 ? 0.1 : 0.35);
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
