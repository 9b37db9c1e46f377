import type { DetectedFace, FaceResult, Point } from '../../engine/types.ts';
import { outlinesOf } from '../../features/iai/face-outline.ts';
import { falseAcceptRate, MEASURED_SCORES } from '../../features/iai/score-meaning.ts';
import { columns } from '../columns.ts';

const whole = (value: number): string => String(Math.round(value));
const tenth = (value: number): number => Math.round(value * 10) / 10;

const HEADS = [
  ...['face', 'left', 'top', 'width', 'height'],
  ...['yaw', 'pitch', 'roll', 'quality', 'sharpness', 'brightness'],
];

const cells = ({ x, y, width, height, pose, quality }: DetectedFace, index: number): string[] => [
  String(index + 1),
  ...[x, y, width, height, pose.yaw, pose.pitch, pose.roll].map(whole),
  ...[quality?.score, quality?.sharpness, quality?.brightness].map((value) =>
    value === undefined ? '-' : whole(value),
  ),
];

/** `1920x1537, 4 faces`, as a heading says it. */
export const sizeText = ({ width, height, faces }: FaceResult): string =>
  `${width}x${height}, ${faces.length} face${faces.length === 1 ? '' : 's'}`;

/** A row for each face, in pixels and degrees, qualities of 100. */
export const facesText = ({ faces }: FaceResult): string =>
  faces.length === 0 ? 'no face' : columns(HEADS, faces.map(cells));

const rounded = (points: readonly Point[]): Point[] =>
  points.map(({ x, y }) => ({ x: tenth(x), y: tenth(y) }));

const landmarksOf = (face: DetectedFace): Record<string, Point[]> =>
  Object.fromEntries(
    Object.entries<readonly Point[]>({ ...outlinesOf(face) }).map(([part, points]) => [
      part,
      rounded(points),
    ]),
  );

/** A face as JSON tells of it, without what it could be recognised by. */
export const faceJson = (face: DetectedFace, { landmarks = false } = {}): object => ({
  box: { x: tenth(face.x), y: tenth(face.y), width: tenth(face.width), height: tenth(face.height) },
  confidence: Math.round(face.confidence * 1e4) / 1e4,
  pose: { yaw: tenth(face.pose.yaw), pitch: tenth(face.pose.pitch), roll: tenth(face.pose.roll) },
  ...(face.quality && {
    quality: {
      ...{ score: tenth(face.quality.score), sharpness: tenth(face.quality.sharpness) },
      brightness: tenth(face.quality.brightness),
      ...(face.quality.completeness && {
        completeness: Object.fromEntries(
          Object.entries<number>({ ...face.quality.completeness }).map(([part, value]) => [
            part,
            Math.round(value),
          ]),
        ),
      }),
    },
  }),
  ...(landmarks ? { landmarks: landmarksOf(face) } : {}),
});

/** `12,000`, with two digits that count: no rate is known better. */
const oneIn = (rate: number): string => {
  const pairs = 1 / rate;
  const digit = 10 ** Math.max(0, Math.floor(Math.log10(pairs)) - 1);
  return (Math.round(pairs / digit) * digit).toLocaleString('en');
};

/** What a score says of two different people, in a sentence without its end. */
export const rateText = (score: number): string => {
  const rate = falseAcceptRate(score);
  if (rate === null) return 'no more alike than two people taken at random';
  const extrapolated = score > MEASURED_SCORES.most ? ' (extrapolated)' : '';
  const bound = score > 70 ? 'less than ' : '';
  return `of pairs of different people, ${bound}1 in ${oneIn(rate)} scores as high${extrapolated}`;
};
