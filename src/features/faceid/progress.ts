import type { FaceProgress, Verification } from '../../registry/verifications/verification.ts';
import { SUCCESS } from './codes.ts';

export const hasPassed = ({ attempts }: FaceProgress): boolean => attempts.at(-1)?.result === SUCCESS;

/** Whether there is nothing more to be sent. */
export function isFinished({ settings, document, face }: Verification): boolean {
  if (settings.cardType !== null && !document.passed) return false;
  return settings.face === 'none' || hasPassed(face) || face.attempts.length >= settings.attempts;
}

/** Whether everything that was asked for is there, and is right. */
export const isVerified = (verification: Verification): boolean =>
  isFinished(verification) && (verification.settings.face === 'none' || hasPassed(verification.face));
