import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';
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
import { headPose, toHeadPose } from './head-pose.ts';

/** Attributes of the largest faces only. */
const MAX_WITH_ATTRIBUTES = 5;

/** What may be asked for, in any case of letters. */
const TYPES: readonly string[] = [
  ...['None', 'Age', 'Beauty', 'Emotion', 'Eye', 'Eyebrow', 'Gender', 'Hair', 'Hat', 'Headpose'],
  ...['Mask', 'Mouth', 'Moustache', 'Nose', 'Shape', 'Skin', 'Smile'],
].map((type) => type.toLowerCase());

/** @throws ApiError when a type is asked for that the API does not know. @returns in small letters */
function typesOf(list = ''): readonly string[] {
  const types = list
    .split(',')
    .map((type) => type.trim().toLowerCase())
    .filter(Boolean);
  if (types.some((type) => !TYPES.includes(type)))
    throw new ApiError('InvalidParameterValue', { parameter: 'FaceAttributesType' });
  return types;
}

const detail = z.object({
  FaceRect: faceRect,
  /** What no packaged model gives is absent rather than invented. */
  FaceDetailAttributesInfo: z.object({ HeadPose: headPose.exactOptional() }),
});

/** Finds faces in a picture, largest first, and describes them as far as the packaged models can. */
export const DetectFaceAttributes = action({
  name: 'DetectFaceAttributes',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: 'face.detect',
  rateLimit: PICTURE_RATE,
  input: z.object({
    MaxFaceNum: harmless(z.number().int().min(1).max(120).optional()),
    ...imageFields,
    FaceAttributesType: harmless(z.string().max(255).optional()),
    NeedRotateDetection: switchField(),
    FaceModelVersion: faceModelVersion,
  }),
  output: z.object({
    ImageWidth: integer(),
    ImageHeight: integer(),
    FaceDetailInfos: z.array(detail),
    FaceModelVersion: harmless(z.string()),
  }),
  async run(input, context) {
    requireModelVersion(input.FaceModelVersion);
    const types = typesOf(input.FaceAttributesType);
    const options = {
      maxFaces: input.MaxFaceNum ?? 1,
      minFaceSize: SMALLEST_FACE,
      rotate: input.NeedRotateDetection === 1,
    };
    const result = await findFaces({ base64: input.Image, url: input.Url }, options, context);
    return {
      ImageWidth: result.width,
      ImageHeight: result.height,
      FaceDetailInfos: result.faces.map((face, rank) => ({
        FaceRect: toFaceRect(face),
        FaceDetailAttributesInfo:
          types.includes('headpose') && rank < MAX_WITH_ATTRIBUTES ? { HeadPose: toHeadPose(face) } : {},
      })),
      FaceModelVersion: FACE_MODEL_VERSION,
    };
  },
});
