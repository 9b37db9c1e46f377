import { z } from 'zod';
import { cosineSimilarity } from '../../engine/face/score.ts';
import type { DetectedFace } from '../../engine/types.ts';
import type { ActionContext } from '../action.ts';
import { ApiError } from '../errors.ts';
import { carries } from '../personal-data.ts';
import { qualityControl, requireQualityControl } from './fields.ts';
import { findFaces, SMALLEST_FACE, type ImageSource, type SomeFaces } from './find-faces.ts';
import { meetsQuality } from './quality-control.ts';

/** Among so many faces of a picture the one that is meant is looked for. */
const MAX_FACES = 30;

export const pairFields = {
  ImageA: carries('face.images', z.string().optional()),
  ImageB: carries('face.images', z.string().optional()),
  UrlA: carries('face.images', z.string().optional()),
  UrlB: carries('face.images', z.string().optional()),
  QualityControl: qualityControl,
};

type Pair = z.output<z.ZodObject<typeof pairFields>>;

/** Which face of a picture with several is meant. */
export type Choice = (faces: SomeFaces) => DetectedFace;

export const mostConfident: Choice = (faces) =>
  faces.reduce((best, face) => (face.confidence > best.confidence ? face : best));

const area = (face: DetectedFace): number => face.width * face.height;

export const largest: Choice = (faces) =>
  faces.reduce((best, face) => (area(face) > area(best) ? face : best));

interface Means {
  readonly choose: Choice;
  readonly rotate: boolean;
  readonly context: ActionContext;
}

/**
 * The cosine of the faces of two pictures.
 * @throws ApiError `FailedOperation.FaceQualityNotQualified` when one is not as good as asked for
 */
export async function cosineOfPair(request: Pair, means: Means): Promise<number> {
  const control = requireQualityControl(request.QualityControl);
  const [a, b] = await Promise.all([
    embeddingOf({ base64: request.ImageA, url: request.UrlA }, control, means),
    embeddingOf({ base64: request.ImageB, url: request.UrlB }, control, means),
  ]);
  return cosineSimilarity(a, b);
}

async function embeddingOf(
  source: ImageSource,
  control: number,
  { choose, rotate, context }: Means,
): Promise<Float32Array> {
  const options = { maxFaces: MAX_FACES, minFaceSize: SMALLEST_FACE, embed: 'careful', rotate } as const;
  const { faces } = await findFaces(source, { ...options, quality: control > 0 }, context);
  const face = choose(faces);
  if (face.quality && !meetsQuality(face.quality, control))
    throw new ApiError('FailedOperation.FaceQualityNotQualified');
  if (!face.embedding) throw new ApiError('FailedOperation.CompareFail');
  return face.embedding;
}
