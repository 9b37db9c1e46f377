import type { JudgedFace } from '../../engine/liveness/types.ts';
import type { ActionContext } from '../action.ts';
import { lookAt, SMALLEST_FACE, type ImageSource } from './find-faces.ts';

/** From here on a face is said to be there: the API's recommended threshold of its newest liveness scores. */
export const LIVE_SCORE = 40;

/** How much the largest face of a picture looks like one that is there. @throws as `findFaces` */
export async function judgeLargest(source: ImageSource, context: ActionContext): Promise<JudgedFace> {
  const options = { maxFaces: 1, minFaceSize: SMALLEST_FACE };
  const { faces } = await lookAt(source, options, context, (input) => context.engine.judgeLiveness(input));
  return faces[0];
}
