import { expect, test } from 'vitest';
import { similarityOf } from '../../../src/features/faceid/similarity.ts';

test('rates of 1e-3, 1e-4 and 1e-5 are at 70, 80 and 90', () => {
  expect([0, 40, 50, 60, 100].map(similarityOf)).toEqual([0, 70, 80, 90, 100]);
});

test('scores keep their order, within bounds and to hundredths', () => {
  const scores = Array.from({ length: 201 }, (_, i) => similarityOf(i / 2));
  expect(scores).toEqual([...scores].sort((p, q) => p - q));
  expect(scores.map((score) => Number(score.toFixed(2)))).toEqual(scores);
  expect([similarityOf(-5), similarityOf(120)]).toEqual([0, 100]);
});
