/** What there is to know of an open sentence for deciding what to do next; milliseconds. */
export interface Situation {
  /** Since the last window with speech. */
  readonly silentMs: number;
  /** Sound that may have to be decoded. */
  readonly soundMs: number;
  /** Sound that was never decoded. */
  readonly freshMs: number;
  /** It was decoded before. */
  readonly isHeard: boolean;
  /** Speech among it, or its echo: the last decoding may not have heard its end. */
  readonly isUnheard: boolean;
  /** Something is shown of it. */
  readonly isShown: boolean;
}

/**
 * `look`: decode what there is so far; `settle`: decode it for good, since nothing seems to follow; `end`: nothing did.
 */
export type Turn = 'wait' | 'look' | 'settle' | 'end';

/** As soon as that much silence follows, the sentence is decoded as if it had ended: its end then costs nothing. */
export const SETTLE_MS = 256;
/** Before the first look: in less, the recogniser hardly ever hears a word. */
const FIRST_LOOK = { leastMs: 192, share: 0 };
/** Between two looks, milliseconds and share of the sound, since longer stretches cost more; while nothing is shown: */
const EARLY_LOOK = { leastMs: 128, share: 0 };
/** And later: */
const LATER_LOOK = { leastMs: 800, share: 0.2 };

export function nextTurn(situation: Situation, silenceMs: number): Turn {
  const { silentMs, soundMs, freshMs, isHeard, isUnheard, isShown } = situation;
  if (silentMs >= silenceMs) return 'end';
  if (!isUnheard) return 'wait';
  if (silentMs >= SETTLE_MS) return 'settle';
  const { leastMs, share } = isShown ? LATER_LOOK : isHeard ? EARLY_LOOK : FIRST_LOOK;
  return silentMs === 0 && freshMs >= Math.max(leastMs, share * soundMs) ? 'look' : 'wait';
}
