import { z } from 'zod';
import { action } from '../action.ts';
import { harmless } from '../personal-data.ts';
import { faceQualityInfo, toFaceQuality } from './face-quality.ts';
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

/** The API analyses the largest faces only: 5 for attributes, 30 for quality. */
const MAX_WITH_ATTRIBUTES = 5;
const MAX_WITH_QUALITY = 30;

const faceInfo = faceRect.extend({
  // Of the API's attributes, those that the packaged models give; the others are absent rather than invented.
  FaceAttributesInfo: headPose.exactOptional(),
  FaceQualityInfo: faceQualityInfo.exactOptional(),
});

/** Finds faces in a picture, largest first. */
export const DetectFace = action({
  name: 'DetectFace',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: 'face.detect',
  rateLimit: PICTURE_RATE,
  input: z.object({
    MaxFaceNum: harmless(z.number().int().min(1).max(120).optional()),
    MinFaceSize: harmless(z.number().int().min(20).max(4000).optional()),
    ...imageFields,
    NeedFaceAttributes: harmless(z.number().int().optional()),
    NeedQualityDetection: harmless(z.number().int().optional()),
    FaceModelVersion: faceModelVersion,
    NeedRotateDetection: switchField(),
  }),
  output: z.object({
    ImageWidth: integer(),
    ImageHeight: integer(),
    FaceInfos: z.array(faceInfo),
    FaceModelVersion: harmless(z.string()),
  }),
  async run(input, context) {
    requireModelVersion(input.FaceModelVersion);
    const options = {
      maxFaces: input.MaxFaceNum ?? 1,
      minFaceSize: input.MinFaceSize ?? SMALLEST_FACE,
      rotate: input.NeedRotateDetection === 1,
      quality: input.NeedQualityDetection === 1,
    };
    const result = await findFaces({ base64: input.Image, url: input.Url }, options, context);
    return {
      ImageWidth: result.width,
      ImageHeight: result.height,
      FaceInfos: result.faces.map((face, rank) => ({
        ...toFaceRect(face),
        ...(input.NeedFaceAttributes === 1 && rank < MAX_WITH_ATTRIBUTES
          ? { FaceAttributesInfo: toHeadPose(face) }
          : {}),
        ...(face.quality && rank < MAX_WITH_QUALITY ? { FaceQualityInfo: toFaceQuality(face.quality) } : {}),
      })),
      FaceModelVersion: FACE_MODEL_VERSION,
    };
  },
});
