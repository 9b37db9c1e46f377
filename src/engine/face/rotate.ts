import type { RgbImage } from '../image.ts';
import type { DetectedFace, Point } from '../types.ts';

/** Degrees clockwise. */
export type Turn = 90 | 180 | 270;

/** Where a pixel (x, y) of the image lies in the turned image of the given size. */
const turnedIndex = (turn: Turn, x: number, y: number, width: number, height: number): number => {
  if (turn === 90) return x * width + (width - 1 - y);
  if (turn === 180) return (height - 1 - y) * width + (width - 1 - x);
  return (height - 1 - x) * width + y;
};

export function rotateImage(image: RgbImage, turn: Turn): RgbImage {
  const [width, height] = turn === 180 ? [image.width, image.height] : [image.height, image.width];
  const data = new Uint8Array(image.data.length);
  for (let y = 0, from = 0; y < image.height; y++)
    for (let x = 0; x < image.width; x++, from += 3) {
      const to = turnedIndex(turn, x, y, width, height) * 3;
      data[to] = image.data[from]!;
      data[to + 1] = image.data[from + 1]!;
      data[to + 2] = image.data[from + 2]!;
    }
  return { data, width, height };
}

/** A point of the turned image in the image it was turned from. */
const pointBack = (turn: Turn, { width, height }: RgbImage, { x, y }: Point): Point => {
  if (turn === 90) return { x: y, y: height - x };
  if (turn === 180) return { x: width - x, y: height - y };
  return { x: width - y, y: x };
};

/** A face found in the turned image, in coordinates of `original`. Its roll says how it leans there. */
export function faceBack(face: DetectedFace, turn: Turn, original: RgbImage): DetectedFace {
  const back = (p: Point): Point => pointBack(turn, original, p);
  const p = back(face);
  const q = back({ x: face.x + face.width, y: face.y + face.height });
  const roll = face.pose.roll - turn;
  return {
    ...face,
    x: Math.min(p.x, q.x),
    y: Math.min(p.y, q.y),
    width: Math.abs(p.x - q.x),
    height: Math.abs(p.y - q.y),
    landmarks5: face.landmarks5.map(back),
    landmarks68: face.landmarks68.map(back),
    ...(face.pupils && { pupils: [back(face.pupils[0]), back(face.pupils[1])] }),
    ...(face.dense && { dense: face.dense.map(back) }),
    pose: { ...face.pose, roll: roll <= -180 ? roll + 360 : roll },
  };
}
