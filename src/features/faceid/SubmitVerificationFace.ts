import { z } from 'zod';
import type { Verification } from '../../registry/verifications/verification.ts';
import { action, type ActionContext } from '../action.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';
import { runningChallenge, TOO_LATE } from './challenge.ts';
import { judgeCapture } from './judge.ts';
import { isVerdict, shortLived } from './liveness-compare.ts';
import { openVerification, saveWithCall } from './open-verification.ts';
import { requireFacePhoto } from './photo.ts';
import { hasPassed } from './progress.ts';

/** The face to compare with; null: none. */
async function portraitOf(
  { token, settings }: Verification,
  context: ActionContext,
): Promise<Float32Array | null> {
  const { verifications, appId } = context;
  const file = (name: 'compare-image' | 'portrait' | 'document') => verifications.file(token, appId, name);
  if (settings.face === 'like-image') {
    const image = await file('compare-image');
    return image && requireFacePhoto(image, context);
  }
  if (settings.face !== 'like-document') return null;
  const image = (await file('portrait')) ?? (await file('document'));
  return image && requireFacePhoto(image, context);
}

/**
 * What a camera saw of the person of a verification: a video, or pictures one after the other. No action of the API: end
 * users send it under their token, and it is recorded and billed as a call of the account's.
 */
export const SubmitVerificationFace = action({
  name: 'SubmitVerificationFace',
  service: 'faceid',
  version: '2018-03-01',
  feature: 'ekyc',
  priceItem: 'ekyc.verification',
  rateLimit: 20,
  input: z.object({ Token: shortLived(z.string()), Video: shortLived(z.instanceof(Uint8Array)) }),
  output: z.object({ Result: harmless(z.string()), AttemptsLeft: harmless(z.number()) }),
  async run({ Token, Video }, context) {
    const verification = await openVerification(Token, context);
    const { settings, document, face } = verification;
    if (settings.face === 'none' || (settings.cardType !== null && !document.passed))
      throw new ApiError('UnsupportedOperation');
    if (face.attempts.length >= settings.attempts || hasPassed(face))
      throw new ApiError('LimitExceeded', { limit: settings.attempts });
    const now = context.clock.now();
    const challenge = runningChallenge(verification, now);
    if (!challenge) throw new ApiError(TOO_LATE);
    const portrait = await portraitOf(verification, context);
    const judged = await judgeCapture({ kind: 'video', video: Video }, challenge.motions, portrait, context);
    const attempt = {
      requestId: context.requestId,
      at: now,
      result: judged.result,
      livenessProblem: judged.livenessProblem,
      similarity: judged.similarity,
    };
    const attempts = [...face.attempts, attempt];
    const progress = { ...face, challenge: null, attempts };
    saveWithCall(context, await context.verifications.faceState(Token, progress, judged.bestFrame));
    return { Result: judged.result, AttemptsLeft: settings.attempts - attempts.length };
  },
  resultOf: ({ Result }) => Result,
  isBilled: ({ Result }) => isVerdict(Result),
});
