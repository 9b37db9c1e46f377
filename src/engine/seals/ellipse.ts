import type { Point } from '../types.ts';
import type { Ellipse } from './types.ts';

/** Flatter ones are no seals. */
const FLATTEST = 0.5;

/**
 * The ellipse nearest to points by algebraic distance: least squares over Ax² + Bxy + Cy² + Dx + Ey = 1 around their middle.
 * Undefined when there are fewer than five, or the curve is another one, or flatter than any seal.
 */
export function fitEllipse(points: readonly Point[]): Ellipse | undefined {
  if (points.length < 5) return undefined;
  const mx = points.reduce((sum, p) => sum + p.x, 0) / points.length;
  const my = points.reduce((sum, p) => sum + p.y, 0) / points.length;
  const size = points.reduce((sum, p) => sum + Math.hypot(p.x - mx, p.y - my), 0) / points.length || 1;
  const system = Array.from({ length: 5 }, () => new Float64Array(6));
  for (const p of points) {
    const [x, y] = [(p.x - mx) / size, (p.y - my) / size];
    const terms = [x * x, x * y, y * y, x, y, 1];
    for (const [i, row] of system.entries())
      for (let j = 0; j < 6; j++) row[j] = (row[j] as number) + (terms[i] as number) * (terms[j] as number);
  }
  const conic = solve(system);
  const ellipse = conic && fromConic(conic);
  return (
    ellipse && {
      cx: mx + size * ellipse.cx,
      cy: my + size * ellipse.cy,
      a: size * ellipse.a,
      b: size * ellipse.b,
      angle: ellipse.angle,
    }
  );
}

/** Gaussian elimination with pivots; each row ends with its right side. */
function solve(rows: Float64Array[]): number[] | undefined {
  const n = rows.length;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++)
      if (Math.abs(rows[i]?.[k] ?? 0) > Math.abs(rows[pivot]?.[k] ?? 0)) pivot = i;
    [rows[k], rows[pivot]] = [rows[pivot] as Float64Array, rows[k] as Float64Array];
    const row = rows[k] as Float64Array;
    const head = row[k] as number;
    if (Math.abs(head) < 1e-12) return undefined;
    for (const other of rows) {
      if (other === row) continue;
      const share = (other[k] as number) / head;
      for (let j = k; j <= n; j++) other[j] = (other[j] as number) - share * (row[j] as number);
    }
  }
  return rows.map((row, k) => (row[n] as number) / (row[k] as number));
}

function fromConic(conic: readonly number[]): Ellipse | undefined {
  const [A, B, C, D, E] = conic as [number, number, number, number, number];
  const determinant = 4 * A * C - B * B;
  if (determinant <= 1e-9) return undefined;
  const cx = (B * E - 2 * C * D) / determinant;
  const cy = (B * D - 2 * A * E) / determinant;
  const k = 1 + A * cx * cx + B * cx * cy + C * cy * cy;
  const spread = Math.hypot(A - C, B);
  const [low, high] = [(A + C - spread) / 2 / k, (A + C + spread) / 2 / k];
  if (!(low > 0) || !(high > 0)) return undefined;
  const [a, b] = [1 / Math.sqrt(low), 1 / Math.sqrt(high)];
  if (b / a < FLATTEST) return undefined;
  return { cx, cy, a, b, angle: 0.5 * Math.atan2(-B, C - A) };
}

/** The circle through three points; undefined when they lie on a line. */
export function circleThrough(p: Point, q: Point, r: Point): Ellipse | undefined {
  const [bx, by, cx, cy] = [q.x - p.x, q.y - p.y, r.x - p.x, r.y - p.y];
  const d = 2 * (bx * cy - by * cx);
  if (Math.abs(d) < 1e-6) return undefined;
  const [b, c] = [bx * bx + by * by, cx * cx + cy * cy];
  const [x, y] = [(cy * b - by * c) / d, (bx * c - cx * b) / d];
  const radius = Math.hypot(x, y);
  return { cx: p.x + x, cy: p.y + y, a: radius, b: radius, angle: 0 };
}

/** Where a point is seen from an ellipse's middle: `radius` is 1 on the curve; `angle` along it, radians. */
export function polar({ cx, cy, a, b, angle }: Ellipse, { x, y }: Point): { radius: number; angle: number } {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const u = ((x - cx) * cos + (y - cy) * sin) / a;
  const v = ((y - cy) * cos - (x - cx) * sin) / b;
  return { radius: Math.hypot(u, v), angle: Math.atan2(v, u) };
}

/** The corners of the rectangle around an ellipse along its axes, `share` times as large. */
export function ellipseBox({ cx, cy, a, b, angle }: Ellipse, share = 1): [Point, Point, Point, Point] {
  const [cos, sin] = [share * Math.cos(angle), share * Math.sin(angle)];
  const corner = (u: number, v: number): Point => ({
    x: cx + u * a * cos - v * b * sin,
    y: cy + u * a * sin + v * b * cos,
  });
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}
