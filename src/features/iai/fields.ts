import { z } from 'zod';
import type { DetectedFace } from '../../engine/types.ts';
import { ApiError } from '../errors.ts';
import { carries, harmless } from '../personal-data.ts';

/** Calls of one action within a second: those on a picture, and those that manage groups and people. */
export const PICTURE_RATE = 20;
export const PEOPLE_RATE = 100;

/** The recogniser that is packaged stands for the API's newest model; a score of the older one's scale is not offered. */
export const FACE_MODEL_VERSION = '3.0';

export const faceModelVersion = harmless(z.string().optional());
export const switchField = () => harmless(z.union([z.literal(0), z.literal(1)]).optional());
export const integer = () => harmless(z.number().int());
export const number = () => harmless(z.number());

/** What an action on one picture takes. */
export const imageFields = {
  Image: carries('face.images', z.string().optional()),
  Url: carries('face.images', z.string().optional()),
};

export const qualityControl = harmless(z.number().int().optional());

export const faceRect = z.object({ X: integer(), Y: integer(), Width: integer(), Height: integer() });

/** A face's box as the API gives it: whole pixels. */
export const toFaceRect = ({ x, y, width, height }: DetectedFace): z.output<typeof faceRect> => ({
  X: Math.round(x),
  Y: Math.round(y),
  Width: Math.round(width),
  Height: Math.round(height),
});

/** @throws ApiError when the model version asked for is not served. */
export function requireModelVersion(version: string | undefined): void {
  if (version !== undefined && version !== '' && version !== FACE_MODEL_VERSION)
    throw new ApiError('InvalidParameterValue.FaceModelVersionIllegal', { version: FACE_MODEL_VERSION });
}

/** @throws ApiError when QualityControl is none of 0 to 4. @returns it, 0 when it is absent */
export function requireQualityControl(control = 0): number {
  if (control < 0 || control > 4) throw new ApiError('InvalidParameterValue.QualityControlIllegal');
  return control;
}
