import { z } from 'zod';
import { action } from '../action.ts';
import { harmless } from '../personal-data.ts';
import {
  FACE_MODEL_VERSION,
  faceModelVersion,
  imageFields,
  PICTURE_RATE,
  requireModelVersion,
} from './fields.ts';
import { judgeLargest, LIVE_SCORE } from './liveness.ts';

/** Says whether a picture shows somebody who is there, rather than a picture of somebody. Weak evidence: docs/ekyc.md. */
export const DetectLiveFace = action({
  name: 'DetectLiveFace',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: 'face.liveness',
  rateLimit: PICTURE_RATE,
  input: z.object({ ...imageFields, FaceModelVersion: faceModelVersion }),
  output: z.object({
    /** Documented to mean something for model 2.0 alone: absent. */
    IsLiveness: harmless(z.boolean()),
    FaceModelVersion: harmless(z.string()),
  }),
  async run(input, context) {
    requireModelVersion(input.FaceModelVersion);
    const { liveness } = await judgeLargest({ base64: input.Image, url: input.Url }, context);
    return { IsLiveness: liveness >= LIVE_SCORE, FaceModelVersion: FACE_MODEL_VERSION };
  },
});
