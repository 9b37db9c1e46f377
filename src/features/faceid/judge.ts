import type { Capture, CaptureResult, Motion } from '../../engine/liveness/types.ts';
import type { ActionContext } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { motionCodes, NOT_ALIKE, NOT_LIVE, problemCodes, SUCCESS, videoEngineCodes } from './codes.ts';
import { SAME_PERSON, similarity } from './similarity.ts';

/** From here on a face counts as live, 0..100: see docs/ekyc.md for what it lets pass and what it stops. */
export const LIVE = 80;

/** What was made of a capture. */
export interface Judgement {
  /** `Success`, or the code of the first thing that was wrong. */
  readonly result: string;
  /** The code of what kept it from counting as live; null: it does. */
  readonly livenessProblem: string | null;
  /** 0..100; null: it was not compared. */
  readonly similarity: number | null;
  /** JPEG. */
  readonly bestFrame: Uint8Array | null;
}

function livenessProblem({ problem, missing, liveness, best }: CaptureResult): string | null {
  if (problem !== null) return problemCodes[problem];
  if (missing !== null) return motionCodes[missing];
  if (liveness < LIVE) return NOT_LIVE;
  return best === null ? 'FailedOperation.LivessBestFrameError' : null;
}

/**
 * Tells whether a capture shows a live person, and if so whether it is the one of `portrait` (an embedding; null: nobody's).
 * @throws ApiError when it cannot be read
 */
export async function judgeCapture(
  capture: Capture,
  motions: readonly Motion[],
  portrait: Float32Array | null,
  context: ActionContext,
): Promise<Judgement> {
  const judged = await recognise(videoEngineCodes, () => context.engine.judgeCapture({ capture, motions }));
  context.addSteps(judged.steps);
  const problem = livenessProblem(judged);
  const { best } = judged;
  const bestFrame = best?.jpeg ?? null;
  if (problem !== null || best === null)
    return { result: problem ?? NOT_LIVE, livenessProblem: problem ?? NOT_LIVE, similarity: null, bestFrame };
  if (portrait === null) return { result: SUCCESS, livenessProblem: null, similarity: null, bestFrame };
  const alike = similarity(best.embedding, portrait);
  const result = alike >= SAME_PERSON ? SUCCESS : NOT_ALIKE;
  return { result, livenessProblem: null, similarity: alike, bestFrame };
}
