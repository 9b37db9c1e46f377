import { z } from 'zod';
import { compareScore, cosineSimilarity } from '../../engine/face/score.ts';
import type { DetectedFace } from '../../engine/types.ts';
import { action, type ActionContext } from '../action.ts';
import { ApiError } from '../errors.ts';
import { carries, harmless } from '../personal-data.ts';
import {
  FACE_MODEL_VERSION,
  faceModelVersion,
  findFaces,
  requireModelVersion,
  switchField,
} from './find-faces.ts';
import { meetsQuality } from './quality-control.ts';

/** With several faces in a picture: the one found most surely (0), or the largest (1). */
const MOST_CONFIDENT = 0;
const MAX_FACES = 30;

const area = (face: DetectedFace): number => face.width * face.height;

const choose = (faces: readonly [DetectedFace, ...DetectedFace[]], strategy: number): DetectedFace =>
  faces.reduce((best, face) =>
    (strategy === MOST_CONFIDENT ? face.confidence > best.confidence : area(face) > area(best)) ? face : best,
  );

function requireQuality(face: DetectedFace, control: number): void {
  if (face.quality && !meetsQuality(face.quality, control))
    throw new ApiError('FailedOperation.FaceQualityNotQualified');
}

const input = z.object({
  ImageA: carries('face.images', z.string().optional()),
  ImageB: carries('face.images', z.string().optional()),
  UrlA: carries('face.images', z.string().optional()),
  UrlB: carries('face.images', z.string().optional()),
  FaceModelVersion: faceModelVersion,
  QualityControl: harmless(z.number().int().optional()),
  NeedRotateDetection: switchField(),
  FaceMatchingStrategy: switchField(),
});

async function embeddingOf(
  source: { base64?: string | undefined; url?: string | undefined },
  request: z.output<typeof input>,
  context: ActionContext,
): Promise<Float32Array> {
  const control = request.QualityControl ?? 0;
  const options = {
    maxFaces: MAX_FACES,
    minFaceSize: 34,
    embed: true,
    rotate: request.NeedRotateDetection === 1,
    quality: control > 0,
  };
  const { faces } = await findFaces(source, options, context);
  const face = choose(faces, request.FaceMatchingStrategy ?? MOST_CONFIDENT);
  requireQuality(face, control);
  if (!face.embedding) throw new ApiError('FailedOperation.CompareFail');
  return face.embedding;
}

/** Says how alike the faces of two pictures are: 40, 50 and 60 stand for a false accept rate of 1e-3, 1e-4 and 1e-5. */
export const CompareFace = action({
  name: 'CompareFace',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: 'face.compare',
  rateLimit: 20,
  input,
  output: z.object({ Score: harmless(z.number()), FaceModelVersion: harmless(z.string()) }),
  async run(request, context) {
    requireModelVersion(request.FaceModelVersion);
    const control = request.QualityControl ?? 0;
    if (control < 0 || control > 4) throw new ApiError('InvalidParameterValue.QualityControlIllegal');
    const [a, b] = await Promise.all([
      embeddingOf({ base64: request.ImageA, url: request.UrlA }, request, context),
      embeddingOf({ base64: request.ImageB, url: request.UrlB }, request, context),
    ]);
    return { Score: compareScore(cosineSimilarity(a, b)), FaceModelVersion: FACE_MODEL_VERSION };
  },
});
