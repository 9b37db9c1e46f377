import { z } from 'zod';
import { compareScore } from '../../engine/face/score.ts';
import { action } from '../action.ts';
import { harmless } from '../personal-data.ts';
import { cosineOfPair, largest, mostConfident, pairFields } from './face-pair.ts';
import {
  FACE_MODEL_VERSION,
  faceModelVersion,
  PICTURE_RATE,
  requireModelVersion,
  switchField,
} from './fields.ts';

/** With several faces in a picture: the one found most surely (0, the default), or the largest (1). */
const LARGEST = 1;

/** Says how alike the faces of two pictures are: 40, 50 and 60 stand for a false accept rate of 1e-3, 1e-4 and 1e-5. */
export const CompareFace = action({
  name: 'CompareFace',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: 'face.compare',
  rateLimit: PICTURE_RATE,
  input: z.object({
    ...pairFields,
    FaceModelVersion: faceModelVersion,
    NeedRotateDetection: switchField(),
    FaceMatchingStrategy: switchField(),
  }),
  output: z.object({ Score: harmless(z.number()), FaceModelVersion: harmless(z.string()) }),
  async run(request, context) {
    requireModelVersion(request.FaceModelVersion);
    const cosine = await cosineOfPair(request, {
      choose: request.FaceMatchingStrategy === LARGEST ? largest : mostConfident,
      rotate: request.NeedRotateDetection === 1,
      context,
    });
    return { Score: compareScore(cosine), FaceModelVersion: FACE_MODEL_VERSION };
  },
});
