import { expect, test } from 'vitest';
import { headPose } from '../../../src/engine/face/pose.ts';
import type { Point } from '../../../src/engine/types.ts';

/** Landmarks of a head that looks at the camera: eye corners, nose tip and base, mouth corners, chin. */
const FRONTAL: Record<number, readonly [x: number, y: number, towardsCamera: number]> = {
  36: [-45, 0, -8],
  39: [-17, 1, 0],
  42: [17, 1, 0],
  45: [45, 0, -8],
  30: [0, 34, 32],
  33: [0, 47, 18],
  48: [-26, 68, 6],
  54: [26, 68, 6],
  8: [0, 112, 4],
};

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** The head nods up by pitch, then turns to the image's right by yaw, then leans clockwise by roll; then it is photographed. */
function photograph(pitch: number, yaw: number, roll: number): Point[] {
  const turn = (a: number, b: number, degrees: number): [number, number] => [
    a * Math.cos(radians(degrees)) - b * Math.sin(radians(degrees)),
    a * Math.sin(radians(degrees)) + b * Math.cos(radians(degrees)),
  ];
  return Array.from({ length: 68 }, (_, i) => {
    const [x, y, z] = FRONTAL[i] ?? [0, 0, 0];
    const [depth, nodded] = turn(z, y, -pitch);
    const [, turned] = turn(depth, x, yaw);
    const [right, down] = turn(turned, nodded, roll);
    return { x: 300 + 2 * right, y: 200 + 2 * down };
  });
}

test.each([
  [0, 0, 0],
  [0, 25, 0],
  [0, -40, 0],
  [20, 0, 0],
  [-15, 0, 0],
  [0, 0, 35],
  [12, -20, 10],
  [-10, 30, -50],
])('pitch %d, yaw %d and roll %d are read back', (pitch, yaw, roll) => {
  const pose = headPose(photograph(pitch, yaw, roll));
  expect(pose.pitch).toBeCloseTo(pitch, 4);
  expect(pose.yaw).toBeCloseTo(yaw, 4);
  expect(pose.roll).toBeCloseTo(roll, 4);
});
