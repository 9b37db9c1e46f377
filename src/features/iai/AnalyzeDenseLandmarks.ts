import { z } from 'zod';
import { denseShape, type DensePart } from '../../engine/face/mesh/dense-shape.ts';
import type { DetectedFace } from '../../engine/types.ts';
import { action } from '../action.ts';
import { carries, harmless } from '../personal-data.ts';
import {
  FACE_MODEL_VERSION,
  faceModelVersion,
  faceRect,
  imageFields,
  integer,
  PICTURE_RATE,
  requireModelVersion,
  switchField,
  toFaceRect,
} from './fields.ts';
import { findFaces, SMALLEST_FACE } from './find-faces.ts';

/** Landmarks of all faces (Mode 0, up to five), or of the largest (1). */
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

/** The outline of a face is a measure of the person: it is withheld from logs. */
const coordinate = () => carries('face.features', z.number().int());
const points = z.array(z.object({ X: coordinate(), Y: coordinate() }));

const shape = faceRect.extend({
  LeftEye: points,
  RightEye: points,
  LeftEyeBrow: points,
  RightEyeBrow: points,
  MouthOutside: points,
  MouthInside: points,
  Nose: points,
  LeftPupil: points,
  RightPupil: points,
  CentralAxis: points,
  Chin: points,
  LeftEyeBags: points,
  RightEyeBags: points,
  Forehead: points,
} satisfies Record<keyof typeof PARTS, unknown>);

function toShape(face: DetectedFace): z.output<typeof shape> {
  if (!face.dense) throw new Error('the engine was asked for the mesh');
  const outlines = denseShape(face.dense);
  const contours = Object.entries(PARTS).map(([name, part]) => [
    name,
    outlines[part].map(({ x, y }) => ({ X: Math.round(x), Y: Math.round(y) })),
  ]);
  return { ...toFaceRect(face), ...Object.fromEntries(contours) } as z.output<typeof shape>;
}

/** Finds dense outlines of faces and their parts. */
export const AnalyzeDenseLandmarks = action({
  name: 'AnalyzeDenseLandmarks',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: 'face.detect',
  rateLimit: PICTURE_RATE,
  input: z.object({
    Mode: switchField(),
    ...imageFields,
    FaceModelVersion: faceModelVersion,
    NeedRotateDetection: switchField(),
  }),
  output: z.object({
    ImageWidth: integer(),
    ImageHeight: integer(),
    DenseFaceShapeSet: z.array(shape),
    FaceModelVersion: harmless(z.string()),
  }),
  async run(input, context) {
    requireModelVersion(input.FaceModelVersion);
    const options = {
      maxFaces: input.Mode === 1 ? 1 : MAX_FACES,
      minFaceSize: SMALLEST_FACE,
      rotate: input.NeedRotateDetection === 1,
      dense: true,
    };
    const result = await findFaces({ base64: input.Image, url: input.Url }, options, context);
    return {
      ImageWidth: result.width,
      ImageHeight: result.height,
      DenseFaceShapeSet: result.faces.map(toShape),
      FaceModelVersion: FACE_MODEL_VERSION,
    };
  },
});
