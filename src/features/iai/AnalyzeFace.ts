import { z } from 'zod';
import type { FaceShape } from '../../engine/face/face-shape.ts';
import { action } from '../action.ts';
import { harmless } from '../personal-data.ts';
import { FACE_MODEL_VERSION, integer, PICTURE_RATE } from './fields.ts';
import { outlineOf } from './face-outline.ts';
import { findOutlined, outlineFields, outlineInput, wholeOutlines } from './outlines.ts';

const MAX_FACES = 10;

const PARTS = {
  FaceProfile: 'faceProfile',
  LeftEye: 'leftEye',
  RightEye: 'rightEye',
  LeftEyeBrow: 'leftEyeBrow',
  RightEyeBrow: 'rightEyeBrow',
  Mouth: 'mouth',
  Nose: 'nose',
  LeftPupil: 'leftPupil',
  RightPupil: 'rightPupil',
} as const satisfies Record<string, keyof FaceShape>;

/** Finds the outlines of faces and their parts: 90 points each. */
export const AnalyzeFace = action({
  name: 'AnalyzeFace',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: 'face.detect',
  rateLimit: PICTURE_RATE,
  input: z.object(outlineInput),
  output: z.object({
    ImageWidth: integer(),
    ImageHeight: integer(),
    FaceShapeSet: z.array(z.object(outlineFields(PARTS))),
    FaceModelVersion: harmless(z.string()),
  }),
  async run(input, context) {
    const found = await findOutlined(input, { maxFaces: MAX_FACES, pupils: true }, context);
    return {
      ImageWidth: found.width,
      ImageHeight: found.height,
      FaceShapeSet: found.faces.map((face) => wholeOutlines(PARTS, outlineOf(face))),
      FaceModelVersion: FACE_MODEL_VERSION,
    };
  },
});
