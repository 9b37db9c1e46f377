import type { Point } from '../types.ts';

/** Outlines of the parts of a face, with as many points as the API's FaceShape has. Left and right as seen in the image. */
export interface FaceShape {
  /** 21, from the left ear over the chin to the right ear. */
  readonly faceProfile: readonly Point[];
  /** 8 each, from the left corner along the upper lid to the right corner and back along the lower one. */
  readonly leftEye: readonly Point[];
  readonly rightEye: readonly Point[];
  /** 8 each, from the left end to the right end along the upper edge and back along the lower one. */
  readonly leftEyeBrow: readonly Point[];
  readonly rightEyeBrow: readonly Point[];
  /** 22: the outer edge of the lips, 12 clockwise from the left corner, then the inner edge, 10. */
  readonly mouth: readonly Point[];
  /** 13: the tip, then from the root of the nose down its left side, under it, and up its right side. */
  readonly nose: readonly Point[];
  readonly leftPupil: readonly [Point];
  readonly rightPupil: readonly [Point];
}

const mix = (p: Point, q: Point, t: number): Point => ({
  x: p.x + (q.x - p.x) * t,
  y: p.y + (q.y - p.y) * t,
});

/** Uniform Catmull-Rom spline: the point at `t`, 0..1, between `b` and `c`. */
function between(a: Point, b: Point, c: Point, d: Point, t: number): Point {
  const along = (p: number, q: number, r: number, s: number): number =>
    q + (t * (r - p + t * (2 * p - 5 * q + 4 * r - s + t * (3 * (q - r) + s - p)))) / 2;
  return { x: along(a.x, b.x, c.x, d.x), y: along(a.y, b.y, c.y, d.y) };
}

/** Points evenly spread (by parameter) from the first point of an open curve to its last, through all of them. */
function resample(points: readonly Point[], count: number): Point[] {
  const last = points.length - 1;
  const at = (i: number): Point => {
    if (i < 0) return mix(points[0]!, points[1]!, -1);
    return i > last ? mix(points[last]!, points[last - 1]!, -1) : points[i]!;
  };
  return Array.from({ length: count }, (_, k) => {
    const place = (k * last) / (count - 1);
    const i = Math.min(last - 1, Math.floor(place));
    return between(at(i - 1), at(i), at(i + 1), at(i + 2), place - i);
  });
}

/** A closed outline: `upper` points from corner to corner, then the rest of `lower` back, corners not repeated. */
function outline(upper: readonly Point[], lower: readonly Point[], above: number, below: number): Point[] {
  return [...resample(upper, above), ...resample(lower, below + 2).slice(1, -1)];
}

/** A brow is one line of five points in the 68: its edges lie this part of its length above and below. */
const BROW_HALF_WIDTH = 0.07;

function brow(points: readonly Point[]): Point[] {
  const [left, right] = [points[0]!, points.at(-1)!];
  const up = { x: (right.y - left.y) * BROW_HALF_WIDTH, y: (left.x - right.x) * BROW_HALF_WIDTH };
  const shifted = (side: number): Point[] =>
    points.map((p, i) => {
      // The edges meet where the brow ends.
      const width = i === 0 || i === points.length - 1 ? 0 : side;
      return { x: p.x + up.x * width, y: p.y + up.y * width };
    });
  return outline(shifted(1), shifted(-1).reverse(), 5, 3);
}

/**
 * The API's 90 points out of the 68 of iBUG 300-W and two pupils. They are interpolated: splines through the 68 are cut
 * into as many pieces as the API has, the two edges of a brow are laid above and below its line, and the sides of the
 * nose run from its root to its wings. The API's documentation gives the numbers of the points, not their order.
 */
export function faceShape(landmarks68: readonly Point[], pupils: readonly [Point, Point]): FaceShape {
  const part = (...indices: number[]): Point[] => indices.map((i) => landmarks68[i]!);
  const [root, tip] = part(27, 30) as [Point, Point];
  const [leftWing, rightWing] = part(31, 35) as [Point, Point];
  // The sides of the nose: straight lines to its wings, beside which the bridge is a fifth as wide as the base.
  const side = (wing: Point, other: Point): Point[] => {
    const start = mix(root, { x: root.x + wing.x - other.x, y: root.y + wing.y - other.y }, 0.2);
    return [0, 1 / 3, 2 / 3].map((t) => mix(start, wing, t));
  };
  return {
    faceProfile: resample(landmarks68.slice(0, 17), 21),
    leftEye: outline(part(36, 37, 38, 39), part(39, 40, 41, 36), 5, 3),
    rightEye: outline(part(42, 43, 44, 45), part(45, 46, 47, 42), 5, 3),
    leftEyeBrow: brow(landmarks68.slice(17, 22)),
    rightEyeBrow: brow(landmarks68.slice(22, 27)),
    mouth: [
      ...landmarks68.slice(48, 60),
      ...outline(part(60, 61, 62, 63, 64), part(64, 65, 66, 67, 60), 6, 4),
    ],
    nose: [
      tip,
      ...side(leftWing, rightWing),
      ...resample(part(31, 32, 33, 34, 35), 6),
      ...side(rightWing, leftWing).reverse(),
    ],
    leftPupil: [pupils[0]],
    rightPupil: [pupils[1]],
  };
}
