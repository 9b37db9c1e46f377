import { z } from 'zod';
import { maskScore, type MaybeMasked } from '../../engine/face/mask-score.ts';
import { action, type ActionContext } from '../action.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';
import { pairFields } from './face-pair.ts';
import {
  FACE_MODEL_VERSION,
  faceModelVersion,
  PICTURE_RATE,
  requireModelVersion,
  requireQualityControl,
} from './fields.ts';
import { findFaces, type ImageSource, SMALLEST_FACE } from './find-faces.ts';
import { meetsQuality } from './quality-control.ts';

/** The largest face of a picture, and whether its lower half is hidden. */
async function maybeMasked(
  source: ImageSource,
  control: number,
  context: ActionContext,
): Promise<MaybeMasked> {
  const options = {
    maxFaces: 1,
    minFaceSize: SMALLEST_FACE,
    embed: 'careful',
    lowerFace: true,
    quality: control > 0,
  } as const;
  const [face] = (await findFaces(source, options, context)).faces;
  if (face.quality && !meetsQuality(face.quality, control))
    throw new ApiError('FailedOperation.FaceQualityNotQualified');
  if (!face.embedding || face.lowerFaceCovered === undefined)
    throw new ApiError('FailedOperation.CompareFail');
  return { embedding: face.embedding, lowerFaceCovered: face.lowerFaceCovered };
}

/**
 * Says how alike the largest faces of two pictures are, of which one or both may wear a mask. Scores stand for false accept
 * rates as those of `CompareFace` do, by how many of the two are covered, as it was measured on drawn masks (docs/models.md).
 */
export const CompareMaskFace = action({
  name: 'CompareMaskFace',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: 'face.compare',
  rateLimit: PICTURE_RATE,
  input: z.object({ ...pairFields, FaceModelVersion: faceModelVersion }),
  output: z.object({ Score: harmless(z.number()), FaceModelVersion: harmless(z.string()) }),
  async run(request, context) {
    requireModelVersion(request.FaceModelVersion);
    const control = requireQualityControl(request.QualityControl);
    const [a, b] = await Promise.all([
      maybeMasked({ base64: request.ImageA, url: request.UrlA }, control, context),
      maybeMasked({ base64: request.ImageB, url: request.UrlB }, control, context),
    ]);
    return { Score: Math.round(maskScore(a, b) * 100) / 100, FaceModelVersion: FACE_MODEL_VERSION };
  },
});
