import { createHash } from 'node:crypto';
import type { JudgedFace } from '../../src/engine/liveness/types.ts';
import { EngineError, type EngineErrorReason, type FaceOptions } from '../../src/engine/types.ts';
import { random } from './random.ts';
import { fakeEngine } from './fake-engine.ts';

/** A face of a picture that no engine has to look at. */
export interface ToldFace {
  /** Whose it is: people's faces have nothing to do with each other. */
  readonly who: string;
  /** How far the picture is from how the person looks otherwise: 0 is the same picture, 1 a very different one. */
  readonly strange?: number;
  /** Height of its box, pixels. */
  readonly height?: number;
  /** Quality of the face, 0..100. */
  readonly quality?: number;
  readonly liveness?: number;
  /** Whether its lower half is hidden. */
  readonly covered?: boolean;
}

/** What a picture is said to be: faces, or why it cannot be looked at. */
export type Told = { readonly faces: readonly ToldFace[] } | { readonly fails: EngineErrorReason };

const MARK = 'TOLD-FACES ';

/** Base64 of a picture with these faces, for `toldEngine`. */
export const told = (...faces: readonly ToldFace[]): string => encode({ faces });
export const toldFailing = (fails: EngineErrorReason): string => encode({ fails });

const encode = (picture: Told): string =>
  Buffer.from(MARK + JSON.stringify(picture), 'utf8').toString('base64');

function unit(values: Float32Array): Float32Array {
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}

/** Values in all directions alike: sums of uniform ones are near enough to normal. */
function direction(seed: string): Float32Array {
  const next = random(createHash('sha256').update(seed).digest().readUInt32LE(0));
  const normal = (): number => Array.from({ length: 6 }, () => next()).reduce((sum, v) => sum + v, -3);
  return unit(Float32Array.from({ length: 512 }, normal));
}

/** The embedding that a face of a told picture has: its cosine with the person's own is 1 / sqrt(1 + strange^2). */
export function toldEmbedding({ who, strange = 0 }: ToldFace): Float32Array {
  const [self, other] = [direction(who), direction(`${who} strange ${strange}`)];
  const along = self.reduce((sum, value, i) => sum + value * other[i]!, 0);
  const away = unit(other.map((value, i) => value - along * self[i]!));
  return unit(self.map((value, i) => value + strange * away[i]!));
}

const toFace = (face: ToldFace, options: FaceOptions): JudgedFace => {
  const height = face.height ?? 120;
  return {
    ...{ x: 10, y: 20, width: height, height, confidence: 0.9 },
    landmarks5: [],
    landmarks68: Array.from({ length: 68 }, (_, i) => ({ x: i, y: i % 7 })),
    pose: { yaw: 1, pitch: 2, roll: 3 },
    liveness: face.liveness ?? 90,
    ...(options.dense ? { dense: Array.from({ length: 478 }, (_, i) => ({ x: i, y: 2 * i })) } : {}),
    ...(options.lowerFace ? { lowerFaceCovered: face.covered ?? false } : {}),
    ...(options.embed ? { embedding: toldEmbedding(face) } : {}),
    ...(options.quality
      ? { quality: { score: face.quality ?? 90, sharpness: face.quality ?? 90, brightness: 50 } }
      : {}),
  };
};

function look({ image, options }: { readonly image: Uint8Array; readonly options: FaceOptions }) {
  const text = Buffer.from(image).toString('utf8');
  if (!text.startsWith(MARK)) throw new EngineError('unreadable-image', 'not a told picture');
  const picture = JSON.parse(text.slice(MARK.length)) as Told;
  if ('fails' in picture) throw new EngineError(picture.fails, 'as told');
  const faces = picture.faces
    .map((face) => toFace(face, options))
    .filter(({ height }) => height >= options.minFaceSize)
    .sort((p, q) => q.height - p.height)
    .slice(0, options.maxFaces);
  return { width: 640, height: 480, faces, steps: [] };
}

/** An engine that believes what pictures say of themselves: for tests of what is done with faces. */
export const toldEngine = () =>
  fakeEngine({
    findFaces: async (input) => look(input),
    judgeLiveness: async (input) => look(input),
  });
