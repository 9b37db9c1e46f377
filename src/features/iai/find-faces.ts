import { z } from 'zod';
import type { DetectedFace, FaceOptions, FaceResult } from '../../engine/types.ts';
import type { ActionContext } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { ApiError } from '../errors.ts';
import { inputBytes } from '../input-bytes.ts';
import { harmless } from '../personal-data.ts';
import { faceEngineCodes, faceInputCodes } from './codes.ts';

/** Base64 text of an image: at most 5 MB. */
const MAX_ENCODED_BYTES = 5 * 1024 * 1024;

const SIDE_LIMITS = { shortest: 64, longestJpeg: 4000, longestOther: 2000 };

/** The recogniser that is packaged stands for the API's newest model; a score of the older one's scale is not offered. */
export const FACE_MODEL_VERSION = '3.0';

export const faceModelVersion = harmless(z.string().optional());
export const switchField = () => harmless(z.union([z.literal(0), z.literal(1)]).optional());

/** @throws ApiError when the model version asked for is not served. */
export function requireModelVersion(version: string | undefined): void {
  if (version !== undefined && version !== '' && version !== FACE_MODEL_VERSION)
    throw new ApiError('InvalidParameterValue.FaceModelVersionIllegal', { version: FACE_MODEL_VERSION });
}

/**
 * Takes an image out of a request and finds its faces.
 * @throws ApiError `InvalidParameterValue.NoFaceInPhoto` when there is none, else a code of `codes.ts`.
 */
export async function findFaces(
  source: { readonly base64?: string | undefined; readonly url?: string | undefined },
  options: Omit<FaceOptions, 'sideLimits'>,
  context: ActionContext,
): Promise<FaceResult & { readonly faces: readonly [DetectedFace, ...DetectedFace[]] }> {
  const image = await inputBytes(source, MAX_ENCODED_BYTES, faceInputCodes, context);
  const result = await recognise(faceEngineCodes, () =>
    context.engine.findFaces({ image, options: { ...options, sideLimits: SIDE_LIMITS } }),
  );
  context.addSteps(result.steps);
  const [first, ...rest] = result.faces;
  if (!first) throw new ApiError('InvalidParameterValue.NoFaceInPhoto');
  return { ...result, faces: [first, ...rest] };
}
