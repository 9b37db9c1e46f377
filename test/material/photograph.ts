import sharp from 'sharp';
import {
  addGlare,
  addNoise,
  type Background,
  blurCanvas,
  type Canvas,
  castShadow,
  layFinger,
  overlayScreen,
  paintBackground,
  photocopy,
  type Spot,
  toBytes,
} from './photo-effects.ts';
import type { Random } from './random.ts';

/** Top-left, top-right, bottom-right, bottom-left of a card, pixels of the photograph. */
export type Corners = readonly [Spot, Spot, Spot, Spot];

/** What happens to a finished drawing between table and file. What is left out does not happen. */
export interface PhotoOptions {
  /** Size of the picture, pixels. */
  readonly width?: number;
  readonly height?: number;
  readonly background?: Background;
  /** Share of the picture's width or height, whichever is tighter, that the card takes; 0.75 when left out. */
  readonly fill?: number;
  /** Turns the card clockwise, degrees. */
  readonly tilt?: number;
  /** Moves each corner by up to this share of the card's size, as a camera that is not held straight. */
  readonly perspective?: number;
  /** Moves the card out of the picture, so that this share of its width is cut off. */
  readonly cut?: number;
  /** A card's rounded corners (ISO/IEC 7810: 3.18 mm). */
  readonly rounded?: boolean;
  /** Share of the light that a shadow takes. */
  readonly shadow?: number;
  /** Lamps mirrored in the card, and the radius of each as a share of the card's width. */
  readonly glares?: number;
  readonly glareSize?: number;
  /** Share of the card's height that a finger on its border reaches in. */
  readonly finger?: number;
  /** Standard deviation of the lens's blur, and length of the hand's movement, pixels. */
  readonly blur?: number;
  readonly motion?: number;
  /** Standard deviation of the sensor's noise, grey levels. */
  readonly noise?: number;
  /** The card is a copier's copy. */
  readonly photocopied?: boolean;
  /** The card is on a screen: depth of the pattern of its pixels, 0..1, each `screenPitch` pixels of the photograph wide. */
  readonly screen?: number;
  readonly screenPitch?: number;
  /** JPEG quality, 1..100. */
  readonly quality?: number;
}

export interface Photograph {
  /** JPEG. */
  readonly image: Buffer;
  readonly width: number;
  readonly height: number;
  /** True corners of the card, even where they are outside the picture. */
  readonly corners: Corners;
}

interface Sheet {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const BACKGROUNDS: readonly Background[] = ['plain', 'wood', 'cloth', 'stone'];
const between = (random: Random, low: number, high: number): number => low + (high - low) * random.next();

/** Usual conditions, from a scanner's to those in which a person would ask for another picture. `clean`: the drawing as it is. */
export const levels = {
  clean: () => undefined,
  office: (random: Random): PhotoOptions => ({
    ...{ background: 'paper', fill: 0.94, tilt: between(random, -2, 2), blur: 0.5, noise: 2, quality: 88 },
  }),
  phone: (random: Random): PhotoOptions => ({
    background: random.pick(BACKGROUNDS),
    fill: between(random, 0.72, 0.9),
    tilt: between(random, -8, 8),
    perspective: between(random, 0.01, 0.05),
    shadow: between(random, 0, 0.35),
    blur: between(random, 0.5, 0.9),
    noise: between(random, 2, 6),
    quality: random.integer(70, 88),
  }),
  bad: (random: Random): PhotoOptions => ({
    ...{ width: 1024, height: 768 },
    background: random.pick(BACKGROUNDS),
    fill: between(random, 0.6, 0.85),
    tilt: between(random, -15, 15),
    perspective: between(random, 0.04, 0.1),
    shadow: between(random, 0.3, 0.6),
    blur: between(random, 0.8, 1.3),
    motion: between(random, 0, 4),
    noise: between(random, 6, 12),
    quality: random.integer(40, 60),
  }),
} as const satisfies Record<string, (random: Random) => PhotoOptions | undefined>;

export type Level = keyof typeof levels;

/** Lays a finished drawing (PNG or JPEG) on a table and photographs it; the same picture for the same random numbers. */
export async function photograph(
  drawing: Buffer,
  options: PhotoOptions,
  random: Random,
): Promise<Photograph> {
  const [width, height] = [options.width ?? 1600, options.height ?? 1200];
  const sheet = options.photocopied ? await photocopy(drawing, random) : drawing;
  const { data, info } = await sharp(sheet)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const corners = placeCorners(info.width / info.height, width, height, options, random);
  const canvas = paintBackground(options.background ?? 'plain', random, width, height);
  layDown(canvas, { data, width: info.width, height: info.height }, corners, options.rounded ?? false);
  return { image: await expose(canvas, corners, options, random), width, height, corners };
}

async function expose(
  canvas: Canvas,
  corners: Corners,
  options: PhotoOptions,
  random: Random,
): Promise<Buffer> {
  const [a, b, c, d] = corners;
  const inCard = (u: number, v: number): Spot => ({
    x: (a.x * (1 - u) + b.x * u) * (1 - v) + (d.x * (1 - u) + c.x * u) * v,
    y: (a.y * (1 - u) + b.y * u) * (1 - v) + (d.y * (1 - u) + c.y * u) * v,
  });
  const cardWidth = Math.hypot(b.x - a.x, b.y - a.y);
  if (options.screen)
    overlayScreen(canvas, random, options.screenPitch ?? between(random, 1.6, 3.2), options.screen);
  if (options.shadow) castShadow(canvas, random, options.shadow);
  for (let i = 0; i < (options.glares ?? 0); i++) {
    const spot = inCard(between(random, 0.15, 0.85), between(random, 0.2, 0.8));
    addGlare(canvas, random, spot, (options.glareSize ?? 0.08) * cardWidth);
  }
  if (options.finger) {
    const u = between(random, 0.15, 0.85);
    layFinger(canvas, random, inCard(u, 1 - options.finger), inCard(u, 2), cardWidth * 0.14);
  }
  const seen = await blurCanvas(canvas, random, options.blur ?? 0, options.motion ?? 0);
  addNoise(seen, random, options.noise ?? 0);
  return sharp(toBytes(seen), { raw: { width: canvas.width, height: canvas.height, channels: 3 } })
    .jpeg({ quality: options.quality ?? 90 })
    .toBuffer();
}

function placeCorners(
  ratio: number,
  width: number,
  height: number,
  options: PhotoOptions,
  random: Random,
): Corners {
  const tilt = ((options.tilt ?? 0) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)];
  const unit: Spot[] = [
    { x: -ratio / 2, y: -0.5 },
    { x: ratio / 2, y: -0.5 },
    { x: ratio / 2, y: 0.5 },
    { x: -ratio / 2, y: 0.5 },
  ].map(({ x, y }) => {
    const shake = (): number => (random.next() * 2 - 1) * (options.perspective ?? 0);
    const [sx, sy] = [x + shake() * ratio, y + shake()];
    return { x: sx * cos - sy * sin, y: sx * sin + sy * cos };
  });
  const [xs, ys] = [unit.map((p) => p.x), unit.map((p) => p.y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = (options.fill ?? 0.75) * Math.min(width / (right - left), height / (bottom - top));
  const free = { x: width - scale * (right - left), y: height - scale * (bottom - top) };
  const cut = options.cut ?? 0;
  const x0 = cut ? -cut * scale * (right - left) : free.x * between(random, 0.3, 0.7);
  const y0 = free.y * between(random, 0.3, 0.7);
  const [a, b, c, d] = unit.map((p) => ({ x: (p.x - left) * scale + x0, y: (p.y - top) * scale + y0 }));
  return [a!, b!, c!, d!];
}

/** Paints a sheet into a quad, true to perspective, each pixel from 2 x 2 samples; its own shadow lies around it. */
function layDown(canvas: Canvas, sheet: Sheet, corners: Corners, rounded: boolean): void {
  const [ux, uy, u1, vx, vy, v1, wx, wy, w1] = unitOf(corners);
  const radius = rounded ? 3.18 / 85.6 : 0;
  const ratio = sheet.width / sheet.height;
  const sum = new Float32Array(3);
  for (let y = 0; y < canvas.height; y++)
    for (let x = 0; x < canvas.width; x++) {
      const at = (y * canvas.width + x) * 3;
      const [middleX, middleY] = [x + 0.5, y + 0.5];
      const depth = wx * middleX + wy * middleY + w1;
      const across = (ux * middleX + uy * middleY + u1) / depth;
      const down = (vx * middleX + vy * middleY + v1) / depth;
      const beyond = beyondSheet(across, down, ratio, radius);
      if (beyond > 0.1) continue;
      sum.fill(0);
      for (let sample = 0; sample < SAMPLES; sample++) {
        const [sx, sy] = [x + (sample % 2 ? 0.75 : 0.25), y + (sample < 2 ? 0.25 : 0.75)];
        const w = wx * sx + wy * sy + w1;
        const [u, v] = [(ux * sx + uy * sy + u1) / w, (vx * sx + vy * sy + v1) / w];
        const outside = beyond < -0.02 ? beyond : beyondSheet(u, v, ratio, radius);
        if (outside <= 0) addSample(sheet, u, v, sum);
        else
          for (let k = 0; k < 3; k++) sum[k]! += canvas.data[at + k]! * (1 - 0.35 * Math.exp(-outside * 60));
      }
      for (let k = 0; k < 3; k++) canvas.data[at + k] = sum[k]! / SAMPLES;
    }
}

/** Samples of a pixel, 2 x 2. */
const SAMPLES = 4;

/** How far a point lies beyond the sheet's border, in widths of the sheet; not above 0 inside. */
function beyondSheet(u: number, v: number, ratio: number, radius: number): number {
  const dx = Math.abs(u - 0.5) - 0.5 + radius;
  const dy = (Math.abs(v - 0.5) - 0.5) / ratio + radius;
  return dx > 0 && dy > 0 ? Math.hypot(dx, dy) - radius : Math.max(dx, dy) - radius;
}

/** Adds a sheet's colour between pixels to three sums. */
function addSample({ data, width, height }: Sheet, u: number, v: number, sum: Float32Array): void {
  const x = Math.min(width - 1.001, Math.max(0, u * width - 0.5));
  const y = Math.min(height - 1.001, Math.max(0, v * height - 0.5));
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [fx, fy] = [x - left, y - top];
  for (let k = 0; k < 3; k++) {
    const at = (top * width + left) * 3 + k;
    const below = at + width * 3;
    const upper = data[at]! * (1 - fx) + data[at + 3]! * fx;
    sum[k]! += upper * (1 - fy) + (data[below]! * (1 - fx) + data[below + 3]! * fx) * fy;
  }
}

/**
 * From the picture to the unit square of the sheet: the inverse of the map of a square to a quad (Heckbert 1989, 2.2.3), as the
 * factors of x, y and 1 in each of u, v and what both are divided by.
 */
function unitOf([p, q, r, s]: Corners) {
  const [sumX, sumY] = [p.x - q.x + r.x - s.x, p.y - q.y + r.y - s.y];
  const [dx1, dx2, dy1, dy2] = [q.x - r.x, s.x - r.x, q.y - r.y, s.y - r.y];
  const determinant = dx1 * dy2 - dx2 * dy1;
  const g = (sumX * dy2 - dx2 * sumY) / determinant;
  const h = (dx1 * sumY - sumX * dy1) / determinant;
  const [a, b, c] = [q.x - p.x + g * q.x, s.x - p.x + h * s.x, p.x];
  const [d, e, f] = [q.y - p.y + g * q.y, s.y - p.y + h * s.y, p.y];
  return [
    ...([e - f * h, c * h - b, b * f - c * e] as const),
    ...([f * g - d, a - c * g, c * d - a * f] as const),
    ...([d * h - e * g, b * g - a * h, a * e - b * d] as const),
  ] as const;
}
