import type { ActionContext } from '../action.ts';
import { ApiError } from '../errors.ts';
import { oneFace, type Look, type OneFace } from './one-face.ts';
import type { ImageSource } from './find-faces.ts';

/** What became of one picture of several, as the API counts. */
export const RET_CODES = {
  done: 0,
  noFace: -1101,
  undecodable: -1102,
  size: -1109,
  quality: -1601,
  tooDifferent: -1604,
} as const;

/** The API calls every other number a failure of the algorithm: here, another call took the place meanwhile. */
export const NO_PLACE = -1;

/** Codes that concern one picture alone. A picture that cannot be had is one that cannot be decoded. */
const PICTURE_CODES: Readonly<Record<string, number>> = {
  'InvalidParameterValue.NoFaceInPhoto': RET_CODES.noFace,
  'InvalidParameterValue.ImageEmpty': RET_CODES.undecodable,
  'FailedOperation.ImageDecodeFailed': RET_CODES.undecodable,
  'FailedOperation.ImageDownloadError': RET_CODES.undecodable,
  'FailedOperation.ImageSizeExceed': RET_CODES.size,
  'FailedOperation.ImageResolutionExceed': RET_CODES.size,
  'FailedOperation.ImageResolutionTooSmall': RET_CODES.size,
  'FailedOperation.FaceQualityNotQualified': RET_CODES.quality,
};

/** A face, or why the picture gives none. */
export type Enrolled = OneFace | { readonly retCode: number };

/** The largest face of each picture. @throws what does not concern a picture alone */
export const enrolledFaces = (
  sources: readonly ImageSource[],
  look: Look,
  context: ActionContext,
): Promise<readonly Enrolled[]> =>
  Promise.all(
    sources.map((source) =>
      oneFace(source, look, context).catch((error: unknown) => {
        const retCode = error instanceof ApiError ? PICTURE_CODES[error.code] : undefined;
        if (retCode === undefined) throw error;
        return { retCode };
      }),
    ),
  );
