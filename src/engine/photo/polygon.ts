import type { Point, Quad } from '../types.ts';

/** Area of a polygon, positive when it runs clockwise on the screen. */
export function area(points: readonly Point[]): number {
  let twice = 0;
  for (const [i, p] of points.entries()) {
    const q = points[(i + 1) % points.length] as Point;
    twice += p.x * q.y - q.x * p.y;
  }
  return twice / 2;
}

export const quadArea = (quad: Quad): number => Math.abs(area(quad));

/** What two convex clockwise polygons have in common (Sutherland and Hodgman 1974). */
export function intersection(subject: readonly Point[], clip: readonly Point[]): Point[] {
  let points = [...subject];
  for (const [i, a] of clip.entries()) {
    const b = clip[(i + 1) % clip.length] as Point;
    const side = (p: Point): number => (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
    const input = points;
    points = [];
    for (const [k, p] of input.entries()) {
      const q = input[(k + 1) % input.length] as Point;
      const [dp, dq] = [side(p), side(q)];
      if (dp >= 0) points.push(p);
      if (dp >= 0 !== dq >= 0) {
        const t = dp / (dp - dq);
        points.push({ x: p.x + t * (q.x - p.x), y: p.y + t * (q.y - p.y) });
      }
    }
  }
  return points;
}

/** The common area of two clockwise quads as a share of the smaller one. */
export const overlap = (p: Quad, q: Quad): number =>
  Math.abs(area(intersection(p, q))) / Math.max(1e-9, Math.min(quadArea(p), quadArea(q)));

/** Intersection over union of two clockwise quads. */
export function quadIou(p: Quad, q: Quad): number {
  const common = Math.abs(area(intersection(p, q)));
  return common / (quadArea(p) + quadArea(q) - common);
}
