import { z } from 'zod';
import { denseShape, type DensePart } from '../../engine/face/mesh/dense-shape.ts';
import type { DetectedFace } from '../../engine/types.ts';
import { action } from '../action.ts';
import { harmless } from '../personal-data.ts';
import { FACE_MODEL_VERSION, faceRect, integer, PICTURE_RATE, toFaceRect } from './fields.ts';
import { findOutlined, outlineFields, outlineInput, wholeOutlines } from './outlines.ts';

const MAX_FACES = 5;

const PARTS = {
  LeftEye: 'leftEye',
  RightEye: 'rightEye',
  LeftEyeBrow: 'leftEyeBrow',
  RightEyeBrow: 'rightEyeBrow',
  MouthOutside: 'mouthOutside',
  MouthInside: 'mouthInside',
  Nose: 'nose',
  LeftPupil: 'leftPupil',
  RightPupil: 'rightPupil',
  CentralAxis: 'centralAxis',
  Chin: 'chin',
  LeftEyeBags: 'leftEyeBags',
  RightEyeBags: 'rightEyeBags',
  Forehead: 'forehead',
} as const satisfies Record<string, DensePart>;

const shape = faceRect.extend(outlineFields(PARTS));

function toShape(face: DetectedFace): z.output<typeof shape> {
  if (!face.dense) throw new Error('the engine was asked for the mesh');
  return { ...toFaceRect(face), ...wholeOutlines(PARTS, denseShape(face.dense)) };
}

/** Finds dense outlines of faces and their parts. */
export const AnalyzeDenseLandmarks = action({
  name: 'AnalyzeDenseLandmarks',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: 'face.detect',
  rateLimit: PICTURE_RATE,
  input: z.object(outlineInput),
  output: z.object({
    ImageWidth: integer(),
    ImageHeight: integer(),
    DenseFaceShapeSet: z.array(shape),
    FaceModelVersion: harmless(z.string()),
  }),
  async run(input, context) {
    const found = await findOutlined(input, { maxFaces: MAX_FACES, dense: true }, context);
    return {
      ImageWidth: found.width,
      ImageHeight: found.height,
      DenseFaceShapeSet: found.faces.map(toShape),
      FaceModelVersion: FACE_MODEL_VERSION,
    };
  },
});
