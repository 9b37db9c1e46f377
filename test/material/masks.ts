import { centroid } from '../../src/engine/face/geometry.ts';
import type { RgbImage } from '../../src/engine/image.ts';
import type { Point } from '../../src/engine/types.ts';
import { type Frame, type Mask, type MaskKind, maskShade, type MaskWear, type Rgb } from './mask-shades.ts';
import type { Random } from './random.ts';

/**
 * Masks over mouth and nose, drawn along a face's 68 landmarks and lit as the face is. Real ones hang, crease and slip in
 * ways that a drawing does not have, and figures measured on drawn ones say less of real ones.
 */
export const MASK_KINDS: readonly MaskKind[] = ['surgical', 'respirator', 'cloth'];

const COLOURS: Readonly<Record<MaskKind, readonly Rgb[]>> = {
  surgical: [
    [150, 196, 222],
    [120, 182, 212],
    [158, 208, 196],
    [236, 238, 240],
    [44, 44, 48],
    [232, 186, 204],
  ],
  respirator: [
    [240, 240, 238],
    [228, 226, 220],
    [52, 54, 58],
    [196, 204, 214],
  ],
  cloth: [
    [30, 30, 34],
    [40, 52, 92],
    [124, 34, 44],
    [92, 106, 84],
    [214, 200, 178],
    [176, 132, 110],
    [140, 140, 146],
  ],
};

/** A mask as somebody may wear it. */
export function anyMask(random: Random, kind = random.pick(MASK_KINDS), wear: MaskWear = 'worn'): Mask {
  return {
    kind,
    wear,
    colour: random.pick(COLOURS[kind]),
    height: random.next(),
    width: random.next(),
    pattern: kind === 'cloth' ? random.pick(['plain', 'plain', 'stripes', 'dots'] as const) : 'plain',
    second: random.pick(COLOURS.cloth),
    seed: random.integer(1, 1e9),
  };
}

const mix = (p: Point, q: Point, t: number): Point => ({
  x: p.x + (q.x - p.x) * t,
  y: p.y + (q.y - p.y) * t,
});

/** The outline, along the jaw from one side over the chin to the other and back over the nose. */
function outline(face: readonly Point[], mask: Mask): Point[] {
  const at = (i: number): Point => face[i]!;
  const middle = mix(at(27), at(8), 0.55);
  const out = 0.02 + 0.07 * mask.width + (mask.kind === 'respirator' ? 0.03 : 0);
  const jaw = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14].map((i) => mix(middle, at(i), 1 + out));
  if (mask.wear === 'chin')
    return [...jaw.slice(2, -2), mix(at(54), at(11), 0.5), mix(at(57), at(8), 0.35), mix(at(48), at(5), 0.5)];
  if (mask.wear === 'nose-out')
    return [...jaw.slice(1, -1), mix(at(35), at(13), 0.5), mix(at(33), at(51), 0.3), mix(at(31), at(3), 0.5)];
  const bridge = mix(at(28), at(29), mask.height * 1.4 - 0.2);
  const cheek = (eye: number, side: number): Point => mix(mix(bridge, at(side), 0.5), at(eye), 0.1);
  const side = mask.kind === 'surgical' ? 0.35 : 0.1;
  return [
    mix(at(2), at(1), side),
    ...jaw,
    mix(at(14), at(15), side),
    cheek(46, 14),
    mix(bridge, cheek(46, 14), 0.35),
    bridge,
    mix(bridge, cheek(41, 2), 0.35),
    cheek(41, 2),
  ];
}

/** A closed curve through the points (Catmull and Rom, 1974), as a polygon. */
function rounded(points: readonly Point[]): Point[] {
  const n = points.length;
  const steps = [0, 0.25, 0.5, 0.75];
  return points.flatMap((p, i) => {
    const [o, q, r] = [points[(i + n - 1) % n]!, points[(i + 1) % n]!, points[(i + 2) % n]!];
    const curve = (a: number, b: number, c: number, d: number, t: number): number =>
      b + (t / 2) * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
    return steps.map((t) => ({ x: curve(o.x, p.x, q.x, r.x, t), y: curve(o.y, p.y, q.y, r.y, t) }));
  });
}

/** How far inside the polygon a point is, pixels; negative outside. */
function depthIn(polygon: readonly Point[], { x, y }: Point): number {
  let inside = false;
  let nearest = Infinity;
  polygon.forEach((p, i) => {
    const q = polygon[(i + 1) % polygon.length]!;
    if (p.y > y !== q.y > y && x < p.x + ((y - p.y) / (q.y - p.y)) * (q.x - p.x)) inside = !inside;
    const [dx, dy] = [q.x - p.x, q.y - p.y];
    const t = Math.max(0, Math.min(1, ((x - p.x) * dx + (y - p.y) * dy) / (dx * dx + dy * dy || 1)));
    nearest = Math.min(nearest, (p.x + t * dx - x) ** 2 + (p.y + t * dy - y) ** 2);
  });
  return Math.sqrt(nearest) * (inside ? 1 : -1);
}

function frameOf(face: readonly Point[], polygon: readonly Point[]): Frame {
  const [left, right] = [centroid(face.slice(36, 42)), centroid(face.slice(42, 48))];
  const length = Math.hypot(right.x - left.x, right.y - left.y) || 1;
  const axis = { x: (right.x - left.x) / length, y: (right.y - left.y) / length };
  const down = { x: -axis.y, y: axis.x };
  const along = (v: Point) => polygon.map((p) => p.x * v.x + p.y * v.y);
  const [us, vs] = [along(axis), along(down)];
  const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  const half = (values: number[]) => (Math.max(...values) - Math.min(...values)) / 2;
  const [u, v] = [middle(us), middle(vs)];
  const centre = { x: u * axis.x + v * down.x, y: u * axis.y + v * down.y };
  return { centre, right: axis, down, halfWidth: half(us), halfHeight: half(vs) };
}

/** The bands to the ears, as thin polygons of light cloth. */
function bands(face: readonly Point[], { wear, kind }: Mask): Point[][] {
  if (wear === 'chin' || kind === 'respirator') return [];
  const band = (from: Point, to: Point, thick: number): Point[] => {
    const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    const [nx, ny] = [((from.y - to.y) / length) * thick, ((to.x - from.x) / length) * thick];
    return [
      { x: from.x + nx, y: from.y + ny },
      { x: to.x + nx, y: to.y + ny },
      { x: to.x - nx, y: to.y - ny },
      { x: from.x - nx, y: from.y - ny },
    ];
  };
  const thick = Math.hypot(face[16]!.x - face[0]!.x, face[16]!.y - face[0]!.y) * 0.012;
  return [
    band(face[2]!, mix(face[1]!, face[0]!, 0.6), thick),
    band(face[14]!, mix(face[15]!, face[16]!, 0.6), thick),
  ];
}

/** Blends `colour(p, depth)` into the pixels of a polygon, its edge one pixel soft. */
function fill(
  image: RgbImage,
  data: Uint8Array,
  polygon: readonly Point[],
  colour: (p: Point, depth: number) => Rgb,
): void {
  const [xs, ys] = [polygon.map((p) => p.x), polygon.map((p) => p.y)];
  const from = { x: Math.max(0, Math.floor(Math.min(...xs))), y: Math.max(0, Math.floor(Math.min(...ys))) };
  const [right, bottom] = [
    Math.min(image.width - 1, Math.max(...xs)),
    Math.min(image.height - 1, Math.max(...ys)),
  ];
  for (let y = from.y; y <= bottom; y++)
    for (let x = from.x; x <= right; x++) {
      const p = { x: x + 0.5, y: y + 0.5 };
      const depth = depthIn(polygon, p);
      const share = Math.max(0, Math.min(1, depth + 0.5));
      if (share === 0) continue;
      const at = (y * image.width + x) * 3;
      colour(p, depth).forEach((value, c) => {
        data[at + c] = Math.max(0, Math.min(255, Math.round(data[at + c]! * (1 - share) + value * share)));
      });
    }
}

/**
 * The picture with a mask on the face. @param face 68 landmarks in the iBUG 300-W order, pixels of the image
 */
export function drawMask(image: RgbImage, face: readonly Point[], mask: Mask): RgbImage {
  const polygon = rounded(outline(face, mask));
  const shade = maskShade(image, face, mask, frameOf(face, polygon));
  const data = Uint8Array.from(image.data);
  const light: Rgb = mask.kind === 'cloth' ? mask.colour : [232, 234, 236];
  for (const band of bands(face, mask)) fill(image, data, band, (p) => shade.lit(light, p));
  fill(image, data, polygon, (p, depth) => shade.cloth(p, depth));
  return { ...image, data };
}
