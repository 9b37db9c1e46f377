import { z } from 'zod';
import { action } from '../action.ts';
import { harmless } from '../personal-data.ts';
import {
  FACE_MODEL_VERSION,
  faceModelVersion,
  imageFields,
  number,
  PICTURE_RATE,
  requireModelVersion,
} from './fields.ts';
import { judgeLargest } from './liveness.ts';

/** How much a picture shows somebody who is there, 0..100; 40 is what the API recommends to decide by. docs/ekyc.md has its errors. */
export const DetectLiveFaceAccurate = action({
  name: 'DetectLiveFaceAccurate',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: 'face.liveness',
  rateLimit: PICTURE_RATE,
  input: z.object({ ...imageFields, FaceModelVersion: faceModelVersion }),
  output: z.object({ Score: number(), FaceModelVersion: harmless(z.string()) }),
  async run(input, context) {
    requireModelVersion(input.FaceModelVersion);
    const { liveness } = await judgeLargest({ base64: input.Image, url: input.Url }, context);
    return { Score: Math.round(liveness * 100) / 100, FaceModelVersion: FACE_MODEL_VERSION };
  },
});
