import sharp from 'sharp';
import type { Random } from './random.ts';

/** A picture in the making: RGB, 0..255, not yet rounded. */
export interface Canvas {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

const clamp = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value);

/** Rounds a canvas to bytes. */
export const toBytes = ({ data }: Canvas): Uint8Array => {
  const bytes = new Uint8ClampedArray(data.length);
  bytes.set(data);
  return new Uint8Array(bytes.buffer);
};

const forEachPixel = ({ width, height }: Canvas, visit: (x: number, y: number, at: number) => void): void => {
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) visit(x, y, (y * width + x) * 3);
};

/** For each of so many pixels the point of a grid before it, and how far it is on its way to the next, cosine-blended. */
function placesOnGrid(count: number, pitch: number): { points: Int32Array; shares: Float64Array } {
  const points = Int32Array.from({ length: count }, (_, i) => Math.floor(i / pitch));
  const shares = Float64Array.from(points, (point, i) => (1 - Math.cos(Math.PI * (i / pitch - point))) / 2);
  return { points, shares };
}

/** Smooth random hills, -1..1, at whole pixels of a picture: values on a grid of `pitch` pixels, blended between its points. */
function hills(random: Random, width: number, height: number, pitchX: number, pitchY: number) {
  const columns = Math.ceil(width / pitchX) + 2;
  const grid = Float32Array.from(
    { length: columns * (Math.ceil(height / pitchY) + 2) },
    () => 2 * random.next() - 1,
  );
  const [across, down] = [placesOnGrid(width, pitchX), placesOnGrid(height, pitchY)];
  return (x: number, y: number): number => {
    const u = across.shares[x]!;
    const v = down.shares[y]!;
    const at = down.points[y]! * columns + across.points[x]!;
    const top = grid[at]! * (1 - u) + grid[at + 1]! * u;
    const bottom = grid[at + columns]! * (1 - u) + grid[at + columns + 1]! * u;
    return top * (1 - v) + bottom * v;
  };
}

export type Background = 'plain' | 'wood' | 'cloth' | 'stone' | 'paper';

/** A table top. */
export function paintBackground(kind: Background, random: Random, width: number, height: number): Canvas {
  const canvas = { data: new Float32Array(width * height * 3), width, height };
  const tones: Record<Background, readonly (readonly [number, number, number])[]> = {
    plain: [
      [58, 62, 70],
      [206, 203, 196],
      [92, 110, 124],
    ],
    wood: [
      [150, 106, 66],
      [96, 64, 40],
      [196, 160, 116],
    ],
    cloth: [
      [70, 84, 110],
      [128, 44, 48],
      [168, 164, 150],
    ],
    stone: [
      [120, 120, 118],
      [60, 60, 64],
      [176, 172, 166],
    ],
    paper: [[244, 243, 239]],
  };
  const [r, g, b] = random.pick(tones[kind]);
  const broad = hills(random, width, height, 400, 300);
  const grain = kind === 'wood' ? hills(random, width, height, 260, 7) : hills(random, width, height, 9, 9);
  const fine = kind === 'wood' ? hills(random, width, height, 90, 3) : hills(random, width, height, 3, 3);
  const depth = { plain: 2, wood: 26, cloth: 8, stone: 22, paper: 1 }[kind];
  const weave = kind === 'cloth' ? 10 : 0;
  forEachPixel(canvas, (x, y, at) => {
    const thread = weave && weave * Math.sin(x * 1.1 + 0.2 * Math.sin(y / 9)) * Math.sin(y * 1.1);
    const change = 8 * broad(x, y) + depth * (0.65 * grain(x, y) + 0.35 * fine(x, y)) + thread;
    canvas.data[at] = r + change;
    canvas.data[at + 1] = g + change;
    canvas.data[at + 2] = b + change * 0.9;
  });
  return canvas;
}

/** A soft-edged shadow over one side of the picture, as of a hand or a phone. `strength`: share of the light taken. */
export function castShadow(canvas: Canvas, random: Random, strength: number): void {
  const angle = random.next() * 2 * Math.PI;
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
  const size = Math.hypot(canvas.width, canvas.height);
  const softness = size * (0.03 + 0.08 * random.next());
  const edge = size * (random.next() - 0.5) * 0.35;
  const wobble = hills(random, canvas.width, canvas.height, size / 3, size / 3);
  forEachPixel(canvas, (x, y, at) => {
    const along = (x - canvas.width / 2) * dx + (y - canvas.height / 2) * dy + wobble(x, y) * size * 0.06;
    const light = 1 - strength / (1 + Math.exp(-(along - edge) / softness));
    for (let k = 0; k < 3; k++) canvas.data[at + k]! *= light;
  });
}

/** A lamp mirrored in a glossy card: white in the middle, fading. `radius` in pixels. */
export function addGlare(canvas: Canvas, random: Random, { x: cx, y: cy }: Spot, radius: number): void {
  const angle = random.next() * Math.PI;
  const [cos, sin, long] = [Math.cos(angle), Math.sin(angle), 1 + random.next()];
  forEachPixel(canvas, (x, y, at) => {
    const u = ((x - cx) * cos + (y - cy) * sin) / (radius * long);
    const v = ((y - cy) * cos - (x - cx) * sin) / radius;
    if (u * u + v * v > 4.5) return;
    const light = Math.min(1, 1.9 * Math.exp(-1.2 * (u * u + v * v)));
    for (let k = 0; k < 3; k++) canvas.data[at + k]! += (255 - canvas.data[at + k]!) * light;
  });
}

/** A finger tip that reaches from outside over a point of the border; `toward`: where it comes from. */
export function layFinger(canvas: Canvas, random: Random, tip: Spot, toward: Spot, width: number): void {
  const length = Math.hypot(toward.x - tip.x, toward.y - tip.y) || 1;
  const [ux, uy] = [(toward.x - tip.x) / length, (toward.y - tip.y) / length];
  const tone = random.pick([
    [224, 172, 140],
    [180, 124, 92],
    [112, 74, 56],
  ] as const);
  forEachPixel(canvas, (x, y, at) => {
    const along = (x - tip.x) * ux + (y - tip.y) * uy;
    const across = ((y - tip.y) * ux - (x - tip.x) * uy) / (width / 2);
    const round = along < width / 2 ? (along - width / 2) / (width / 2) : 0;
    const inside = across * across + round * round;
    if (inside > 1) return;
    const shade = 1 - 0.45 * inside * inside;
    tone.forEach((value, k) => (canvas.data[at + k] = value * shade));
  });
}

/** The pixels of a screen seen by those of a camera; `pitch`: a screen's pixel in the camera's. `depth` 0..1. */
export function overlayScreen(canvas: Canvas, random: Random, pitch: number, depth: number): void {
  const turn = (random.next() - 0.5) * 0.25;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const bulge = (random.next() - 0.5) * 2e-5;
  const tau = 2 * Math.PI;
  forEachPixel(canvas, (x, y, at) => {
    const [dx, dy] = [x - canvas.width / 2, y - canvas.height / 2];
    const lens = (1 + bulge * Math.hypot(dx, dy)) / pitch;
    const [sx, sy] = [(dx * cos + dy * sin) * lens, (dy * cos - dx * sin) * lens];
    const rows = depth * 0.6 * Math.cos(tau * sy);
    for (let k = 0; k < 3; k++)
      canvas.data[at + k] = clamp(
        canvas.data[at + k]! * (1 + depth * Math.cos(tau * (sx - k / 3)) + rows) + 6,
      );
  });
}

/** A sensor's noise: more of it where there is more light. `deviation` at white, grey levels. */
export function addNoise(canvas: Canvas, random: Random, deviation: number): void {
  if (deviation === 0) return;
  for (let i = 0; i < canvas.data.length; i++) {
    const gauss = (random.next() + random.next() + random.next() - 1.5) * 2;
    const value = clamp(canvas.data[i]!);
    canvas.data[i] = value + gauss * deviation * Math.sqrt(0.25 + (0.75 * value) / 255);
  }
}

/** Blur of the lens (`sigma`, pixels) and of a hand that moved (`motion`, pixels, in a random direction). */
export async function blurCanvas(
  canvas: Canvas,
  random: Random,
  sigma: number,
  motion: number,
): Promise<Canvas> {
  const { width, height } = canvas;
  let picture = sharp(toBytes(canvas), { raw: { width, height, channels: 3 } });
  if (sigma >= 0.3) picture = picture.blur(sigma);
  if (motion >= 2) {
    const moved = await picture.raw().toBuffer();
    picture = sharp(moved, { raw: { width, height, channels: 3 } }).convolve(motionKernel(random, motion));
  }
  return { data: new Float32Array(await picture.raw().toBuffer()), width, height };
}

function motionKernel(random: Random, motion: number): { width: number; height: number; kernel: number[] } {
  const side = 2 * Math.ceil(motion / 2) + 1;
  const angle = random.next() * Math.PI;
  const kernel = new Array<number>(side * side).fill(0);
  for (let i = 0; i < 64; i++) {
    const t = ((i + 0.5) / 64 - 0.5) * motion;
    const at =
      Math.round(side / 2 - 0.5 + t * Math.sin(angle)) * side +
      Math.round(side / 2 - 0.5 + t * Math.cos(angle));
    kernel[at] = (kernel[at] ?? 0) + 1;
  }
  return { width: side, height: side, kernel };
}

/** What a copier makes of a page: grey, hard, speckled with toner. */
export async function photocopy(image: Buffer, random: Random): Promise<Buffer> {
  const { data, info } = await sharp(image).greyscale().blur(0.6).raw().toBuffer({ resolveWithObject: true });
  const hardness = 1.3 + 0.5 * random.next();
  const copied = Uint8Array.from(
    data.filter((_, i) => i % info.channels === 0),
    (value) => {
      const speck = random.next() < 0.002 ? -90 : 0;
      return clamp((value - 128) * hardness + 138 + 12 * (random.next() - 0.5) + speck);
    },
  );
  return sharp(copied, { raw: { width: info.width, height: info.height, channels: 1 } })
    .toColourspace('srgb')
    .png({ compressionLevel: 1 })
    .toBuffer();
}
