import { expect, test } from 'vitest';
import { faceShape } from '../../../src/engine/face/face-shape.ts';
import { bounds } from '../../../src/engine/face/geometry.ts';
import type { Point } from '../../../src/engine/types.ts';

/** A drawn face, 200 pixels wide, in the order of iBUG 300-W. */
const arc = (
  count: number,
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  from: number,
  to: number,
): Point[] =>
  Array.from({ length: count }, (_, i) => {
    const angle = ((from + ((to - from) * i) / (count - 1)) * Math.PI) / 180;
    return { x: cx + rx * Math.cos(angle), y: cy + ry * Math.sin(angle) };
  });
/** `count` points of an ellipse, clockwise from its left end, the last before it. */
const ring = (count: number, cx: number, cy: number, rx: number, ry: number): Point[] =>
  arc(count + 1, cx, cy, rx, ry, 180, 540).slice(0, count);

const landmarks68: Point[] = [
  ...arc(17, 100, 100, 100, 130, 180, 0),
  ...arc(5, 55, 80, 30, 10, 180, 360),
  ...arc(5, 145, 80, 30, 10, 180, 360),
  ...[100, 113, 126, 140].map((y) => ({ x: 100, y })),
  ...arc(5, 100, 145, 20, 8, 180, 0),
  ...ring(6, 55, 100, 18, 8),
  ...ring(6, 145, 100, 18, 8),
  ...ring(12, 100, 180, 40, 18),
  ...ring(8, 100, 180, 30, 8),
];
const pupils: [Point, Point] = [
  { x: 54, y: 101 },
  { x: 146, y: 101 },
];
const shape = faceShape(landmarks68, pupils);

test('every part has as many points as the documentation says', () => {
  const counts = Object.fromEntries(Object.entries(shape).map(([part, points]) => [part, points.length]));
  expect(counts).toEqual({
    faceProfile: 21,
    leftEye: 8,
    rightEye: 8,
    leftEyeBrow: 8,
    rightEyeBrow: 8,
    mouth: 22,
    nose: 13,
    leftPupil: 1,
    rightPupil: 1,
  });
});

test('the contour keeps its ends and its lowest point, and runs along the curve of the 68 points', () => {
  const { faceProfile } = shape;
  expect(faceProfile[0]).toEqual(landmarks68[0]);
  expect(faceProfile[20]!.x).toBeCloseTo(landmarks68[16]!.x, 9);
  expect(faceProfile[10]!.y).toBeCloseTo(230, 9);
  for (const { x, y } of faceProfile) expect(Math.hypot((x - 100) / 100, (y - 100) / 130)).toBeCloseTo(1, 2);
});

test('eyes run from the left corner over the upper lid', () => {
  for (const [eye, cx] of [
    [shape.leftEye, 55],
    [shape.rightEye, 145],
  ] as const) {
    expect(eye[0]).toEqual({ x: expect.closeTo(cx - 18) as number, y: expect.closeTo(100) as number });
    expect(eye[4]!.x).toBeCloseTo(cx + 18);
    for (const p of eye.slice(1, 4)) expect(p.y).toBeLessThan(100);
    for (const p of eye.slice(5)) expect(p.y).toBeGreaterThan(100);
    for (const { x, y } of eye) expect(Math.hypot((x - cx) / 18, (y - 100) / 8)).toBeCloseTo(1, 0);
  }
});

test('parts lie in their places, mirrored parts in mirrored places', () => {
  const brow = bounds(shape.leftEyeBrow);
  expect(brow.y).toBeLessThan(71);
  expect(brow.height).toBeLessThan(20);
  expect(shape.mouth.slice(0, 12)).toEqual(landmarks68.slice(48, 60));
  for (const p of shape.mouth.slice(12))
    expect(Math.hypot((p.x - 100) / 40, (p.y - 180) / 18)).toBeLessThan(1);
  expect(shape.nose[0]).toEqual(landmarks68[30]);
  for (let i = 1; i <= 6; i++) {
    expect(shape.nose[i]!.x + shape.nose[13 - i]!.x).toBeCloseTo(200);
    expect(shape.nose[i]!.y).toBeCloseTo(shape.nose[13 - i]!.y);
  }
  expect([...shape.leftPupil, ...shape.rightPupil]).toEqual(pupils);
});
