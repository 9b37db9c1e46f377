import { hasConsent } from '../../features/faceid/open-verification.ts';
import { isFinished, isVerified } from '../../features/faceid/progress.ts';
import type { Verification } from '../../registry/verifications/verification.ts';

/** What the page does next. */
export type PageStep = 'consent' | 'document' | 'face' | 'done';

/** What the page is told of a verification: nothing of what was read, and nothing of who asked for it. */
export interface PageState {
  readonly step: PageStep;
  /** Only when it is done. */
  readonly passed: boolean;
  readonly cardType: string | null;
  readonly hasFace: boolean;
  readonly attemptsLeft: number;
  readonly seconds: number;
  readonly language: string;
  readonly themeColor: string;
  readonly skipsStart: boolean;
  readonly skipsResult: boolean;
  /** Where to go when it is done; null: nowhere. */
  readonly redirectUrl: string | null;
}

function stepOf(verification: Verification): PageStep {
  const { settings, document } = verification;
  if (!hasConsent(verification)) return 'consent';
  if (settings.cardType !== null && !document.passed) return 'document';
  return isFinished(verification) ? 'done' : 'face';
}

function redirectOf({ token, settings }: Verification): string | null {
  const { redirectUrl } = settings.page;
  if (redirectUrl === null) return null;
  const url = new URL(redirectUrl);
  url.searchParams.set('token', token);
  return url.href;
}

export function pageState(verification: Verification): PageState {
  const { settings, face } = verification;
  const { language, themeColor, skipsStart, skipsResult } = settings.page;
  const step = stepOf(verification);
  return {
    step,
    passed: isVerified(verification),
    cardType: settings.cardType,
    hasFace: settings.face !== 'none',
    attemptsLeft: Math.max(0, settings.attempts - face.attempts.length),
    seconds: settings.timeoutS,
    ...{ language, themeColor, skipsStart, skipsResult },
    redirectUrl: step === 'done' ? redirectOf(verification) : null,
  };
}
