import { isSpeech } from './endpoint.ts';
import type { OpenSentence, StreamState } from './state.ts';

/** What there is to know of a step before it is done. */
interface Ahead {
  readonly state:
    (Pick<StreamState, 'probabilities'> & { readonly open: Pick<OpenSentence, 'shown'> | null }) | null;
  readonly isLast: boolean;
}

/**
 * Whether somebody waits for what a step may bring: first words, the end of a sentence or of the stream. One that may only
 * look once more at a sentence that is shown and goes on can wait for those.
 */
export function isAwaited({ state, isLast }: Ahead): boolean {
  if (isLast || !state?.open?.shown) return true;
  return !isSpeech(state.probabilities.at(-1) ?? 0);
}
