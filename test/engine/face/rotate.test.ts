import { expect, test } from 'vitest';
import { faceBack, rotateImage } from '../../../src/engine/face/rotate.ts';
import type { DetectedFace } from '../../../src/engine/types.ts';

const image = { width: 4, height: 3, data: Uint8Array.from({ length: 36 }, (_, i) => Math.floor(i / 3)) };

test.each([90, 180, 270] as const)('a pixel found in the image turned by %d maps back to itself', (turn) => {
  const turned = rotateImage(image, turn);
  expect([turned.width, turned.height]).toEqual(turn === 180 ? [4, 3] : [3, 4]);
  for (let y = 0; y < turned.height; y++)
    for (let x = 0; x < turned.width; x++) {
      const centre = { x: x + 0.5, y: y + 0.5 };
      const face: DetectedFace = {
        ...{ x, y, width: 1, height: 1, confidence: 1 },
        landmarks5: [centre],
        landmarks68: [centre],
        pose: { yaw: 1, pitch: 2, roll: 3 },
      };
      const back = faceBack(face, turn, image);
      const value = turned.data[(y * turned.width + x) * 3];
      expect(image.data[(back.y * image.width + back.x) * 3]).toBe(value);
      expect(back.landmarks5[0]).toEqual({ x: back.x + 0.5, y: back.y + 0.5 });
      expect([back.width, back.height]).toEqual([1, 1]);
    }
});

test('a clockwise turn that made the face upright leaves it leaning counterclockwise', () => {
  const face: DetectedFace = {
    ...{ x: 0, y: 0, width: 1, height: 1, confidence: 1, landmarks5: [], landmarks68: [] },
    pose: { yaw: 1, pitch: 2, roll: 3 },
  };
  expect(faceBack(face, 90, image).pose).toEqual({ yaw: 1, pitch: 2, roll: -87 });
  expect(faceBack(face, 270, image).pose).toEqual({ yaw: 1, pitch: 2, roll: 93 });
});
