import type { DetectedFace, Point } from '../types.ts';
import { centroid } from './geometry.ts';

type Vector = readonly [x: number, y: number, z: number];

/**
 * Landmarks of an average adult face in millimetres: x to the right of the image, y down, z away from the camera,
 * from the middle between the eyes. Widths and heights are rounded from facial anthropometry (Farkas,
 * "Anthropometry of the Head and Face", 1994); depths are set so that faces looking at the camera come out at zero.
 */
const FACE_MODEL: readonly (readonly [landmark: number, at: Vector])[] = [
  [36, [-45, 0, 8]],
  [39, [-17, 1, 0]],
  [42, [17, 1, 0]],
  [45, [45, 0, 8]],
  [30, [0, 34, -32]],
  [33, [0, 47, -18]],
  [48, [-26, 68, -6]],
  [54, [26, 68, -6]],
  [8, [0, 112, -4]],
];

const dot = (p: Vector, q: Vector): number => p[0] * q[0] + p[1] * q[1] + p[2] * q[2];
const cross = (p: Vector, q: Vector): Vector => [
  p[1] * q[2] - p[2] * q[1],
  p[2] * q[0] - p[0] * q[2],
  p[0] * q[1] - p[1] * q[0],
];
const combine = (p: Vector, s: number, q: Vector, t: number): Vector => [
  p[0] * s + q[0] * t,
  p[1] * s + q[1] * t,
  p[2] * s + q[2] * t,
];
const unit = (p: Vector): Vector => {
  const length = Math.hypot(...p) || 1;
  return [p[0] / length, p[1] / length, p[2] / length];
};

/** Solves the symmetric system rows * x = right by Cramer's rule. */
function solve([a, b, c]: readonly [Vector, Vector, Vector], right: Vector): Vector {
  const determinant = dot(a, cross(b, c));
  return [
    dot(right, cross(b, c)) / determinant,
    dot(a, cross(right, c)) / determinant,
    dot(a, cross(b, right)) / determinant,
  ];
}

/** Least-squares rows of the scaled orthographic camera that projects the face model onto the landmarks. */
function cameraRows(landmarks68: readonly Point[]): [Vector, Vector] {
  const seen = FACE_MODEL.map(([landmark]) => landmarks68[landmark]!);
  const centre = centroid(seen);
  const middle = FACE_MODEL.reduce<Vector>(
    (sum, [, at]) => combine(sum, 1, at, 1 / FACE_MODEL.length),
    [0, 0, 0],
  );
  let xx: [Vector, Vector, Vector] = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  let xu: Vector = [0, 0, 0];
  let xv: Vector = [0, 0, 0];
  FACE_MODEL.forEach(([, at], i) => {
    const p = combine(at, 1, middle, -1);
    xx = [combine(xx[0], 1, p, p[0]), combine(xx[1], 1, p, p[1]), combine(xx[2], 1, p, p[2])];
    xu = combine(xu, 1, p, seen[i]!.x - centre.x);
    xv = combine(xv, 1, p, seen[i]!.y - centre.y);
  });
  return [solve(xx, xu), solve(xx, xv)];
}

const degrees = (radians: number): number => (radians * 180) / Math.PI;

/**
 * Head pose in degrees, from the 68 landmarks: the first step of POSIT (DeMenthon and Davis, IJCV 15, 1995), then Tait-Bryan
 * angles in the order pitch, yaw, roll, so that leaning the picture changes the roll alone.
 * `yaw` > 0 looks to the right of the image, `pitch` > 0 looks up, `roll` > 0 leans clockwise in the image.
 */
export function headPose(landmarks68: readonly Point[]): DetectedFace['pose'] {
  const [u, v] = cameraRows(landmarks68);
  // The rows of a true rotation are orthogonal: share the error between the two.
  const sum = unit(combine(unit(u), 1, unit(v), 1));
  const difference = unit(combine(unit(u), 1, unit(v), -1));
  const right = unit(combine(sum, 1, difference, 1));
  const down = unit(combine(sum, 1, difference, -1));
  const away = cross(right, down);
  return {
    yaw: degrees(Math.asin(Math.max(-1, Math.min(1, away[0])))),
    pitch: degrees(Math.atan2(-away[1], away[2])),
    roll: degrees(Math.atan2(down[0], right[0])),
  };
}
