import { expect, test } from 'vitest';
import { suppress } from '../../../src/engine/face/detect.ts';

const box = (x: number, y: number, size: number, confidence: number) => ({
  x,
  y,
  width: size,
  height: size,
  confidence,
});

test('of boxes on one face the surest stays', () => {
  const sure = box(2, 0, 100, 0.9);
  expect(suppress([box(0, 0, 100, 0.8), sure, box(300, 0, 100, 0.7)])).toEqual([sure, box(300, 0, 100, 0.7)]);
});

test('a part of a face inside its box is no face', () => {
  expect(suppress([box(0, 0, 100, 0.9), box(30, 30, 30, 0.8)])).toHaveLength(1);
});

test('neighbours that overlap a little both stay', () => {
  expect(suppress([box(0, 0, 100, 0.9), box(80, 0, 100, 0.8)])).toHaveLength(2);
});

test('a face already known is not found again', () => {
  expect(suppress([box(2, 2, 100, 0.99)], [box(0, 0, 100, 0.7)])).toEqual([]);
});
