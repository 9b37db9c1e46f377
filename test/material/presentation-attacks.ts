import sharp from 'sharp';
import type { Random } from './random.ts';

/**
 * Pictures of a picture of a face, drawn: a print or a screen held before a camera. They have what gives such pictures
 * away (ink dots, pixels and their moire, a bezel or a border, glare, a second compression), as a drawing can have it. No
 * real attack looks exactly so, and figures measured on them say nothing certain of real ones.
 */
export type AttackKind = 'print' | 'screen' | 'phone' | 'cut-out';

export const ATTACKS: readonly AttackKind[] = ['print', 'screen', 'phone', 'cut-out'];

interface Raw {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

const clamp = (v: number): number => (v < 0 ? 0 : v > 255 ? 255 : v);

async function decode(photo: Uint8Array): Promise<Raw> {
  const { data, info } = await sharp(photo).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data: Float32Array.from(data), width: info.width, height: info.height };
}

/** Ink: fewer tones, no deep black, a fine raster. */
function printed({ data, width, height }: Raw, random: Random): Raw {
  const pitch = 2.2 + random.next();
  const out = data.slice();
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 3) {
      const dots = 9 * Math.sin((2 * Math.PI * (x + y)) / pitch) * Math.sin((2 * Math.PI * (x - y)) / pitch);
      for (let c = 0; c < 3; c++) out[at + c] = clamp(28 + 0.8 * (data[at + c] ?? 0) + dots);
    }
  return { data: out, width, height };
}

/** Light: bluish, brighter, sub-pixels that beat against the camera's own. */
function shown({ data, width, height }: Raw, random: Random): Raw {
  const [fx, fy] = [0.08 + 0.2 * random.next(), 0.05 + 0.2 * random.next()];
  const pixel = 2 + random.next();
  const out = data.slice();
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 3) {
      const moire = 1 + 0.05 * Math.sin(fx * x + 0.8 * fy * y) * Math.sin(fy * y);
      const grid = (x % pixel < 0.7 ? 0.9 : 1.02) * (y % pixel < 0.7 ? 0.93 : 1.01);
      const tint = [0.95, 1, 1.1];
      for (let c = 0; c < 3; c++)
        out[at + c] = clamp((10 + 1.05 * (data[at + c] ?? 0)) * moire * grid * (tint[c] ?? 1));
    }
  return { data: out, width, height };
}

/** A bright spot, as of a lamp. */
function withGlare({ data, width, height }: Raw, random: Random): Raw {
  const [cx, cy, r] = [width * random.next(), height * random.next(), 0.25 * width];
  const out = data.slice();
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 3) {
      const light = 70 * Math.exp(-(((x - cx) ** 2 + (y - cy) ** 2) / r ** 2));
      for (let c = 0; c < 3; c++) out[at + c] = clamp((data[at + c] ?? 0) + light);
    }
  return { data: out, width, height };
}

const png = ({ data, width, height }: Raw): Promise<Buffer> =>
  sharp(Buffer.from(Uint8ClampedArray.from(data)), { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();

/** What is around the picture: the share of each side, and its colour. */
const BORDERS: Readonly<Record<AttackKind, readonly [share: number, colour: string]>> = {
  print: [0.06, '#f4f2ec'],
  screen: [0, '#000000'],
  phone: [0.05, '#0b0b0d'],
  'cut-out': [0, '#000000'],
};

const ROOM = ['#8b8f96', '#b7a98f', '#5c6670'];

/** A JPEG of the same face, photographed off paper or a screen. */
export async function attackOf(photo: Uint8Array, kind: AttackKind, random: Random): Promise<Buffer> {
  const raw = await decode(photo);
  const made =
    kind === 'print' || kind === 'cut-out' ? printed(raw, random) : withGlare(shown(raw, random), random);
  const [share, colour] = BORDERS[kind];
  const border = Math.round(share * raw.width);
  const framed = await sharp(await png(made))
    .extend({ top: border, bottom: border, left: border, right: border, background: colour })
    .png()
    .toBuffer();
  const angle = 8 * (random.next() - 0.5);
  // Photographed again: a little softer, askew, before a wall, and compressed a second time.
  return sharp(framed)
    .rotate(angle, { background: random.pick(ROOM) })
    .blur(0.5 + 0.5 * random.next())
    .jpeg({ quality: random.integer(70, 90) })
    .toBuffer();
}
