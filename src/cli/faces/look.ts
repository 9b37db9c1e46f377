import type { Engine } from '../../engine/jobs.ts';
import type { DetectedFace, FaceOptions, FaceResult } from '../../engine/types.ts';
import { SMALLEST_FACE } from '../../features/iai/find-faces.ts';
import { largest } from '../../features/iai/face-pair.ts';
import { meetsQuality } from '../../features/iai/quality-control.ts';
import { contentOf } from '../read/read.ts';

/** Among so many faces of a picture the one that is meant is looked for. */
const MAX_FACES = 30;

/** A picture that was looked at; it stays in memory. */
export interface Looked {
  readonly image: Uint8Array;
  readonly result: FaceResult;
}

/** @throws EngineError as finding faces does, and what reading a file throws */
export async function lookAtFile(
  engine: Pick<Engine, 'findFaces'>,
  file: string,
  options: FaceOptions,
): Promise<Looked> {
  const image = await contentOf(file);
  return { image, result: await engine.findFaces({ image, options }) };
}

/** How the one face of a picture is looked at. */
export interface OneFaceOptions {
  readonly rotate?: boolean;
  /** As QualityControl of the API, 0 to 4. */
  readonly quality: number;
}

export interface LookedOne extends Looked {
  readonly face: DetectedFace;
  readonly embedding: Float32Array;
}

/** The largest face of a picture, ready to be compared. @throws Error when there is none, or it is not good enough */
export async function lookAtOne(
  engine: Pick<Engine, 'findFaces'>,
  file: string,
  { rotate = false, quality }: OneFaceOptions,
): Promise<LookedOne> {
  const options = { maxFaces: MAX_FACES, minFaceSize: SMALLEST_FACE, rotate } as const;
  const looked = await lookAtFile(engine, file, { ...options, embed: 'careful', quality: true });
  const [first, ...rest] = looked.result.faces;
  if (!first) throw new Error('there is no face');
  const face = largest([first, ...rest]);
  if (face.quality && !meetsQuality(face.quality, quality))
    throw new Error(
      `the face is not as good as --quality ${quality} asks for (${Math.round(face.quality.score)} of 100)`,
    );
  if (!face.embedding) throw new Error('the face cannot be compared');
  return { ...looked, face, embedding: face.embedding };
}
