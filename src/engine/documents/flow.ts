import { median, quadAngle, quadCentre, quadHeight, quadWidth } from '../text/geometry.ts';
import type { Point, Quad } from '../types.ts';

/** From pixels to a plane in which lines of text are level: x along them, y down the page. */
export type Flow = (point: Point) => Point;

/** Shorter lines, in heights, say little about direction. */
const LONG = 4;
/** A page whose lines' slopes differ by more over its height was misjudged. */
const MOST_CHANGE = 0.5;

/**
 * Straightens a page whose lines may converge, as under perspective: the slope is taken to change evenly from top to bottom.
 * @param tilt middle direction of the lines, degrees clockwise
 */
export function flowOf(quads: readonly Quad[], tilt: number): Flow {
  const middle = Math.tan((tilt * Math.PI) / 180);
  const long = quads.filter((quad) => quadWidth(quad) > LONG * quadHeight(quad));
  const slopes = long.map((quad) => ({
    ...quadCentre(quad),
    slope: Math.tan(((((quadAngle(quad) + 180) % 360) - 180) * Math.PI) / 180),
  }));
  const sane = slopes.filter(({ slope }) => Math.abs(slope - middle) < 0.2);
  const origin = { x: median(sane.map((s) => s.x)), y: median(sane.map((s) => s.y)) };
  const change = sane.length < 4 ? 0 : changeOf(sane.map((s) => [s.y - origin.y, s.slope - middle]));
  const height = Math.max(1, ...sane.map((s) => Math.abs(s.y - origin.y)));
  const b = Math.abs(change * height) > MOST_CHANGE ? 0 : change;
  return ({ x, y }) => {
    const [dx, dy] = [x - origin.x, y - origin.y];
    // A line through (0, v) has the slope middle + b v: dy = v + dx (middle + b v).
    const down = (dy - dx * middle) / (1 + dx * b);
    const length = Math.hypot(1, middle);
    return { x: origin.x + dx * length + down * middle, y: origin.y + down / length };
  };
}

/** Median of the slopes between pairs of points: Theil 1950, Sen 1968. */
function changeOf(points: readonly (readonly [number, number])[]): number {
  const slopes: number[] = [];
  points.forEach(([x, y], i) => {
    for (const [otherX, otherY] of points.slice(i + 1))
      if (Math.abs(otherX - x) > 1) slopes.push((otherY - y) / (otherX - x));
  });
  return median(slopes);
}
