import { z } from 'zod';
import type { DetectedFace } from '../../engine/types.ts';
import { action } from '../action.ts';
import { carries, harmless } from '../personal-data.ts';
import {
  FACE_MODEL_VERSION,
  faceModelVersion,
  findFaces,
  requireModelVersion,
  switchField,
} from './find-faces.ts';

/** The API analyses the largest faces only: 5 for attributes, 30 for quality. */
const MAX_WITH_ATTRIBUTES = 5;
const MAX_WITH_QUALITY = 30;

const number = () => harmless(z.number());
const integer = () => harmless(z.number().int());

/** Of the API's attributes, those that the packaged models give; the others are absent rather than invented. */
const attributes = z.object({ Pitch: integer(), Yaw: integer(), Roll: integer() });
const quality = z.object({ Sharpness: number(), Brightness: number() });

const faceInfo = z.object({
  X: integer(),
  Y: integer(),
  Width: integer(),
  Height: integer(),
  FaceAttributesInfo: attributes.exactOptional(),
  FaceQualityInfo: quality.exactOptional(),
});

const clamp = (value: number, limit: number): number => Math.round(Math.max(-limit, Math.min(limit, value)));

const toAttributes = ({ pose }: DetectedFace): z.output<typeof attributes> => ({
  Pitch: clamp(pose.pitch, 30),
  Yaw: clamp(pose.yaw, 30),
  Roll: clamp(pose.roll, 180),
});

const toQuality = (face: DetectedFace): { FaceQualityInfo?: z.output<typeof quality> } =>
  face.quality
    ? {
        FaceQualityInfo: {
          Sharpness: Math.round(face.quality.sharpness),
          Brightness: Math.round(face.quality.brightness),
        },
      }
    : {};

/** Finds faces in a picture, largest first. */
export const DetectFace = action({
  name: 'DetectFace',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: 'face.detect',
  rateLimit: 20,
  input: z.object({
    MaxFaceNum: harmless(z.number().int().min(1).max(120).optional()),
    MinFaceSize: harmless(z.number().int().min(20).max(4000).optional()),
    Image: carries('face.images', z.string().optional()),
    Url: carries('face.images', z.string().optional()),
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
      minFaceSize: input.MinFaceSize ?? 34,
      rotate: input.NeedRotateDetection === 1,
      quality: input.NeedQualityDetection === 1,
    };
    const result = await findFaces({ base64: input.Image, url: input.Url }, options, context);
    return {
      ImageWidth: result.width,
      ImageHeight: result.height,
      FaceInfos: result.faces.map((face, rank) => ({
        X: Math.round(face.x),
        Y: Math.round(face.y),
        Width: Math.round(face.width),
        Height: Math.round(face.height),
        ...(input.NeedFaceAttributes === 1 && rank < MAX_WITH_ATTRIBUTES
          ? { FaceAttributesInfo: toAttributes(face) }
          : {}),
        ...(rank < MAX_WITH_QUALITY ? toQuality(face) : {}),
      })),
      FaceModelVersion: FACE_MODEL_VERSION,
    };
  },
});
