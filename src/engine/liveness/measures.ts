import { centroid } from '../face/geometry.ts';
import type { DetectedFace, Point } from '../types.ts';

/** What one frame says of a face. */
export interface FrameMeasure {
  /** How far the eyes are open: height over width, mean of both. */
  readonly eyes: number;
  /** How far the lips are apart: height of the opening over its width. Near 0 shut. */
  readonly mouth: number;
  /** How long the face is: from the middle of the eyes to that of the mouth's corners, over the distance of the eyes. */
  readonly length: number;
  /** Degrees, as `DetectedFace.pose`. */
  readonly yaw: number;
  readonly pitch: number;
}

const distance = (p: Point, q: Point): number => Math.hypot(p.x - q.x, p.y - q.y);

/** Landmarks of an eye, from its left corner clockwise (iBUG 300-W). */
const LEFT_EYE = [36, 37, 38, 39, 40, 41] as const;
const RIGHT_EYE = [42, 43, 44, 45, 46, 47] as const;
const MOUTH_CORNERS = [48, 54] as const;

/** The eye aspect ratio of Soukupova and Cech, "Real-Time Eye Blink Detection using Facial Landmarks", CVWW 2016. */
function eyeAspectRatio(points: readonly Point[], eye: typeof LEFT_EYE | typeof RIGHT_EYE): number {
  const [a, b, c, d, e, f] = eye.map((i) => points[i]!) as [Point, Point, Point, Point, Point, Point];
  return (distance(b, f) + distance(c, e)) / (2 * distance(a, d) || 1);
}

/** The inner lips: three pairs of points above each other, over the distance of the corners. */
function mouthAspectRatio(points: readonly Point[]): number {
  const at = (i: number): Point => points[i]!;
  const height = distance(at(61), at(67)) + distance(at(62), at(66)) + distance(at(63), at(65));
  return height / (3 * distance(at(60), at(64)) || 1);
}

function faceLength(points: readonly Point[]): number {
  const middle = (of: readonly number[]): Point => centroid(of.map((i) => points[i]!));
  const eyes = [middle(LEFT_EYE), middle(RIGHT_EYE)] as const;
  return distance(centroid(eyes), middle(MOUTH_CORNERS)) / (distance(...eyes) || 1);
}

export const measure = ({ landmarks68, pose }: DetectedFace): FrameMeasure => ({
  eyes: (eyeAspectRatio(landmarks68, LEFT_EYE) + eyeAspectRatio(landmarks68, RIGHT_EYE)) / 2,
  mouth: mouthAspectRatio(landmarks68),
  length: faceLength(landmarks68),
  yaw: pose.yaw,
  pitch: pose.pitch,
});
