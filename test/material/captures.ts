import sharp from 'sharp';
import type { Motion } from '../../src/engine/liveness/types.ts';
import { Random } from './random.ts';

/** Somebody before a camera, made of one photograph: it drifts, the sensor is noisy, and parts of the face are moved. */
export interface CaptureOptions {
  readonly frames?: number;
  /** What the face does, in this order, each for a share of the frames. */
  readonly motions?: readonly Motion[];
  readonly seed?: number;
}

/** Where the parts of a face are, as shares of the photograph. */
export interface FaceMap {
  readonly leftEye: Spot;
  readonly rightEye: Spot;
  readonly mouth: Spot;
  /** Between the eyes, and how far apart they are. */
  readonly centre: Spot;
  readonly eyeDistance: number;
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

interface Raw {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Where a pixel of the frame comes from. */
type Field = (x: number, y: number) => readonly [number, number];

const MARGIN = 24;

const bump = (distance: number, reach: number): number => Math.exp(-((distance / reach) ** 2));

/** Eyes narrow to a slit as `by` goes from 0 to 1: what is above and below is drawn over them. */
const blinking =
  ({ leftEye, rightEye, eyeDistance }: FaceMap, by: number): Field =>
  (x, y) => {
    let sy = y;
    for (const eye of [leftEye, rightEye]) {
      const near =
        bump(Math.abs(x - eye.x), 0.42 * eyeDistance) * bump(Math.abs(y - eye.y), 0.22 * eyeDistance);
      sy += (y - eye.y) * 6 * by * near;
    }
    return [x, sy];
  };

/** The chin goes down, and the corners of the mouth stay. */
const opening =
  ({ mouth, eyeDistance }: FaceMap, by: number): Field =>
  (x, y) => {
    const across = bump(Math.abs(x - mouth.x), 0.4 * eyeDistance);
    const gap = 0.3 * eyeDistance * by * across;
    return [x, y > mouth.y + gap ? y - gap : y > mouth.y ? mouth.y : y];
  };

/** The middle of the face moves against its outline, as a turning head's does. */
const turning =
  ({ centre, eyeDistance }: FaceMap, dx: number, dy: number): Field =>
  (x, y) => {
    const near = bump(Math.hypot(x - centre.x, y - centre.y - 0.5 * eyeDistance), 1.1 * eyeDistance);
    return [x - dx * eyeDistance * near, y - dy * eyeDistance * near];
  };

const FIELDS: Readonly<Record<Motion, (map: FaceMap, phase: number) => Field>> = {
  blink: (map, phase) => blinking(map, Math.max(0, Math.sin(Math.PI * phase) * 2 - 1)),
  'open-mouth': (map, phase) => opening(map, Math.sin(Math.PI * phase)),
  nod: (map, phase) => turning(map, 0, 0.35 * Math.sin(2 * Math.PI * phase)),
  shake: (map, phase) => turning(map, 0.4 * Math.sin(2 * Math.PI * phase), 0),
};

const still: Field = (x, y) => [x, y];

function frameOf(
  { data, width, height }: Raw,
  field: Field,
  drift: Spot,
  isDark: (y: number, x: number) => boolean,
  random: Random,
): Buffer {
  const [w, h] = [width - 2 * MARGIN, height - 2 * MARGIN];
  const frame = Buffer.alloc(w * h * 3);
  for (let y = 0, at = 0; y < h; y++)
    for (let x = 0; x < w; x++, at += 3) {
      const [px, py] = [x + MARGIN + drift.x, y + MARGIN + drift.y];
      const [sx, sy] = field(px, py);
      const from =
        (Math.max(0, Math.min(height - 1, Math.round(sy))) * width +
          Math.max(0, Math.min(width - 1, Math.round(sx)))) *
        3;
      const noise = 6 * (random.next() - 0.5);
      const shade = isDark(py, px) ? 0.2 : 1;
      for (let c = 0; c < 3; c++)
        frame[at + c] = Math.max(0, Math.min(255, (data[from + c] ?? 0) * shade + noise));
    }
  return frame;
}

/** JPEG frames. @param map in shares of the photograph's sides; needed for motions alone */
export async function captureOf(
  photo: Uint8Array,
  { frames = 24, motions = [], seed = 1 }: CaptureOptions = {},
  map?: FaceMap,
): Promise<Buffer[]> {
  const { data, info } = await sharp(photo).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const raw: Raw = { data, width: info.width, height: info.height };
  const scaled = map && inPixels(map, raw);
  const random = new Random(seed);
  const each = motions.length > 0 ? frames / motions.length : frames;
  const shots: Buffer[] = [];
  for (let i = 0; i < frames; i++) {
    const motion = motions[Math.min(motions.length - 1, Math.floor(i / each))];
    const phase = ((i % each) + 0.5) / each;
    const field = motion && scaled ? FIELDS[motion](scaled, phase) : still;
    const drift = { x: Math.round(10 * Math.sin(i / 5)), y: Math.round(6 * Math.cos(i / 7)) };
    const open = motion === 'open-mouth' && scaled ? 0.3 * scaled.eyeDistance * Math.sin(Math.PI * phase) : 0;
    const isDark = (y: number, x: number): boolean =>
      scaled !== undefined &&
      open > 0 &&
      y > scaled.mouth.y &&
      y < scaled.mouth.y + open * bump(Math.abs(x - scaled.mouth.x), 0.4 * scaled.eyeDistance);
    const frame = frameOf(raw, field, drift, isDark, random);
    const shape = { width: raw.width - 2 * MARGIN, height: raw.height - 2 * MARGIN, channels: 3 as const };
    shots.push(await sharp(frame, { raw: shape }).jpeg({ quality: 90 }).toBuffer());
  }
  return shots;
}

function inPixels(map: FaceMap, { width, height }: Raw): FaceMap {
  const spot = ({ x, y }: Spot): Spot => ({ x: x * width, y: y * height });
  return {
    leftEye: spot(map.leftEye),
    rightEye: spot(map.rightEye),
    mouth: spot(map.mouth),
    centre: spot(map.centre),
    eyeDistance: map.eyeDistance * width,
  };
}

/** Frames in one file, as the hosted page sends them. */
export const motionJpeg = (frames: readonly Uint8Array[]): Buffer => Buffer.concat(frames);

/** Of `personB` in faces.ts. */
export const PERSON_B: FaceMap = {
  leftEye: { x: 0.423, y: 0.479 },
  rightEye: { x: 0.635, y: 0.453 },
  mouth: { x: 0.577, y: 0.688 },
  centre: { x: 0.529, y: 0.466 },
  eyeDistance: 0.212,
};
