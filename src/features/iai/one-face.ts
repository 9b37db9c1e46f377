import type { DetectedFace } from '../../engine/types.ts';
import type { FaceMaker } from '../../registry/people/types.ts';
import type { ActionContext } from '../action.ts';
import { ApiError } from '../errors.ts';
import { faceMaker } from './face-templates.ts';
import { findFaces, SMALLEST_FACE, type ImageSource } from './find-faces.ts';
import { meetsQuality } from './quality-control.ts';

export interface OneFace {
  readonly box: DetectedFace;
  readonly maker: FaceMaker;
}

/** How a picture is looked at. */
export interface Look {
  /** QualityControl, 0..4. */
  readonly control: number;
  readonly rotate: boolean;
}

/**
 * The largest face of a picture, to be enrolled or verified.
 * @throws ApiError `FailedOperation.FaceQualityNotQualified` when it is not as good as asked for, else as `findFaces`
 */
export async function oneFace(source: ImageSource, look: Look, context: ActionContext): Promise<OneFace> {
  const options = {
    maxFaces: 1,
    minFaceSize: SMALLEST_FACE,
    embed: 'careful',
    rotate: look.rotate,
    quality: look.control > 0,
  } as const;
  const { faces } = await findFaces(source, options, context);
  const [box] = faces;
  if (box.quality && !meetsQuality(box.quality, look.control))
    throw new ApiError('FailedOperation.FaceQualityNotQualified');
  if (!box.embedding) throw new ApiError('FailedOperation.ServerError');
  return { box, maker: faceMaker(box.embedding) };
}
