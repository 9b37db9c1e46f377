import type { DetectedFace, FaceOptions } from '../../engine/types.ts';
import type { ActionContext } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { ApiError } from '../errors.ts';
import { inputBytes } from '../input-bytes.ts';
import { faceEngineCodes, faceInputCodes } from './codes.ts';

/** Base64 text of an image: at most 5 MB. */
const MAX_ENCODED_BYTES = 5 * 1024 * 1024;

const SIDE_LIMITS = { shortest: 64, longestJpeg: 4000, longestOther: 2000 };

/** Faces of this height are found whatever a request asks for, so that it can be told that they are too small. */
export const SMALLEST_FACE = 34;

/** Where a picture comes from; the URL wins. */
export interface ImageSource {
  readonly base64?: string | undefined;
  readonly url?: string | undefined;
}

export type SomeFaces<F extends DetectedFace = DetectedFace> = readonly [F, ...F[]];

/** What an engine says of a picture. */
interface Found<F extends DetectedFace> {
  readonly width: number;
  readonly height: number;
  readonly faces: readonly F[];
  readonly steps: Parameters<ActionContext['addSteps']>[0];
}

/**
 * Takes an image out of a request and has the engine look at it.
 * @throws ApiError `InvalidParameterValue.NoFaceInPhoto` when there is no face, `FailedOperation.FaceSizeTooSmall` when
 * none is as high as asked for, else a code of `codes.ts`.
 */
export async function lookAt<F extends DetectedFace>(
  source: ImageSource,
  options: Omit<FaceOptions, 'sideLimits'>,
  context: ActionContext,
  look: (input: { readonly image: Uint8Array; readonly options: FaceOptions }) => Promise<Found<F>>,
): Promise<Found<F> & { readonly faces: SomeFaces<F> }> {
  const image = await inputBytes(source, MAX_ENCODED_BYTES, faceInputCodes, context);
  const minFaceSize = Math.min(options.minFaceSize, SMALLEST_FACE);
  const result = await recognise(faceEngineCodes, () =>
    look({ image, options: { ...options, minFaceSize, sideLimits: SIDE_LIMITS } }),
  );
  context.addSteps(result.steps);
  if (result.faces.length === 0) throw new ApiError('InvalidParameterValue.NoFaceInPhoto');
  const [first, ...rest] = result.faces.filter(({ height }) => height >= options.minFaceSize);
  if (!first) throw new ApiError('FailedOperation.FaceSizeTooSmall');
  return { ...result, faces: [first, ...rest] };
}

/** Finds the faces of a request's picture, largest first. @throws as `lookAt` */
export const findFaces = (
  source: ImageSource,
  options: Omit<FaceOptions, 'sideLimits'>,
  context: ActionContext,
): Promise<Found<DetectedFace> & { readonly faces: SomeFaces }> =>
  lookAt(source, options, context, (input) => context.engine.findFaces(input));
