import { SECOND_MS } from '../../lib/clock.ts';
import type {
  AskedMotion,
  FaceAttempt,
  FaceProgress,
  Verification,
} from '../../registry/verifications/verification.ts';

/** What a slow line may add to the time that a person has. */
const UPLOAD_GRACE_S = 30;

/** The code of a challenge that nobody answered in time. */
export const TOO_LATE = 'FailedOperation.SilentTooShort';

type Challenge = NonNullable<FaceProgress['challenge']>;

/** What was asked of the person and can still be answered; null: nothing is. */
export function runningChallenge({ settings, face }: Verification, now: number): Challenge | null {
  const { challenge } = face;
  const allowed = (settings.timeoutS + UPLOAD_GRACE_S) * SECOND_MS;
  return challenge && now - challenge.askedAt <= allowed ? challenge : null;
}

/**
 * Asks for motions. Those that are being asked for stay the same ones, and those that were not done in time count as a
 * try: nobody draws until what is asked for is what a recording shows.
 * @param requestId of what was not answered
 */
export function asked(
  verification: Verification,
  { now, requestId, draw }: { now: number; requestId: string; draw: () => readonly AskedMotion[] },
): FaceProgress {
  const { settings, face } = verification;
  if (runningChallenge(verification, now)) return face;
  const missed: FaceAttempt = {
    ...{ requestId, at: now, result: TOO_LATE },
    ...{ livenessProblem: TOO_LATE, similarity: null },
  };
  const attempts = face.challenge ? [...face.attempts, missed] : face.attempts;
  const isOver = attempts.length >= settings.attempts;
  return { ...face, attempts, challenge: isOver ? null : { motions: draw(), askedAt: now } };
}
