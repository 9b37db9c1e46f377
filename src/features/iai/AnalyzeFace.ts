import { z } from 'zod';
import type { FaceShape } from '../../engine/face/face-shape.ts';
import type { DetectedFace, Point } from '../../engine/types.ts';
import { action } from '../action.ts';
import { carries, harmless } from '../personal-data.ts';
import {
  FACE_MODEL_VERSION,
  faceModelVersion,
  imageFields,
  integer,
  PICTURE_RATE,
  requireModelVersion,
  switchField,
} from './fields.ts';
import { outlineOf } from './face-outline.ts';
import { findFaces, SMALLEST_FACE } from './find-faces.ts';

/** Landmarks of all faces (Mode 0, up to ten), or of the largest (1). */
const MAX_FACES = 10;

/** The outline of a face is a measure of the person: it is withheld from logs. */
const coordinate = () => carries('face.features', z.number().int());
const points = () => z.array(z.object({ X: coordinate(), Y: coordinate() }));

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

const shape = z.object({
  FaceProfile: points(),
  LeftEye: points(),
  RightEye: points(),
  LeftEyeBrow: points(),
  RightEyeBrow: points(),
  Mouth: points(),
  Nose: points(),
  LeftPupil: points(),
  RightPupil: points(),
} satisfies Record<keyof typeof PARTS, unknown>);

const wholePoints = (points: readonly Point[]) =>
  points.map(({ x, y }) => ({ X: Math.round(x), Y: Math.round(y) }));

function toShape(face: DetectedFace): z.output<typeof shape> {
  const outline = outlineOf(face);
  return Object.fromEntries(
    Object.entries(PARTS).map(([name, part]) => [name, wholePoints(outline[part])]),
  ) as z.output<typeof shape>;
}

/** Finds the outlines of faces and their parts: 90 points each. */
export const AnalyzeFace = action({
  name: 'AnalyzeFace',
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
    FaceShapeSet: z.array(shape),
    FaceModelVersion: harmless(z.string()),
  }),
  async run(input, context) {
    requireModelVersion(input.FaceModelVersion);
    const options = {
      maxFaces: input.Mode === 1 ? 1 : MAX_FACES,
      minFaceSize: SMALLEST_FACE,
      rotate: input.NeedRotateDetection === 1,
      pupils: true,
    };
    const result = await findFaces({ base64: input.Image, url: input.Url }, options, context);
    return {
      ImageWidth: result.width,
      ImageHeight: result.height,
      FaceShapeSet: result.faces.map(toShape),
      FaceModelVersion: FACE_MODEL_VERSION,
    };
  },
});
