import type { DetectedFace } from '../../engine/types.ts';
import type { ActionContext } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { ApiError } from '../errors.ts';
import { PHOTO_SIDES, photoEngineCodes } from './codes.ts';

/** Smallest height of a face that is compared, pixels. */
const SMALLEST_FACE = 40;
/** A second face this large, as a share of the largest one's area, is another person. */
const ANOTHER = 0.25;

const area = (face: DetectedFace): number => face.width * face.height;

export type PhotoReading =
  { readonly embedding: Float32Array; readonly problem: null } | { readonly problem: string };

/** The one face of a photo, or the code of what is wrong with it. @throws ApiError when it cannot be read */
export async function facePhoto(image: Uint8Array, context: ActionContext): Promise<PhotoReading> {
  const options = {
    maxFaces: 3,
    minFaceSize: 30,
    embed: 'careful',
    rotate: true,
    sideLimits: PHOTO_SIDES,
  } as const;
  const { faces, steps } = await recognise(photoEngineCodes, () =>
    context.engine.findFaces({ image, options }),
  );
  context.addSteps(steps);
  const [face, ...others] = faces;
  if (!face?.embedding) return { problem: 'FailedOperation.LifePhotoDetectNoFaces' };
  if (others.some((other) => area(other) > ANOTHER * area(face)))
    return { problem: 'FailedOperation.LifePhotoDetectFaces' };
  if (face.height < SMALLEST_FACE) return { problem: 'FailedOperation.LifePhotoPoorQuality' };
  return { embedding: face.embedding, problem: null };
}

/** As `facePhoto`, where a photo with anything wrong is refused. @throws ApiError */
export async function requireFacePhoto(image: Uint8Array, context: ActionContext): Promise<Float32Array> {
  const reading = await facePhoto(image, context);
  if (reading.problem !== null) throw new ApiError(reading.problem);
  return reading.embedding;
}
